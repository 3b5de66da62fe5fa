"""What a Word file holds beside its text: comments, and things that can't be read and must be spoken of."""

from .paper import Comment
from .runs import Runs
from .spans import tidy
from .word import W

_PLURALS = {
    "picture": "pictures",
    "chart or diagram": "charts or diagrams",
    "embedded object": "embedded objects",
    "symbol": "symbols",
    "inserted file": "inserted files",
}


def comments_in(root, quotes: dict[str, str], headings: dict[str, str]) -> tuple[Comment, ...]:
    """The comments of the part ``root``, in the order in which they begin in the text.

    ``quotes`` are the words that each is about, ``headings`` the heading above it, both by its key.
    """
    found = {}
    for comment in root.iter(W + "comment") if root is not None else ():
        paragraphs = ("".join(text.text or "" for text in one.iter(W + "t")) for one in comment.iter(W + "p"))
        text = tidy(" ".join(paragraphs))[0]
        if text:
            found[comment.get(W + "id", "")] = (comment.get(W + "author", ""), text)
    order = [*(key for key in quotes if key in found), *(key for key in found if key not in quotes)]
    return tuple(Comment(*found[key], tidy(quotes.get(key, ""))[0], headings.get(key, "")) for key in order)


def remarks(runs: Runs, *, changes: str | None, comments: int) -> list[str]:
    """Plain sentences on what was read otherwise than it stands, or left out."""
    said = []
    if changes:
        said.append(f"The paper has tracked changes; it was read as if all were {changes}ed.")
    if comments:
        said.append(f"Comments in the margin are no part of the text: {comments}.")
    if runs.met_hidden:
        said.append("Hidden text was left out.")
    if runs.met_boxes:
        said.append("Text in boxes was put after the paragraph beside which it stands.")
    if runs.met_cell_notes:
        said.append("Footnotes in tables were put in square brackets after the words they belong to.")
    for name, count in runs.left_out.items():
        if name == "equation":
            said.append(f"Equations were read as plain text, so check them: {count}.")
        else:
            said.append(f"Could not be read and was left out: {count} {name if count == 1 else _PLURALS[name]}.")
    return said
