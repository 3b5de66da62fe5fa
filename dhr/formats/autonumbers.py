"""The numbers that Word prints before paragraphs without storing them: counted as Word counts."""

import re
from dataclasses import dataclass, field

from .word import Styles, W, value

BULLET = "•"


@dataclass
class _Level:
    format: str
    text: str
    start: int
    style: str


@dataclass
class _Scheme:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class AutoNumbers:
    """Gives each numbered paragraph its label, in the order of the paper."""

    def __init__(self, root, styles: Styles):
        self._schemes: dict[str, _Scheme] = {}
        self._nums: dict[str, tuple[str, dict[int, int]]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        links = {}
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._schemes[key] = _Scheme({level.ilvl: level.read for level in map(_LevelAt, abstract.iter(W + "lvl"))})
            links[key] = value(abstract, "numStyleLink")
        for num in root.iter(W + "num"):
            overrides = {}
            for override in num.iter(W + "lvlOverride"):
                start = value(override, "startOverride")
                if start and start.isdigit():
                    overrides[int(override.get(W + "ilvl", "0"))] = int(start)
            self._nums[num.get(W + "numId", "")] = (value(num, "abstractNumId") or "", overrides)
        for key, link in links.items():
            style = styles.element(link) if link else None
            target = self._nums.get(value(style, "pPr/numPr/numId") or "") if style is not None else None
            if target and target[0] in self._schemes:
                self._schemes[key] = self._schemes[target[0]]

    def label(self, num_id: str, ilvl: int | None, style: str) -> str:
        """The label of the next paragraph of this list: "4.12", "(a)", BULLET; "" where nothing is printed."""
        if num_id in {"", "0"} or num_id not in self._nums:
            return ""
        abstract, overrides = self._nums[num_id]
        scheme = self._schemes.get(abstract)
        if scheme is None:
            return ""
        if ilvl is None:
            ilvl = next((at for at, level in scheme.levels.items() if style and level.style == style), 0)
        level = scheme.levels.get(ilvl)
        if level is None or level.format == "bullet":
            return BULLET if level else ""
        self._count(scheme, num_id, ilvl, overrides)
        return self._shown(scheme, level)

    def _count(self, scheme: _Scheme, num_id: str, ilvl: int, overrides: dict[int, int]) -> None:
        first = (num_id, ilvl) not in self._begun
        self._begun.add((num_id, ilvl))
        if first and ilvl in overrides:
            scheme.counts[ilvl] = overrides[ilvl]
        else:
            scheme.counts[ilvl] = scheme.counts.get(ilvl, scheme.levels[ilvl].start - 1) + 1
        for deeper in [at for at in scheme.counts if at > ilvl]:
            del scheme.counts[deeper]

    def _shown(self, scheme: _Scheme, level: _Level) -> str:
        def number(found) -> str:
            at = int(found[1]) - 1
            inner = scheme.levels.get(at)
            count = scheme.counts.get(at, inner.start if inner else 1)
            return counted(count, inner.format if inner else "decimal")

        return re.sub(r"%(\d)", number, level.text).strip()


class _LevelAt:
    """One ``w:lvl`` element and its place."""

    def __init__(self, element):
        self.ilvl = int(element.get(W + "ilvl", "0"))
        start = value(element, "start") or "1"
        self.read = _Level(
            format=value(element, "numFmt") or "decimal",
            text=value(element, "lvlText") or "",
            start=int(start) if start.isdigit() else 1,
            style=value(element, "pStyle") or "",
        )


def counted(count: int, format: str) -> str:
    """A count in one of Word's number formats: 4 is "4", "d", "D", "iv", "IV" or "04"."""
    if format in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if format == "lowerLetter" else letter.upper()
    if format in {"lowerRoman", "upperRoman"}:
        roman = ""
        for amount, numeral in _ROMAN:
            roman += numeral * (count // amount)
            count %= amount
        return roman if format == "lowerRoman" else roman.upper()
    if format == "decimalZero":
        return f"{count:02}"
    return "" if format == "none" else str(count)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
