"""Who is harmed in a mention of an abuse theme: the subject of these themes, by convention."""

from nlp.components.cast import Party
from nlp.components.grammar import words_of
from nlp.components.references import Reference
from nlp.components.sentence import Sentence
from nlp.components.subject import UNKNOWN

_BE = words_of("be")
_BETWEEN_BE = words_of("between_be")
_TOWARDS = words_of("towards")
_FROM = words_of("from")
_SUFFERS = words_of("suffers")
_INFLICTS = words_of("inflicts")
_YOUNG = words_of("young")
_HARMERS = words_of("harmers")
_KIN = ("relative", "partner", "adult")
_NEAR = 6
"""Tokens after a mention in which a relative who harms may be named."""
_OPPOSITE = {"perpetrator": "victim", "victim": "perpetrator"}


class HarmReader:
    """Decides the harmed; `counterpart` gives the party of a role ("victim") in this review."""

    def __init__(self, sentence: Sentence, counterpart):
        self.sentence = sentence
        self.words = sentence.reading.words
        self.counterpart = counterpart

    def harmed(self, start: int, end: int, *, form: str, who: Reference | None) -> tuple[Party, ...]:
        """The parties harmed in a mention on tokens start..end.

        `form` tells how the rule's words name harm: "verb" (done to its object, or to the subject of a
        passive), "noun" (suffered or inflicted), "trait" (of the one who harms), "couple" (between two).
        `who` is the reference that the rule itself marks as the harmed.
        """
        if who is not None:
            return self.sentence.joined(who) or UNKNOWN
        parties = {"verb": self._verb, "noun": self._noun, "trait": self._trait, "couple": self._couple}[form](
            start, end
        )
        if {party.subject for party in parties} == {"perpetrator"} and not self._has_harmer(start, end, parties):
            return (self.counterpart("victim"),)
        return parties or self._of_the_case() or UNKNOWN

    def _has_harmer(self, start: int, end: int, harmed: tuple[Party, ...]) -> bool:
        """Whether the sentence says who harms the perpetrator: in a review that is said where it is meant."""
        if harmed[0].person is not None and self.counterpart("victim").person is None:
            return True  # the review knows no victim who might be meant instead
        subject = self.sentence.clause_subject(start)
        if subject is not None and subject.parties and set(subject.parties).isdisjoint(harmed):
            return True
        if not _YOUNG.isdisjoint(self.sentence.words):
            return True
        if any(party.subject == "victim" for party in self.sentence.parties):
            return self._acted_on(start, end)
        if not _HARMERS.isdisjoint(self.sentence.words):
            return True
        if any(
            r.kind in _KIN and r.start < end + _NEAR and set(r.parties).isdisjoint(harmed)
            for r in self.sentence.references
        ):
            return True
        return self._acted_on(start, end)

    def _acted_on(self, start: int, end: int) -> bool:
        """Whether "by" names who did it."""
        after = (
            self.sentence.first_after(self.words.index("by", start, end), 3) if "by" in self.words[start:end] else None
        )
        after = after or self.sentence.first_after(end, 3)
        return after is not None and bool(after.parties) and "by" in self.words[start : after.start]

    def _of_the_case(self) -> tuple[Party, ...]:
        """Abuse in a review is the victim's, unless the sentence speaks of people in general or of others too."""
        if not self.sentence.of_case or self.sentence.generic or self.sentence.of_people_in_general:
            return ()
        roles = {party.subject for party in self.sentence.parties}
        return (self.counterpart("victim"),) if roles <= {"victim", "perpetrator"} else ()

    def _verb(self, start: int, end: int) -> tuple[Party, ...]:
        subject = self.sentence.clause_subject(start)
        if self.words[start] in _BE or self._is_passive(start):
            return self.sentence.joined(subject) if subject is not None else self._nobody_named()
        within = (r for r in self.sentence.references if start < r.start < end and r.form != "reflexive")
        inside = next(within, None)
        if inside is None and self.words[end : end + 1] == ["by"]:
            harmer = self.sentence.first_after(end + 1, 2)
            if subject is not None and (harmer is None or set(subject.parties) != set(harmer.parties)):
                return subject.parties
            return self._counterpart_of(harmer)
        harmed = inside or self.sentence.first_after(end, 3)
        if (
            harmed is not None
            and "by" not in self.words[end : harmed.start]
            and "," not in self.words[end : harmed.start]
        ):
            acts = subject is not None and subject.form in (None, "subject") and not subject.owned
            itself = acts and subject.parties == harmed.parties
            kept_hers = harmed.form == "possessive" and {p.subject for p in harmed.parties} == {"victim"}
            if itself and harmed.form in ("object", "possessive") and not kept_hers:
                return self._counterpart_of(subject)  # "he hit him": never oneself
            if harmed.form != "subject":
                return self.sentence.joined(harmed)
        if subject is not None and {party.subject for party in subject.parties} == {"victim"}:
            return subject.parties  # "she had to be home by nine", "her visa depended on him"
        return self._counterpart_of(subject) if subject is not None else self._nobody_named()

    def _is_passive(self, start: int) -> bool:
        i = start - 1
        while i >= self.sentence.start and start - i < 5 and self.words[i] in _BETWEEN_BE and self.words[i] not in _BE:
            i -= 1
        return i >= self.sentence.start and self.words[i] in _BE and not self.words[start].endswith("ing")

    def _noun(self, start: int, end: int) -> tuple[Party, ...]:
        after = self.words[end] if end < self.sentence.end else ""
        if after in _TOWARDS:
            harmed = self.sentence.first_after(end + 1, 2)
            if harmed is not None:
                return self.sentence.joined(harmed)
        subject = self.sentence.clause_subject(start)
        inside = next((r for r in self.sentence.references if start <= r.start < end), None)
        by_inside = inside is not None and not _FROM.isdisjoint(self.words[start : inside.start])
        if inside is not None and inside.form != "subject" and not by_inside:
            return inside.parties
        if self._is_passive(start) and subject is not None:
            return self.sentence.joined(subject)
        if after in _FROM or by_inside:
            harmer = inside if by_inside else self.sentence.first_after(end + 1, 3)
            if harmer is not None and harmer.form == "possessive":
                harmer = None  # "by her family": whose family, not who
            if harmer is not None and (subject is None or subject.parties == harmer.parties):
                return self._counterpart_of(harmer)
            if harmer is not None and subject is not None:
                return self.sentence.joined(subject)
        if subject is None:
            later = self.sentence.first_after(end, 8)
            if later is not None:
                return self._from_role(later, "")
            return self._nobody_named()
        between = self.words[subject.end : start]
        return self._from_role(subject, between)

    def _from_role(self, reference: Reference, between) -> tuple[Party, ...]:
        """The harmed where `reference` stands near: verbs decide, else the role that it has in the review."""
        suffers = not _SUFFERS.isdisjoint(between)
        inflicts = not _INFLICTS.isdisjoint(between)
        subjects = {party.subject for party in reference.parties}
        if len(subjects) > 1:
            return tuple(p for p in reference.parties if p.subject == "victim")
        if suffers and ("victim" in subjects or not inflicts):
            return self.sentence.joined(reference)
        if inflicts or subjects == {"perpetrator"}:
            return self._counterpart_of(reference)
        return self.sentence.joined(reference)

    def _trait(self, start: int, end: int) -> tuple[Party, ...]:
        subject = self.sentence.clause_subject(start)
        if subject is not None and self.words[start].endswith("ed") and self._is_passive(start):
            return self.sentence.joined(subject)
        touching = (r for r in self.sentence.references if r.start < end and start < r.end)
        former = next((r for r in touching if r.kind == "partner"), None)
        if former is not None:
            return self._of_former_partner(former)
        for i in range(end, min(end + 4, self.sentence.end)):
            if self.words[i] in ("to", "towards", "toward", "with", "against", "of", "over"):
                harmed = self.sentence.first_after(i + 1, 1)
                if harmed is not None:
                    return self.sentence.joined(harmed)
        if subject is None:
            later = self.sentence.first_after(end, 2)
            return self._counterpart_of(later) if later is not None else self._nobody_named()
        return self._counterpart_of(subject)

    @staticmethod
    def _of_former_partner(former: Reference) -> tuple[Party, ...]:
        """As in "her ex-husband had been abusive": she; "his first wife said he had been violent": the wife."""
        owner = former.possessor.parties if former.possessor is not None else ()
        return owner if {party.subject for party in owner} == {"victim"} else former.parties

    def _couple(self, start: int, end: int) -> tuple[Party, ...]:
        """A separation concerns the victim whenever one side of the review takes part in it."""
        if not self.sentence.references:
            return self._nobody_named()
        roles = {party.subject for party in self.sentence.parties}
        if "victim" not in roles and any(r.kind == "partner" and r.former for r in self.sentence.references):
            return (Party("other"),)
        return (self.counterpart("victim"),) if roles & set(_OPPOSITE) else ()

    def _counterpart_of(self, harmer: Reference | None) -> tuple[Party, ...]:
        """Whom this one harms: somebody else in the sentence, else the other side of the review."""
        if harmer is None:
            return ()
        if harmer.possessor is not None and harmer.possessor.parties and not self._is_main(harmer):
            return harmer.possessor.parties
        roles = {party.subject for party in harmer.parties}
        if len(roles) > 1:
            return tuple(p for p in harmer.parties if p.subject == "victim")
        others = [p for p in self.sentence.parties if p not in harmer.parties]
        if roles == {"perpetrator"}:
            former = any(r.kind == "partner" and (r.former or r.plural) for r in self.sentence.references)
            if former and others:
                return (others[-1],) if len(others) == 1 else ()
            return (self.counterpart("victim"),)
        main = [p for p in others if p.subject in _OPPOSITE]
        return tuple(main) if len(main) == 1 else ()

    @staticmethod
    def _is_main(reference: Reference) -> bool:
        return any(party.subject in _OPPOSITE for party in reference.parties)

    def _nobody_named(self) -> tuple[Party, ...]:
        """No person in the sentence: the victim of the sentences just before, if they speak of the case."""
        if self.sentence.references or self.sentence.generic or self.sentence.of_people_in_general:
            return ()
        roles = {party.subject for party in self.sentence.parties_before}
        if roles and roles <= {"victim", "perpetrator"}:
            return (self.counterpart("victim"),)
        return ()
