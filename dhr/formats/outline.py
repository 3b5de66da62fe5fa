"""The sections of a paper, put together as its headings and blocks come by."""

from dataclasses import replace

from .labels import depth, split_number
from .paper import Block, PaperSection


class Outline:
    """Takes headings and blocks in order. Footnotes are put at the end of the section on whose page they stand."""

    def __init__(self, footnotes: list[Block] = ()):
        self._notes = list(footnotes)
        self._open = PaperSection("", "", 1)
        self._blocks: list[Block] = []
        self._closed: list[PaperSection] = []
        self._styles: list[tuple] = []

    @property
    def heading(self) -> str:
        """The heading of the section that is open."""
        return self._open.heading

    def add(self, block: Block) -> None:
        if block.text:
            self._blocks.append(block)

    def head(self, text: str, *, style: tuple = (), page: int = 0, level: int = 0) -> None:
        """Begins a section. ``style`` sorts the headings of a PDF or text; markup states the ``level``."""
        number, heading = split_number(text)
        self.begin(PaperSection(number, heading.rstrip(" :"), level), style=style, page=page)

    def begin(self, section: PaperSection, *, style: tuple = (), page: int = 0) -> None:
        """Begins a section of which number and heading are known."""
        self._close(before=page)
        self._open = section
        self._styles.append(style)

    def _close(self, *, before: int) -> None:
        due = [note for note in self._notes if note.page < before]
        self._notes = [note for note in self._notes if note.page >= before]
        first = not self._closed and not self._open.heading
        if not first or self._blocks or due:
            self._closed.append(replace(self._open, blocks=(*self._blocks, *due)))
        self._blocks = []

    def sections(self) -> tuple[PaperSection, ...]:
        """All sections, with levels that follow the numbers, else the looks of the headings."""
        self._close(before=10**9)
        headed = [section for section in self._closed if section.heading or section.number]
        levels = iter(_levels(headed, self._styles))
        return tuple(
            replace(section, level=next(levels)) if section.heading or section.number else section
            for section in self._closed
        )


def _levels(sections: list[PaperSection], styles: list[tuple]) -> list[int]:
    """A level for each section: as stated, by its printed number, or as headings that look like it."""
    numbered = {}
    for section, style in zip(sections, styles, strict=True):
        if section.number and style:
            numbered.setdefault(style, []).append(depth(section.number))
    shouted = any(style and style[2] and min(depths) == 1 for style, depths in numbered.items())
    order = sorted({style[:2] for style in styles if style}, reverse=True)
    levels, current = [], 0
    for section, style in zip(sections, styles, strict=True):
        if section.level:
            levels.append(section.level)
            continue
        if section.number:
            quiet = shouted and not style[2] and style[0] == 0
            level = depth(section.number) + quiet
            current = level
        elif style[0] == 0:  # plain text: below the numbered heading it follows
            level = current + 1
        elif style in numbered:
            level = min(numbered[style])
        else:
            level = order.index(style[:2]) + 1
        levels.append(min(level, 6))
    return levels
