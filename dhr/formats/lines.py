"""Printed lines and table rows, with their place on the page: what the PDF and text readers hand on."""

from dataclasses import dataclass


@dataclass
class Line:
    """One printed line. Lengths in points, from the top left corner; in plain text one unit is a line or a letter.

    ``text_x``: where the words begin after a bullet or label. ``left`` and ``width``: the
    edges of the column it stands in.
    ``after_break``: first of its page or column, so that the space above it says nothing.
    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    text_x: float = 0.0
    width: float = 0.0
    left: float = 0.0
    after_break: bool = False
    note: str = ""  # the number of the footnote that begins here


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    cells: tuple[str, ...]
    page: int
    top: float = 0.0
    header: bool = False


@dataclass
class Page:
    """Everything printed on a page, in reading order."""

    number: int
    height: float
    items: list  # of Line and Row
    has_images: bool = False
