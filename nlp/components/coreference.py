"""Whom each reference means: pronouns by sex and recency, relatives by whose they are.

Where two persons fit equally well nobody is chosen: an unresolved reference has no parties.
"""

from itertools import pairwise

from nlp.components.cast import Cast, Party, people_words
from nlp.components.grammar import words_of
from nlp.components.reading import Reading
from nlp.components.references import Reference

_SENTENCES_BACK = 3
_PARENTS = words_of("parents")
_PATIENTS = frozenset(["pt", "patient", "client"])
_QUOTES = frozenset("\"“‘'")
_SIBLINGS = frozenset(["brother", "sister"])
_MAIN = {"victim": "perpetrator", "perpetrator": "victim"}
_OTHER_ENDS = {
    noun: words_of(f"{generation}_of")
    for generation in ("child", "grandchild", "nephew", "sibling", "parent")
    for noun in words_of(generation)
}
_SAYS = words_of("quoted_by")
_DEFINITE = words_of("definite")


def resolve(references: list[Reference], reading: Reading, cast: Cast) -> None:
    """Fill in `parties` of every reference, in the order of the text."""
    _Resolver(reading, cast).run(references)


class _Resolver:
    def __init__(self, reading: Reading, cast: Cast):
        self.reading = reading
        self.cast = cast
        self.sexes = dict(cast.sexes)
        self.nouns: dict[str, Party] = dict(cast.nouns)  # who "son" or "husband" is, as far as is known yet
        self.history: list[tuple[int, Reference]] = []

    def run(self, references: list[Reference]) -> None:
        sentence, bounds = 0, self.reading.sentences
        self.references = references
        self._learn_appositions(references)
        for reference in references:
            while reference.start >= bounds[sentence][1]:
                sentence += 1
            if reference.possessor is not None:
                self._resolve(reference.possessor, sentence)
            self._resolve(reference, sentence)
            self.history.append((sentence, reference))

    def _learn_appositions(self, references: list[Reference]) -> None:
        """Read "her son Joseph" and "Joseph, her son,": from then on "her son" is Joseph."""
        words = self.reading.words
        for one, other in pairwise(references):
            between = words[one.end : other.start]
            is_one = between in (["was"], ["is"]) and one.kind in ("name", "role") and other.possessor is not None
            if (between not in ([], [","]) and not is_one) or one.owned:
                continue
            after = words[other.end] if other.end < len(words) else "."
            for noun, name in ((one, other), (other, one)):
                closed = is_one or between == [] or after in (",", ".", ")", ";", "who", "'s")
                if noun.noun in _PATIENTS and name.kind == "name" and between == []:
                    noun.parties = name.parties
                if noun.kind in ("relative", "partner", "child") and name.kind in ("name", "role") and closed:
                    noun.parties = name.parties
                    self.nouns[noun.noun] = name.parties[0]
                    self.sexes[name.parties[0]] = self.sexes.get(name.parties[0]) or noun.sex

    def _resolve(self, reference: Reference, sentence: int) -> None:
        if reference.parties:
            if reference.sex:
                self.sexes[reference.parties[0]] = reference.sex
            return
        if reference.kind == "pair":
            reference.parties = (self.cast.of_role("victim"), self.cast.of_role("perpetrator"))
        elif reference.kind == "pronoun":
            reference.parties = self._pronoun(reference, sentence)
        elif reference.kind == "adult" and reference.sex is None:
            reference.parties = self._patient()
        elif reference.kind == "adult":
            reference.parties = self._only_one_of_sex(reference.sex)
        else:
            reference.parties = self._kin(reference)

    def _kin(self, reference: Reference) -> tuple[Party, ...]:
        if reference.noun in self.nouns and not reference.former:
            return (self.nouns[reference.noun],)
        across = self._other_end(reference)
        if across is not None:
            return (across,)
        if reference.plural and self._in_general(reference):
            return ()
        owner = reference.possessor.parties if reference.possessor is not None else ()
        subjects = {party.subject for party in owner}
        if reference.kind == "partner":
            return self._partner(reference, subjects)
        before = self.reading.words[max(0, reference.start) : reference.end]
        if reference.kind == "child":
            if reference.possessor is not None and reference.possessor.sex == "narrator":
                return self._mourned(reference)
            if reference.former:
                return ()  # "killed by a son": he may be the perpetrator; "a baby": no matter whose
            if "adult" in before or "grown" in before:
                return (Party("other", None, reference.noun),)
            return (self._child(reference),)
        if self.reading.words[max(0, reference.start - 1)] == "whose":
            return (Party("other", None, reference.noun),)
        parent = reference.noun in _PARENTS and not reference.former
        if parent and (subjects == {"child"} or (reference.possessor is None and self._of_children())):
            return self._only_one_of_sex(reference.sex)  # "the mother", "Dad": services for children say it so
        if parent and reference.possessor is None and not reference.plural and not reference.former:
            return self._only_one_of_sex(reference.sex) if self._told_by_family() else ()
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
        for noun, one in self.nouns.items():
            if (
                reference.noun not in _OTHER_ENDS.get(noun, ())
                or one.subject not in _MAIN
                or (owner and owner != (one,))
            ):
                continue
            other = self.cast.of_role(_MAIN[one.subject])
            if self.sexes.get(other) in (None, reference.sex):
                return other
        return None

    def _mourned(self, reference: Reference) -> tuple[Party, ...]:
        """Whom a family means by "my sister": the victim, where the sex agrees."""
        victim = self.cast.of_role("victim")
        if victim in self.nouns.values() and reference.noun in _SIBLINGS:  # "Dad", and "my brother" who killed him
            perpetrator = self.cast.of_role("perpetrator")
            return (perpetrator,) if self.sexes.get(perpetrator) == reference.sex else ()
        fits = victim.person and reference.sex is not None and self.sexes.get(victim) == reference.sex
        return (victim,) if fits and not reference.plural else ()

    def _in_general(self, reference: Reference) -> bool:
        """As "children" and "victims and their children" are: nobody in the case."""
        if reference.possessor is not None:
            return not reference.possessor.parties
        return self.reading.words[reference.start] not in _DEFINITE

    def _partner(self, reference: Reference, subjects: set[str]) -> tuple[Party, ...]:
        """Read "her husband": the perpetrator when she is the victim, unless he is of an earlier time."""
        if reference.former or reference.plural:
            return (Party("other", None, reference.noun),)
        if "ex" in self.reading.words[reference.start : reference.end]:
            return ()
        if reference.possessor is None and reference.sex:
            return self._only_one_of_sex(reference.sex)  # "Wife reports", "the husband"
        if reference.possessor is None:
            subjects = {party.subject for party in self._last_main(reference)}
        opposite = {"victim": "perpetrator", "perpetrator": "victim"}
        roles = {opposite[subject] for subject in subjects if subject in opposite}
        if len(roles) != 1:
            return ()
        party = self.cast.of_role(roles.pop())
        sexes = {reference.sex, self.sexes.get(party)} - {None}
        return (party,) if len(sexes) < 2 and (party.person or not self.cast.known) else ()

    def _told_by_family(self) -> bool:
        return not {"we", "our", "us", "my"}.isdisjoint(self.reading.words)

    def _of_children(self) -> bool:
        """Children are spoken of, or known to the review."""
        return bool(self.cast.by_role["child"]) or any(
            party.subject == "child" for _, earlier in self.history for party in earlier.parties
        )

    def _last_main(self, reference: Reference) -> tuple[Party, ...]:
        """The victim or perpetrator spoken of last: whose "partner" somebody is where nobody says it."""
        for _, earlier in reversed(self.history):
            if len(earlier.parties) == 1 and earlier.parties[0].subject in ("victim", "perpetrator"):
                return earlier.parties
        return ()

    def _child(self, reference: Reference) -> Party:
        fitting = [
            self.cast.party[p.id]
            for p in self.cast.by_role["child"]
            if reference.sex is None or self.sexes.get(self.cast.party[p.id]) in (None, reference.sex)
        ]
        if len(fitting) == 1 and not reference.plural and not reference.former:
            return fitting[0]
        return Party("child", None, reference.noun)

    def _pronoun(self, reference: Reference, sentence: int) -> tuple[Party, ...]:
        if reference.sex == "narrator":
            return self._quoted(reference, sentence)
        main = self._only_one_of_sex(reference.sex)
        if main and not self._rivals(reference.sex, main, sentence):
            return main
        for back in range(_SENTENCES_BACK + 1):
            window = [earlier for number, earlier in self.history if number == sentence - back]
            if reference.sex is None:
                chosen, stop = self._plural(reference, window)
            else:
                chosen, stop = self._singular(reference, window, sentence, back)
            if chosen or stop:
                # a possessive or object in the same sentence may be somebody not named in it
                sure = back > 0 or reference.form in ("subject", "reflexive")
                if len(chosen) == 1 and reference.sex and sure and not self.sexes.get(chosen[0]):
                    self.sexes[chosen[0]] = reference.sex
                return chosen
        return main or (self._named_later(reference.sex) if reference.sex else ())

    def _rivals(self, sex: str, main: tuple[Party, ...], sentence: int) -> bool:
        """Whether "she" may be another than the one woman of the case: one named here, or whom the text went on to."""
        here = [e for number, e in self.history if number == sentence]
        before = [e for number, e in self.history if number == sentence - 1]
        if any(self._may_be(e, sex, main) for e in here):
            return True
        return bool(before) and self._may_be(before[0], sex, main) and not any(e.parties == main for e in before)

    def _may_be(self, reference: Reference, sex: str, main: tuple[Party, ...]) -> bool:
        """Somebody else of this sex, or of an unknown one."""
        if self._reports(reference):
            return False  # "Mother states she": of the two it is who the case is about
        if reference.parties == main or reference.plural or (reference.kind == "pronoun" and reference.sex != sex):
            return False
        sexes = {self._sex(party, reference) for party in reference.parties} or {reference.sex}
        return bool(sexes & {sex, None})

    def _reports(self, reference: Reference) -> bool:
        after = self.reading.words[reference.end : reference.end + 2]
        return reference.kind == "relative" and not people_words()["reporting"].isdisjoint(after)

    def _quoted(self, reference: Reference, sentence: int) -> tuple[Party, ...]:
        """Whom "me" means in what somebody is quoted as saying: Amina said, "he hit me"."""
        words = self.reading.words
        for number, speaker in self.history:
            reports = not people_words()["reporting"].isdisjoint(words[speaker.end : speaker.end + 4])
            quotes = not _QUOTES.isdisjoint(words[speaker.end : reference.start])
            if number == sentence and reports and quotes:
                return speaker.parties
        return self._speaker_after(reference)

    def _speaker_after(self, reference: Reference) -> tuple[Party, ...]:
        """As in '"I cut myself," Carl told the officer': who is named as speaking after the quotation."""
        words = self.reading.words
        for speaker in self.references:
            if speaker.start <= reference.end or speaker.kind not in ("name", "role"):
                continue
            if _QUOTES.isdisjoint(words[max(reference.end, speaker.start - 2) : speaker.start]):
                continue
            beside = words[speaker.start - 1 : speaker.start] + words[speaker.end : speaker.end + 2]
            return speaker.parties if not _SAYS.isdisjoint(beside) else ()
        return ()

    def _named_later(self, sex: str | None) -> tuple[Party, ...]:
        """The one person of this sex whom the text names at all: "She liked a tipple, Patience"."""
        named = {
            party
            for reference in self.references
            if reference.kind in ("name", "role")
            for party in reference.parties
            if self._sex(party, reference) in (None, sex)
        }
        return tuple(named) if len(named) == 1 else ()

    def _plural(self, reference: Reference, window: list[Reference]) -> tuple[tuple[Party, ...], bool]:
        """The last pair or plural for "they"; of one person only where it is the only one in sight."""
        for earlier in reversed(window):
            if earlier.plural and earlier.parties and earlier.noun != "their":
                return earlier.parties, True
        adults = {p for e in window for p in e.parties if p.subject in ("victim", "perpetrator")}
        if {party.subject for party in adults} == {"victim", "perpetrator"} and reference.form == "subject":
            return tuple(sorted(adults, key=lambda party: party.subject != "victim")), True
        single = {party for earlier in window for party in earlier.parties}
        if len(single) == 1 and self.sexes.get(next(iter(single))) is None:
            return tuple(single), True
        return (), bool(window)

    def _singular(
        self, reference: Reference, window: list[Reference], sentence: int, back: int
    ) -> tuple[tuple[Party, ...], bool]:
        sex = reference.sex
        seen: dict[Party, Reference] = {}
        unresolved = False
        for earlier in window:
            for one in (earlier.possessor, earlier):
                if one is None or one.plural or one.kind == "pair":
                    continue
                if not one.parties and one.sex == sex and one.kind != "pronoun":
                    unresolved = True
                for party in one.parties:
                    if self._sex(party, one) in (None, sex):
                        seen.setdefault(party, one)
        sure = [party for party in seen if self._sex(party, seen[party]) == sex]
        fitting = sure or list(seen)
        if len(fitting) > 1:
            fitting = self._tell_apart(reference, fitting, seen, window, sentence, back)
        if unresolved and not sure:
            return (), True
        return (tuple(fitting), True) if len(fitting) == 1 else ((), len(fitting) > 1)

    def _sex(self, party: Party, reference: Reference) -> str | None:
        return self.sexes.get(party) or reference.sex

    def _tell_apart(self, reference, fitting, seen, window, sentence, back) -> list[Party]:
        words = self.reading.words
        for party in fitting:  # "Amina's mother said that she": a relative speaks about her own
            kin = seen[party]
            reports = not people_words()["reporting"].isdisjoint(words[kin.end : kin.end + 3])
            if kin.kind == "relative" and kin.possessor is not None and reports:
                fitting = [p for p in fitting if p != party]
        if back == 0 and reference.form == "object" and len(fitting) > 1:
            nearest = next((e for e in reversed(window) if set(e.parties) & set(fitting) and not e.owned), None)
            if nearest is not None:  # "Sarah hit her": the one hit is not the one who hits
                fitting = [p for p in fitting if p not in nearest.parties]
        begins = reference.start == self.reading.sentences[sentence][0]
        if len(fitting) > 1 and back == 1 and begins and reference.form == "subject":
            first = set(window[0].parties)  # whom the sentence before is about, it goes on about
            if all(seen[p].kind in ("relative", "partner", "child") for p in fitting if p not in first):
                fitting = [p for p in fitting if p in first] or fitting
        if len(fitting) > 1 and back == 0:
            same = [e for e in window if e.kind == "pronoun" and e.sex == reference.sex and e.parties]
            if same and reference.form != "object":
                fitting = list(same[-1].parties)
        return fitting

    def _patient(self) -> tuple[Party, ...]:
        """Whom a note calls "pt": the only one known, else whom it began with."""
        known = [role for role in _MAIN if self.cast.by_role[role]]
        if len(known) == 1:
            return (self.cast.of_role(known[0]),)
        first = next((earlier for _, earlier in self.history if earlier.parties), None)
        return first.parties if first is not None and first.parties[0].subject in _MAIN else ()

    def _only_one_of_sex(self, sex: str | None) -> tuple[Party, ...]:
        if sex is None:
            return ()
        adults = [self.cast.party[p.id] for role in ("victim", "perpetrator") for p in self.cast.by_role[role]]
        fitting = [party for party in adults if self.sexes.get(party) in (None, sex)]
        if (len(fitting) == 1 and len(adults) > 1) or (len(fitting) == 1 and self.sexes.get(fitting[0]) == sex):
            return tuple(fitting)
        return ()
