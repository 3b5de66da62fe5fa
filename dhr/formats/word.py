"""Looking things up in Word's XML: names, values, and what a paragraph style says."""

import re
from dataclasses import dataclass

from .house import style_level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"^heading (\d)$", re.IGNORECASE)


def value(element, path: str, attribute: str = "val") -> str | None:
    """The attribute of the first child at ``path`` ("pPr/pStyle"); None where there is none."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return None if found is None else found.get(W + attribute, "")


def is_on(element, path: str) -> bool | None:
    """A switch such as bold: True, False, or None where nothing is said."""
    found = value(element, path)
    return None if found is None else found not in {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Look:
    """What styles and direct formatting say about a paragraph. ``level`` is its outline level from 1, 0 for text."""

    name: str = ""
    level: int = 0
    bold: bool = False
    size: float = 11.0
    num_id: str = ""
    ilvl: int | None = None

    @property
    def is_contents(self) -> bool:
        return bool(re.match(r"(?:toc|contents)\s?(?:heading|\d)", self.name, re.IGNORECASE))

    @property
    def is_title(self) -> bool:
        return self.name.lower() == "title"

    @property
    def is_quotation(self) -> bool:
        return "quote" in self.name.lower() or "quotation" in self.name.lower()

    @property
    def is_bullet(self) -> bool:
        return self.name.lower().startswith("list bullet")

    @property
    def depth(self) -> int:
        """How deep a list item of this look is nested, from 1: by its numbering, else as in "List Bullet 2"."""
        return style_level(self.name) if self.ilvl is None else self.ilvl + 1


class Styles:
    """The paragraph styles of a file, each with all that it inherits."""

    def __init__(self, root):
        self._styles = {} if root is None else {
            style.get(W + "styleId", ""): style for style in root.iter(W + "style")
        }  # fmt: skip
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}
            ),
            "",
        )
        size = None if root is None else value(root, "docDefaults/rPrDefault/rPr/sz")
        self._size = int(size) / 2 if size and size.isdigit() else 10.0
        self._looks: dict[str, Look] = {}

    def element(self, key: str):
        return self._styles.get(key)

    def name(self, key: str | None) -> str:
        """The name of any style, of paragraphs, characters or tables."""
        return value(self._styles.get(key), "name") or ""

    def defines(self, name: str) -> bool:
        return any(value(style, "name") == name for style in self._styles.values())

    def emphasis(self, key: str | None) -> tuple[bool, bool]:
        """Whether a style of characters is bold, and whether italic, by itself or by inheritance."""
        bold, italic, seen = None, None, set()
        while key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            bold = is_on(style, "rPr/b") if bold is None else bold
            italic = is_on(style, "rPr/i") if italic is None else italic
            key = value(style, "basedOn")
        return bool(bold), bool(italic)

    def look(self, key: str | None) -> Look:
        key = key if key in self._styles else self._default
        if key not in self._looks:
            self._looks[key] = self._inherited(key)
        return self._looks[key]

    def _inherited(self, key: str) -> Look:
        chain = []
        while key in self._styles and self._styles[key] not in chain and len(chain) < 20:
            chain.append(self._styles[key])
            key = value(chain[-1], "basedOn") or ""
        look = Look(size=self._size)
        for style in reversed(chain):
            look = self._with(style, look, value(style, "name") or look.name)
        return look

    def _with(self, style, look: Look, name: str) -> Look:
        named = _HEADING_NAME.match(name)
        level = int(named[1]) if named else _outline(style, look.level)
        bold = is_on(style, "rPr/b")
        size = value(style, "rPr/sz")
        ilvl = value(style, "pPr/numPr/ilvl")
        return Look(
            name=name,
            level=0 if name.lower() in {"title", "subtitle"} else level,
            bold=look.bold if bold is None else bold,
            size=int(size) / 2 if size and size.isdigit() else look.size,
            num_id=value(style, "pPr/numPr/numId") or look.num_id,
            ilvl=int(ilvl) if ilvl and ilvl.isdigit() else look.ilvl,
        )


def _outline(element, otherwise: int) -> int:
    """The outline level of a style or paragraph, from 1; 0 is body text (9 in the file)."""
    found = value(element, "pPr/outlineLvl")
    return otherwise if not found or not found.isdigit() else (int(found) + 1 if int(found) < 9 else 0)


def paragraph_look(paragraph, styles: Styles) -> Look:
    """The look of one paragraph: its style, then what is set on itself and on its runs."""
    look = styles.look(value(paragraph, "pPr/pStyle"))
    runs = [run for run in paragraph.iter(W + "r") if any((text.text or "").strip() for text in run.iter(W + "t"))]
    bolds = [is_on(run, "rPr/b") for run in runs]
    sizes = [value(run, "rPr/sz") for run in runs]
    size = max((int(size) / 2 for size in sizes if size and size.isdigit()), default=look.size)
    ilvl = value(paragraph, "pPr/numPr/ilvl")
    num_id = value(paragraph, "pPr/numPr/numId")
    return Look(
        name=look.name,
        level=_outline(paragraph, look.level),
        bold=bool(runs) and all(look.bold if bold is None else bold for bold in bolds),
        size=size,
        num_id=look.num_id if num_id is None else num_id,
        ilvl=int(ilvl) if ilvl and ilvl.isdigit() else look.ilvl,
    )
