from copy import copy

from django import template

from .. import layout

register = template.Library()

TYPES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "text/plain": "plain text",
}


@register.simple_tag
def lay_out(sections) -> list:
    """(section, its paragraphs), stored or not, laid out for reading."""
    return layout.lay_out(sections)


@register.filter
def file_type(stored_file) -> str:
    """A stored file's type as people call it."""
    return TYPES.get(stored_file.content_type, "file")


@register.filter
def chosen(marks: dict, choice: str) -> dict:
    """The marks (paragraph key -> mentions) that a reader asked to see: `off`, `headline`, `all` or a theme's code."""
    if choice == "all":
        return marks

    def wanted(theme):
        return theme.family == "headline" if choice == "headline" else choice in (theme.code, theme.parent_id)

    kept = {key: [mention for mention in found if wanted(mention.theme)] for key, found in marks.items()}
    return {key: found for key, found in kept.items() if found}


@register.filter
def themes_in(marks: dict) -> list:
    """The themes that are marked, each with the number of its paragraphs, in the order of the vocabulary."""
    paragraphs: dict = {}
    for key, found in marks.items():
        for mention in found:
            paragraphs.setdefault(mention.theme, set()).add(key)
    return sorted(((theme, len(keys)) for theme, keys in paragraphs.items()), key=lambda pair: pair[0].order)


@register.filter
def within(mentions: list, cell) -> list:
    """Of a table row's mentions those in one cell, counted from the cell's own beginning."""
    inside = []
    for mention in mentions:
        start, end = mention.start - cell.start, mention.end - cell.start
        if start < len(cell.text) and end > 0:
            moved = copy(mention)
            moved.start, moved.end = max(start, 0), min(end, len(cell.text))
            inside.append(moved)
    return inside
