"""Whom relatives, partners and children mean: by whose they are."""

from nlp.components.cast import Party
from nlp.components.grammar import words_of
from nlp.components.knowledge import Knowledge
from nlp.components.references import Reference

_PARENTS = words_of("parents")
_SIBLINGS = frozenset(["brother", "sister"])
_OPPOSITE = {"victim": "perpetrator", "perpetrator": "victim"}
_OTHER_ENDS = {
    noun: words_of(f"{generation}_of")
    for generation in ("child", "grandchild", "nephew", "sibling", "parent")
    for noun in words_of(generation)
}
_DEFINITE = words_of("definite")


class KinReader:
    """Decides who "her son", "the husband" or "my sister" is."""

    def __init__(self, known: Knowledge):
        self.known = known

    def parties(self, reference: Reference) -> tuple[Party, ...]:
        if reference.noun in self.known.nouns and not reference.former:
            return (self.known.nouns[reference.noun],)
        across = self._other_end(reference)
        if across is not None:
            return (across,)
        if reference.plural and self._in_general(reference):
            return ()
        owner = reference.possessor.parties if reference.possessor is not None else ()
        subjects = {party.subject for party in owner}
        if reference.kind == "partner":
            return self._partner(reference, subjects)
        before = self.known.reading.words[max(0, reference.start) : reference.end]
        if reference.kind == "child":
            if reference.possessor is not None and reference.possessor.sex == "narrator":
                return self._mourned(reference)
            if reference.former:
                return ()  # "killed by a son": he may be the perpetrator; "a baby": no matter whose
            if "adult" in before or "grown" in before:
                return (Party("other", None, reference.noun),)
            return (self._child(reference),)
        if self.known.reading.words[max(0, reference.start - 1)] == "whose":
            return (Party("other", None, reference.noun),)
        parent = reference.noun in _PARENTS and not reference.former
        if parent and (subjects == {"child"} or (reference.possessor is None and self._of_children())):
            return self.known.only_one_of_sex(reference.sex)  # "the mother", "Dad": services for children say it so
        if parent and reference.possessor is None and not reference.plural and not reference.former:
            return self.known.only_one_of_sex(reference.sex) if self._told_by_family() else ()
        if reference.possessor is not None and reference.possessor.sex == "narrator":
            return self._mourned(reference)
        if "child" in subjects:
            return ()
        return (Party("other", None, reference.noun),)

    def _other_end(self, reference: Reference) -> Party | None:
        """Read "his mother" where he is known as the victim's son: she is the victim."""
        owner = reference.possessor.parties if reference.possessor is not None else ()
        if reference.former or reference.plural:
            return None
        for noun, one in self.known.nouns.items():
            if (
                reference.noun not in _OTHER_ENDS.get(noun, ())
                or one.subject not in _OPPOSITE
                or (owner and owner != (one,))
            ):
                continue
            other = self.known.cast.of_role(_OPPOSITE[one.subject])
            if self.known.sexes.get(other) in (None, reference.sex):
                return other
        return None

    def _mourned(self, reference: Reference) -> tuple[Party, ...]:
        """Whom a family means by "my sister": the victim, where the sex agrees."""
        victim = self.known.cast.of_role("victim")
        # "Dad", and "my brother" who killed him
        if victim in self.known.nouns.values() and reference.noun in _SIBLINGS:
            perpetrator = self.known.cast.of_role("perpetrator")
            return (perpetrator,) if self.known.sexes.get(perpetrator) == reference.sex else ()
        fits = victim.person and reference.sex is not None and self.known.sexes.get(victim) == reference.sex
        return (victim,) if fits and not reference.plural else ()

    def _in_general(self, reference: Reference) -> bool:
        """As "children" and "victims and their children" are: nobody in the case."""
        if reference.possessor is not None:
            return not reference.possessor.parties
        return self.known.reading.words[reference.start] not in _DEFINITE

    def _partner(self, reference: Reference, subjects: set[str]) -> tuple[Party, ...]:
        """Read "her husband": the perpetrator when she is the victim, unless he is of an earlier time."""
        if reference.former or reference.plural:
            return (Party("other", None, reference.noun),)
        if "ex" in self.known.reading.words[reference.start : reference.end]:
            return ()
        if reference.possessor is None and reference.sex:
            return self.known.only_one_of_sex(reference.sex)  # "Wife reports", "the husband"
        if reference.possessor is None:
            subjects = {party.subject for party in self._last_main(reference)}
        opposite = {"victim": "perpetrator", "perpetrator": "victim"}
        roles = {opposite[subject] for subject in subjects if subject in opposite}
        if len(roles) != 1:
            return ()
        party = self.known.cast.of_role(roles.pop())
        sexes = {reference.sex, self.known.sexes.get(party)} - {None}
        return (party,) if len(sexes) < 2 and (party.person or not self.known.cast.known) else ()

    def _told_by_family(self) -> bool:
        return not {"we", "our", "us", "my"}.isdisjoint(self.known.reading.words)

    def _of_children(self) -> bool:
        """Children are spoken of, or known to the review."""
        return bool(self.known.cast.by_role["child"]) or any(
            party.subject == "child" for _, earlier in self.known.history for party in earlier.parties
        )

    def _last_main(self, reference: Reference) -> tuple[Party, ...]:
        """The victim or perpetrator spoken of last: whose "partner" somebody is where nobody says it."""
        for _, earlier in reversed(self.known.history):
            if len(earlier.parties) == 1 and earlier.parties[0].subject in ("victim", "perpetrator"):
                return earlier.parties
        return ()

    def _child(self, reference: Reference) -> Party:
        fitting = [
            self.known.cast.party[p.id]
            for p in self.known.cast.by_role["child"]
            if reference.sex is None or self.known.sexes.get(self.known.cast.party[p.id]) in (None, reference.sex)
        ]
        if len(fitting) == 1 and not reference.plural and not reference.former:
            return fitting[0]
        return Party("child", None, reference.noun)
