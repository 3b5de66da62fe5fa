"""Word's numbering of lists: one definition for bullets, one for numbers, and a restart for every list."""

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from ...house import DEEPEST_ITEM
from ...lists import Place, level_format

_BULLETS, _NUMBERS = 901, 902  # ids of ours, clear of those that the blank document brings
_SIGNS = ("•", "–", "▪")
_STEP = 425  # a level's indent, in twentieths of a point: 7.5 mm


def _definition(key: int, level) -> str:
    inner = "".join(level(at) for at in range(DEEPEST_ITEM))
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{inner}'
        "</w:abstractNum>"
    )


def _level(at: int, kind: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_STEP * (at + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


class Numbering:
    """The numberings of one file; ``bullets`` is the id of that of every bulleted list."""

    def __init__(self, document):
        self._root = document.part.numbering_part.element
        definitions = [
            _definition(_BULLETS, lambda at: _level(at, "bullet", _SIGNS[at % len(_SIGNS)])),
            _definition(_NUMBERS, lambda at: _level(at, level_format(at + 1), f"%{at + 1}.")),
        ]
        for at, definition in enumerate(definitions):
            self._root.insert(at, parse_xml(definition))  # the schema has definitions before their uses
        self._used = max((int(num.numId) for num in self._root.num_lst), default=0)
        self._numbers: dict[int, tuple[int, int]] = {}  # of each list, its numbering and the count that comes next
        self.bullets = self._add(_BULLETS)

    def of(self, place: Place, level: int) -> int:
        """The id of the numbering that gives the item at ``place`` in a numbered list of its section its count."""
        number, expected = self._numbers.get(place.list, (0, 0))
        if place.count != expected:
            number = self._add(_NUMBERS, level, place.count)
        self._numbers[place.list] = number, place.count + 1
        return number

    def begin_section(self) -> None:
        """Lists are counted anew in each section."""
        self._numbers.clear()

    def _add(self, definition: int, level: int = 0, start: int = 1) -> int:
        self._used += 1
        begin = f'<w:startOverride w:val="{start}"/>'
        restart = f'<w:lvlOverride w:ilvl="{level - 1}">{begin}</w:lvlOverride>' if level else ""
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._used}"><w:abstractNumId w:val="{definition}"/>{restart}</w:num>'
            )
        )
        return self._used
