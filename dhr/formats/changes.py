"""Tracked changes of Word files: listed for the person who must decide, and resolved one way or the other."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .labels import split_number
from .package import Package
from .word import Styles, W, paragraph_look

_ADDED, _REMOVED = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")
_RUN_CHANGES = {*_ADDED, *_REMOVED}
_FORMATS = tuple(
    W + name
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange"),
        *("trPrChange", "numberingChange"),
    )
)
_CELLS = (W + "cellIns", W + "cellDel")
_ALL = (*_RUN_CHANGES, *_FORMATS, *_CELLS)
_LASTING = {W + "rPr", W + "sectPr", *_RUN_CHANGES}  # of a property list, what a change of it leaves alone
_TEXT = {W + "t", W + "delText"}
_CONTENT = tuple(
    W + name for name in ("t", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "sym")
)
# Marks between paragraphs that are none themselves.
_BETWEEN = tuple(
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "moveFromRangeStart"),
        *("moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "permStart", "permEnd"),
    )
)


class ChangeKind(StrEnum):
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    FORMAT = "format"


@dataclass(frozen=True)
class Change:
    """One tracked change: ``text`` is what was inserted, deleted, moved or dressed otherwise.

    ``text`` is "" for a paragraph that was begun or ended, and nothing else. A table row has its cells, joined by
    " | ". ``date`` is None where the file states none. ``section`` is the heading above, "" before the first.
    """

    kind: ChangeKind
    author: str
    date: datetime.datetime | None
    text: str
    section: str


_KINDS = {
    W + "ins": ChangeKind.INSERTED,
    W + "del": ChangeKind.DELETED,
    W + "moveTo": ChangeKind.MOVED,
    W + "moveFrom": ChangeKind.DELETED,
    W + "cellIns": ChangeKind.INSERTED,
    W + "cellDel": ChangeKind.DELETED,
}


def tracked_changes(data: bytes) -> tuple[Change, ...]:
    """The tracked changes of a Word file in its order, those of its footnotes last; none of another kind of file's.

    Text that was moved is listed once, where it now stands. Raises PaperError where the file can't be read.
    """
    if not data.startswith(b"PK"):
        return ()
    package = Package(data)
    styles = Styles(package.part("word/styles.xml"))
    found: list[Change] = []
    for name in ("document", "footnotes", "endnotes"):
        root = package.part(f"word/{name}.xml")
        if root is not None and next(root.iter(*_ALL), None) is not None:
            found += _Listing(styles, root).changes()
    return tuple(found)


class _Listing:
    """The tracked changes of one part of a file."""

    def __init__(self, styles: Styles, root):
        self._styles, self._root = styles, root
        # Where text was moved from: told already by where it was moved to.
        self._unlisted = None if next(root.iter(W + "moveTo"), None) is None else W + "moveFrom"
        self._section = ""
        self._rows: dict = {}  # rows met, each with the kind of its own change

    def changes(self) -> Iterator[Change]:
        for paragraph in self._root.iter(W + "p"):
            if paragraph_look(paragraph, self._styles).level:
                words = "".join(text.text or "" for text in paragraph.iter(W + "t") if _outside(text, _REMOVED))
                self._section = split_number(" ".join(words.split()))[1].rstrip(" :")
            row = next(paragraph.iterancestors(W + "tr"), None)
            if row is not None and row not in self._rows:
                mark = _mark(row, f"{W}trPr", _RUN_CHANGES)
                self._rows[row] = None if mark is None else mark.tag
                if mark is not None:
                    cells = (_words(cell) for cell in row.iter(W + "tc"))
                    yield self._change(mark, " | ".join(cell for cell in cells if cell))
            yield from self._of_cells(paragraph)
            yield from self._of_paragraph(paragraph, self._rows.get(row))

    def _of_cells(self, paragraph) -> Iterator[Change]:
        cell = paragraph.getparent()
        if cell is not None and cell.tag == W + "tc" and cell.find(W + "p") is paragraph:
            mark = _mark(cell, f"{W}tcPr", _CELLS)
            if mark is not None:
                yield self._change(mark, _words(cell))

    def _of_paragraph(self, paragraph, told) -> Iterator[Change]:
        """``told`` is the kind of change of the row around, of which the cells' words are no news."""
        listed = set()
        for _, run in groupby(_stretches(paragraph, None), key=_whose):
            stretches = list(run)
            mark = stretches[0][0]
            text = " ".join("".join(words for _, words in stretches).split())
            if mark is not None and text:
                listed.add(mark.tag)
                if mark.tag not in {told, self._unlisted}:
                    yield self._change(mark, text)
        mark = _mark(paragraph, f"{W}pPr/{W}rPr", _RUN_CHANGES)
        if mark is not None and mark.tag not in {*listed, told, self._unlisted}:
            yield self._change(mark, "")
        for change in paragraph.iter(*_FORMATS):
            run = next(change.iterancestors(W + "r"), None)
            yield self._change(change, _words(paragraph if run is None else run))

    def _change(self, mark, text: str) -> Change:
        kind = _KINDS.get(mark.tag, ChangeKind.FORMAT)
        return Change(kind, mark.get(W + "author", ""), _date(mark), text, self._section)


def _stretches(element, mark) -> Iterator[tuple]:
    """(the change around it, text) of each text of a paragraph in order; text boxes inside are paragraphs apart."""
    for child in element:
        if child.tag in _TEXT:
            yield mark, child.text or ""
        elif child.tag in {W + "tab", W + "br", W + "cr"}:
            yield mark, " "
        elif child.tag not in {W + "txbxContent", W + "pPr", W + "rPr"}:
            yield from _stretches(child, child if child.tag in _RUN_CHANGES else mark)


def _whose(stretch) -> tuple:
    """What a stretch has in common with its neighbours in one change: its kind, author and date."""
    mark, _ = stretch
    return () if mark is None else (mark.tag, mark.get(W + "author"), mark.get(W + "date"))


def _words(element) -> str:
    return " ".join("".join(text.text or "" for text in element.iter(*_TEXT)).split())


def _outside(element, tags) -> bool:
    return next(element.iterancestors(*tags), None) is None


def _mark(element, path: str, tags):
    """The change of a whole paragraph, row or cell, noted in its properties."""
    properties = element.find(path)
    return None if properties is None else next((child for child in properties if child.tag in tags), None)


def _date(mark) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(mark.get(W + "date", ""))
    except ValueError:
        return None


def resolve(root, *, accept: bool) -> bool:
    """Take every tracked change under ``root`` as accepted, or as rejected. Returns whether there was any."""
    if root is None or next(root.iter(*_ALL), None) is None:
        return False
    gone, kept = (_REMOVED, _ADDED) if accept else (_ADDED, _REMOVED)
    for change in list(root.iter(*_FORMATS)):
        _settle_format(change, accept=accept)
    _settle_tables(root, gone, W + ("cellDel" if accept else "cellIns"))
    ended = []  # paragraphs that go on in the next
    for mark in list(root.iter(*gone, *kept)):
        around = mark.getparent()
        if around.tag == W + "rPr":
            if mark.tag in gone and around.getparent().tag == W + "pPr":
                ended.append(around.getparent().getparent())
            around.remove(mark)
        elif mark.tag in gone:
            around.remove(mark)
        else:
            for child in list(mark):
                mark.addprevious(child)
            around.remove(mark)
    for text in root.iter(W + "delText", W + "delInstrText"):
        text.tag = W + ("t" if text.tag == W + "delText" else "instrText")
    _join(ended)
    return True


def _settle_format(change, *, accept: bool) -> None:
    properties = change.getparent()
    properties.remove(change)
    if accept or not len(change):
        return
    for child in [child for child in properties if child.tag not in _LASTING]:
        properties.remove(child)
    for at, child in enumerate(list(change[0])):
        properties.insert(at, child)


def _settle_tables(root, gone, gone_cell: str) -> None:
    for row in list(root.iter(W + "tr")):
        mark = _mark(row, f"{W}trPr", _RUN_CHANGES)
        if mark is not None and mark.tag in gone:
            row.getparent().remove(row)
        elif mark is not None:
            mark.getparent().remove(mark)
    for cell in list(root.iter(W + "tc")):
        if _mark(cell, f"{W}tcPr", (gone_cell,)) is not None:
            cell.getparent().remove(cell)
    for table in list(root.iter(W + "tbl")):
        if next(table.iter(W + "tr"), None) is None:
            table.getparent().remove(table)


def _join(ended: list) -> None:
    """Let each of these paragraphs go on in the one after it; an empty one goes."""
    waiting = dict.fromkeys(ended)
    for paragraph in ended:
        while paragraph in waiting and paragraph.getparent() is not None:
            del waiting[paragraph]
            following = paragraph.getnext()
            while following is not None and following.tag in _BETWEEN:
                following = following.getnext()
            follows = following is not None and following.tag == W + "p"
            if _is_empty(paragraph):
                for child in [child for child in paragraph if child.tag != W + "pPr"]:
                    paragraph.addprevious(child)  # bookmarks and comments stay in their place
                paragraph.getparent().remove(paragraph)
            elif follows:
                paragraph.extend([child for child in following if child.tag != W + "pPr"])
                if following in waiting:
                    del waiting[following]
                    waiting[paragraph] = None
                following.getparent().remove(following)


def _is_empty(paragraph) -> bool:
    return all(found.tag == W + "t" and not found.text for found in paragraph.iter(*_CONTENT))
