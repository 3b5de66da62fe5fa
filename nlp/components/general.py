"""Sentences that speak of nobody in particular: policies, advice, questions for everybody."""

from functools import cached_property

from nlp.components.cast import Cast, Party
from nlp.components.sentence import Sentence
from nlp.components.subject import UNKNOWN
from nlp.types import ROLES

_MANY = {
    "victim": frozenset(["victims", "survivors"]),
    "perpetrator": frozenset(["perpetrators", "offenders", "suspects", "abusers"]),
}


def _named(words: list[str]) -> list[str]:
    return [role for role, many in _MANY.items() if not many.isdisjoint(words)]


class GeneralReader:
    """Tells whether a sentence speaks of nobody, and what becomes of the status of what it mentions."""

    def __init__(self, sentence: Sentence, cast: Cast):
        self.sentence = sentence
        self.cast = cast

    @cached_property
    def speaks_of_nobody(self) -> bool:
        return self.sentence.generic or self._advises_without_a_case

    def counted(self, fixed: str | None) -> tuple[Party, ...]:
        """Of whom a finding tells: "38% of victims had". `fixed` is the role that the rule itself says, if it does.

        Where the sentence names neither side it is the one that the text names. Unknown where it is no finding, or one
        of both sides, or of neither; and in a paper of a review, whose victim is somebody else than "victims".
        """
        if self.cast.known or not self.sentence.tells_findings:
            return UNKNOWN
        told = [fixed] if fixed else _named(self.sentence.words) or _named(self.sentence.reading.words)
        return (Party(told[0]),) if len(told) == 1 and told[0] in ROLES else UNKNOWN

    @property
    def _advises_without_a_case(self) -> bool:
        """No review, nobody named, and no more than advice: "If he says that he'll harm himself should she leave"."""
        if self.cast.known or any(r.kind in ("name", "role", "pair") for r in self.sentence.references):
            return False
        return not self.sentence.of_case or self.sentence.advises_anywhere or self._asks

    @property
    def _asks(self) -> bool:
        return self.sentence.words[-1] == "?"

    def makes_hypothetical(self, status: str) -> bool:
        """Whether what is said of nobody, as `status`, is but a case that might be: never what was denied or told."""
        if not self.speaks_of_nobody or status == "absent" or self.sentence.tells or self.sentence.tells_findings:
            return False
        if status == "possible":
            return self.sentence.advises or self._asks or bool(self.cast.known)
        return self.sentence.advises or not self.cast.known
