"""Sentences that speak of nobody in particular: policies, advice, questions for everybody."""

from functools import cached_property

from nlp.components.cast import Cast
from nlp.components.sentence import Sentence


class GeneralReader:
    """Tells whether a sentence speaks of nobody, and what becomes of the status of what it mentions."""

    def __init__(self, sentence: Sentence, cast: Cast):
        self.sentence = sentence
        self.cast = cast

    @cached_property
    def speaks_of_nobody(self) -> bool:
        return self.sentence.generic or self._advises_without_a_case

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
        if not self.speaks_of_nobody or status == "absent" or self.sentence.tells:
            return False
        if status == "possible":
            return self.sentence.advises or self._asks or bool(self.cast.known)
        return self.sentence.advises or not self.cast.known
