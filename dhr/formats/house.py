"""Names of the styles of our own Word files: the writer sets them, the reader takes what stands in them at its word.

In anybody else's file, what a paragraph is must be told from how it looks. A paragraph in one of these styles is what
the style says, even if it reads "1. In the year" or "Contents". Word and LibreOffice keep the names when they save.
"""

import re

TEXT = "Plain Paragraph"
NUMBERED = "Numbered Paragraph"  # its label, a tab, its text
LABELLED = "Labelled Item"  # as above; nested ones are "Labelled Item 2" and so on
QUOTATION = "Quote"
BULLETED = "List Bullet"
COUNTED = "List Number"
SECTION_NUMBER = "Section Number"  # of characters: the number before a heading
TABLE = "Report Table"

DEEPEST_HEADING = 9  # levels that Word has
DEEPEST_ITEM = 9

_EXACT = re.compile(
    rf"(?:title|heading|{TEXT}|{NUMBERED}|{LABELLED}|{QUOTATION}|{BULLETED}|{COUNTED})(?: (\d))?", re.IGNORECASE
)


def is_exact(style: str) -> bool:
    """Whether a paragraph style of one of our own files says all about its paragraphs."""
    return bool(_EXACT.fullmatch(style))


def is_style(style: str, name: str) -> bool:
    """Whether ``style`` is the style ``name`` or one of its deeper levels ("List Bullet 2")."""
    return bool(re.fullmatch(rf"{name}(?: \d)?", style, re.IGNORECASE))


def style_level(style: str) -> int:
    """2 for "Labelled Item 2", 1 for "Labelled Item"."""
    deeper = re.search(r" (\d)$", style)
    return int(deeper[1]) if deeper else 1


def level_name(name: str, level: int) -> str:
    """The name of a style's deeper level: "Labelled Item 2"."""
    return name if level <= 1 else f"{name} {level}"
