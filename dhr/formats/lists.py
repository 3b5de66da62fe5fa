"""Lists among the blocks of a section: which items belong together, and how they are counted when printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .autonumbers import counted
from .paper import Block, BlockKind

_FORMATS = ("decimal", "lowerLetter", "lowerRoman")  # of the levels 1, 2, 3, 4 (as 1)...


@dataclass
class Place:
    """An item's list, the same number for all its items, and its own place there, counted from 1."""

    list: int
    count: int


@dataclass
class _Open:
    level: int
    ordered: bool
    list: int
    count: int = 0


def places(blocks: Iterable[Block]) -> Iterator[Place | None]:
    """The place of each block in its list, None for what is no list item.

    A list goes on after the lists nested in it. It ends at any other block, at an item less deep, and where bullets
    take turns with numbers. Items with labels of their own are counted with the others.
    """
    levels: list[_Open] = []
    made = 0
    for block in blocks:
        if block.kind != BlockKind.LIST_ITEM:
            levels.clear()
            yield None
            continue
        level = max(block.level, 1)
        while levels and (
            levels[-1].level > level or (levels[-1].level == level and levels[-1].ordered != _is_ordered(block))
        ):
            levels.pop()
        if not levels or levels[-1].level < level:
            made += 1
            levels.append(_Open(level, _is_ordered(block), made))
        levels[-1].count += 1
        yield Place(levels[-1].list, levels[-1].count)


def _is_ordered(block: Block) -> bool:
    return block.ordered or bool(block.label)


def level_format(level: int) -> str:
    """Word's name for how a level of a numbered list is counted: 1, then a, then i, then 1 again."""
    return _FORMATS[(max(level, 1) - 1) % len(_FORMATS)]


def counted_label(level: int, count: int) -> str:
    """The label of an item that has none of its own, as a label is kept: "3", "c." or "iii." by its level."""
    text = counted(count, level_format(level))
    return text if text.isdigit() else f"{text}."


def printed_label(label: str) -> str:
    """A label as it stands in print: a lone number has its full stop."""
    return f"{label}." if label.isdigit() else label
