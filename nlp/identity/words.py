"""The words of a text with what stands around each."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[’'`-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’'`](?:s|S|)$")
_BEGINS = re.compile(r"(?:^|[.!?:;|•\n\r\t>\[]|[.!?][\"”’)]|^[ \t]*[-*–]|\n[ \t]*[-*–])\s*[\"“‘'(]*$")


@dataclass
class Word:
    """`end` is before a possessive "'s"; `gap` is what stands between the word before and this one."""

    text: str
    start: int
    end: int
    gap: str
    possessive: bool
    begins: bool  # a sentence, line or cell

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        return len(self.text) == 1 and self.text.isupper()


def words_of(text: str) -> list[Word]:
    found, last = [], 0
    for match in _WORD.finditer(text):
        written = match[0]
        whole = _POSSESSIVE.sub("", written)
        if "-" in whole and whole[-2:].lower() == "'s":
            whole = whole[:-2]
        gap = text[last : match.start()]
        found.append(
            Word(
                text=whole,
                start=match.start(),
                end=match.start() + len(whole),
                gap=gap,
                possessive=whole != written,
                begins=not found or _begins(gap),
            )
        )
        last = match.end()
    return found


def _begins(gap: str) -> bool:
    """Whether what stands before a word ends a sentence, line or cell."""
    near = gap[-12:]
    return (
        any(mark in near for mark in "\n|•?!;\t")
        or ". " in near
        or ": " in near
        or '."' in near
        or ".”" in near
        or '"' in near[:1]
    )
