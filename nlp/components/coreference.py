"""Whom each reference means: pronouns by sex and recency, relatives by whose they are.

Where two persons fit equally well nobody is chosen: an unresolved reference has no parties.
"""

from itertools import pairwise

from nlp.components.cast import MAIN_ROLES, Cast, Party
from nlp.components.kin import KinReader
from nlp.components.knowledge import Knowledge
from nlp.components.pronouns import PronounReader
from nlp.components.reading import Reading
from nlp.components.references import Reference

_PATIENTS = frozenset(["pt", "patient", "client"])
_SAYS_WITHIN = 2
"""Tokens between a patient and what a note says of them: "Patient states that she"."""


def resolve(references: list[Reference], reading: Reading, cast: Cast) -> None:
    """Fill in `parties` of every reference, in the order of the text."""
    _Resolver(Knowledge(references, reading, cast)).run(references)


class _Resolver:
    def __init__(self, known: Knowledge):
        self.known = known
        self.kin = KinReader(known)
        self.pronouns = PronounReader(known)

    def run(self, references: list[Reference]) -> None:
        sentence, bounds = 0, self.known.reading.sentences
        self._learn_appositions(references)
        for reference in references:
            while reference.start >= bounds[sentence][1]:
                sentence += 1
            if reference.possessor is not None:
                self._resolve(reference.possessor, sentence)
            self._resolve(reference, sentence)
            self.known.history.append((sentence, reference))

    def _learn_appositions(self, references: list[Reference]) -> None:
        """Read "her son Joseph" and "Joseph, her son,": from then on "her son" is Joseph."""
        words = self.known.reading.words
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
                    self.known.nouns[noun.noun] = name.parties[0]
                    self.known.sexes[name.parties[0]] = self.known.sexes.get(name.parties[0]) or noun.sex

    def _resolve(self, reference: Reference, sentence: int) -> None:
        if reference.parties:
            if reference.sex:
                self.known.sexes[reference.parties[0]] = reference.sex
            return
        if reference.kind == "pair":
            reference.parties = (self.known.cast.of_role("victim"), self.known.cast.of_role("perpetrator"))
        elif reference.kind == "pronoun":
            reference.parties = self.pronouns.parties(reference, sentence)
        elif reference.kind == "adult" and reference.sex is None:
            reference.parties = self._patient(reference)
        elif reference.kind == "adult":
            reference.parties = self.known.only_one_of_sex(reference.sex)
        else:
            reference.parties = self.kin.parties(reference)

    def _patient(self, patient: Reference) -> tuple[Party, ...]:
        """Whom a note calls "pt": the only one known, "she" of "Patient states she", else whom it began with."""
        known = [role for role in MAIN_ROLES if self.known.cast.by_role[role]]
        if len(known) == 1:
            return (self.known.cast.of_role(known[0]),)
        after = next((r for r in self.known.references if r.start >= patient.end), None)
        if after is not None and after.form == "subject" and after.sex and after.start - patient.end <= _SAYS_WITHIN:
            return self.known.only_one_of_sex(after.sex)
        first = next((earlier for _, earlier in self.known.history if earlier.parties), None)
        return first.parties if first is not None and first.parties[0].subject in MAIN_ROLES else ()
