"""Headings told from wording and white space alone, where type tells nothing."""

import re

from .labels import depth, split_bullet, split_number
from .lines import Line

_ENDS = re.compile(r"[.!?:;][”’\"')\]]*$|[”\"]$")
_SPEECH = re.compile(r"[:,]\s*[“\"‘'][^“]*[.!?][”\"’']$")  # She said: "..."
_LEAD_IN = re.compile(
    r"\b(?:to|are|is|from|includes?|including|following|that|by|for|with|were|was|of|as|below|asked)\s*:$",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"^(?:figure|table|chart|box|source|note)\s*\d*\b\s*[:.–-]?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|@")
_FIGURES = re.compile(r"[£$€]\s?\d|\d%|\d{4,}$|\d,\d{3}")
_LONGEST = 180
_ENOUGH = 8  # lines that show how a block is set
_LONGEST_UNNUMBERED = 70
_LONGEST_CLOSED = 7  # words, with its number, of a heading that ends with a full stop; a longer line is a sentence


def ends_sentence(text: str) -> bool:
    return bool(_ENDS.search(text.rstrip()))


def is_caption(text: str) -> bool:
    found = _CAPTION.match(text)
    return bool(found and (re.search(r"\d|:", found[0]) or found[0] == text))


def _opens(line: Line | None) -> bool:
    return line is not None and line.text[:1] in "‘“\"'"


class Plain:
    """Looks through lines for headings; every line knows whether white space or a page's end stands before it."""

    def __init__(self, lines: list[Line], gaps: list[bool], measure: float):
        self._lines, self._gaps, self._measure = lines, gaps, measure

    def _gap(self, at: int) -> bool:
        return at >= len(self._lines) or self._gaps[at]

    def _starts_anew(self, at: int) -> bool:
        if self._gap(at) or at == 0:
            return True
        line, before = self._lines[at], self._lines[at - 1]
        return line.after_break and (ends_sentence(before.text) or line.text.isupper())

    def _follows_heading(self, at: int, found: dict[int, int]) -> bool:
        last = next(reversed(found), None)
        return last is not None and last + found[last] == at

    def _block(self, at: int) -> list[Line]:
        """The first lines from ``at`` to the next white space."""
        end = at + 1
        while end < at + _ENOUGH and not self._gap(end):
            end += 1
        return self._lines[at:end]

    def headings(self) -> dict[int, int]:
        """{index of the first line: number of lines} of every heading."""
        found, at = {}, 0
        while at < len(self._lines):
            count = self._numbered(at, found) or self._unnumbered(at, found)
            if count:
                found[at] = count
            at += count or 1
        self._repeated(found)
        return self._without_lists(found)

    def _repeated(self, found: dict[int, int]) -> None:
        """Adds lines that stand apart and read the same as a heading of one line found elsewhere."""
        texts = {self._lines[at].text for at, count in found.items() if count == 1}
        for at, line in enumerate(self._lines):
            if line.text in texts and self._starts_anew(at):
                found.setdefault(at, 1)

    def _numbered(self, at: int, found) -> int:
        """How many lines the numbered heading at ``at`` has; 0 where none begins."""
        number, rest = split_number(self._lines[at].text)
        if not number or not (rest[:1].isupper() or rest[:1] in "‘“\"'") or _FIGURES.search(rest):
            return 0
        if not (self._starts_anew(at) or self._follows_heading(at, found) or self._lines[at - 1].text.isupper()):
            return 0
        block = self._block(at)
        if any(split_number(line.text)[0] or split_bullet(line.text) is not None for line in block[1:3]):
            block = block[:1]
        text = " ".join(line.text for line in block)
        said = text.rstrip("”’\"'")
        if len(text) <= _LONGEST and len(block) <= 3 and not re.search(r"[.,;:!?]$", said):
            return len(block)
        if len(block) == 1:
            if _SPEECH.search(text) or (said.endswith(".") and len(text.split()) > _LONGEST_CLOSED):
                return 0
            return int(len(text) <= 100 and not text.endswith((";", ",")) and not _LEAD_IN.search(text))
        return self._run_in(block)

    def _run_in(self, block: list[Line]) -> int:
        """A heading with its text on the very next line: it is cut short, where the text fills the measure."""
        count = 1
        while count < len(block) - 1 and count < 3 and block[count].text[:1].islower():
            count += 1
        text = " ".join(line.text for line in block[:count])
        short = all(line.x1 < 0.75 * self._measure for line in block[:count])
        fits = len(text) <= 100 and not re.search(r"[.,;:]$", text)
        return count if short and fits and (text.isupper() or self._reads_on(block[count])) else 0

    def _reads_on(self, line: Line) -> bool:
        return line.x1 > 0.6 * self._measure or split_bullet(line.text) is not None or _opens(line)

    def _unnumbered(self, at: int, found) -> int:
        line = self._lines[at]
        text = line.text.strip()
        if not (self._starts_anew(at) or self._follows_heading(at, found)) or len(text) > _LONGEST_UNNUMBERED:
            return 0
        if not text[:1].isupper() or len(text.split()) > 12 or re.search(r"[.,;!…”’]$|\d\)$", text):
            return 0
        if is_caption(text) or _ADDRESS.search(text) or _FIGURES.search(text) or "   " in text:
            return 0
        if at + 1 >= len(self._lines):
            return 0
        following = self._lines[at + 1]
        bulleted = split_bullet(following.text) is not None
        if text.endswith(":") and (bulleted or self._gap(at + 1)) and _LEAD_IN.search(text):
            return 0
        if not self._gap(at + 1):
            block = self._block(at + 1)
            short = line.x1 < 0.75 * max(part.x1 for part in block)
            return int(short and self._reads_on(following) and not following.text[:1].islower())
        return int(self._introduces(at + 1))

    def _introduces(self, at: int) -> bool:
        """Whether running text, a list or a numbered paragraph stands at ``at``, rather than another short line."""
        line = self._lines[at]
        block = self._block(at)
        if _ADDRESS.search(line.text):
            return False
        if split_bullet(line.text) is not None or split_number(line.text)[0] or line.text.startswith("("):
            return True
        text = " ".join(part.text for part in block)
        return (len(block) > 1 or ends_sentence(text)) and (len(text) > 60 or bool(_LEAD_IN.search(text)))

    def _without_lists(self, found: dict[int, int]) -> dict[int, int]:
        """Three or more numbered lines of one depth, one right after the other, are a list and no headings."""
        starts, run = sorted(found), []
        dropped = set()
        for start in [*starts, None]:
            number = split_number(self._lines[start].text)[0] if start is not None else ""
            continues = run and start == run[-1] + found[run[-1]] and number
            if continues and depth(number) == depth(split_number(self._lines[run[-1]].text)[0]):
                run.append(start)
                continue
            if len(run) >= 3:
                dropped.update(run)
            run = [start] if number else []
        return {start: count for start, count in found.items() if start not in dropped}
