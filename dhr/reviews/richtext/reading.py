"""The HTML of a section body, whoever wrote it, as blocks: what is no rich text of ours gives its words alone."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from dhr.formats import Block, BlockKind, Span, SpanKind

from .blocks import KeyedBlock, normal

STYLE_TAGS = {"b": SpanKind.BOLD, "strong": SpanKind.BOLD, "i": SpanKind.ITALIC, "em": SpanKind.ITALIC}
HEADINGS = {"h1": 1, "h2": 1, "h3": 1, "h4": 2, "h5": 2, "h6": 2}
SILENT = frozenset({"script", "style", "template"})
# Foreign elements that stand on lines of their own: words before and after them are not one paragraph.
BREAKS = frozenset(
    ("div", "section", "article", "aside", "main", "header", "footer", "pre", "caption", "figcaption", "dt", "dd", "hr")
)


def blocks_of(html: str) -> list[KeyedBlock]:
    """The blocks of a section body in normal form; `html_of` is the inverse."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    reader.end_row()
    return normal(reader.blocks)


@dataclass
class _OpenBlock:
    kind: BlockKind
    key: str = ""
    level: int = 0
    ordered: bool = False
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _OpenRow:
    key: str = ""
    header: bool = False
    cells: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    """Reads without a tree, so that neither unclosed nor endlessly nested elements can stop it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[KeyedBlock] = []
        self._block: _OpenBlock | None = None
        self._row: _OpenRow | None = None
        self._lists: list[bool] = []  # whether numbered, the outermost first
        self._quotations = 0
        self._begins_table = False
        self._inline: list[tuple[str, SpanKind, str]] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag, attrs):
        if self._silent or tag in SILENT:
            self._silent += [tag] if tag in SILENT else []
            return
        attributes = {name: value or "" for name, value in attrs}
        key = attributes.get("data-block-key", "")
        if tag in STYLE_TAGS:
            self._inline.append((tag, STYLE_TAGS[tag], ""))
        elif tag == "a":
            self._end_inline("a")
            self._inline.append(("a", SpanKind.LINK, attributes.get("href", "").strip()))
        elif tag == "sup" and attributes.get("data-note", "").strip():
            self._note(attributes)
        elif tag in ("td", "th"):
            self._row = self._row or _OpenRow()
            self._row.cells.append("")
            self._row.tags.add(tag)
        elif tag == "br" or (self._row is not None and tag in ("p", "li", "div")):
            self.handle_data(" ")
        elif tag in ("table", "thead"):
            self.end_block()
            self.end_row()
            self._begins_table = True
        elif tag == "tr":
            self.end_block()
            self.end_row()
            self._row = _OpenRow(key)
        elif tag in ("ul", "ol"):
            self.end_block()
            self._lists.append(tag == "ol")
        elif tag == "blockquote":
            self.end_block()
            self._quotations += 1
            self._block = _OpenBlock(BlockKind.QUOTATION, key)
        elif tag == "li":
            self.end_block()
            self._block = self._item(key)
        elif tag == "p":
            self._paragraph(key)
        elif tag in HEADINGS:
            self.end_block()
            self._block = _OpenBlock(BlockKind.HEADING, key, HEADINGS[tag])
        elif tag in BREAKS:
            self.end_block()

    def handle_endtag(self, tag):
        if self._silent:
            if tag in self._silent:
                self._silent.pop()
            return
        if tag in STYLE_TAGS or tag == "a" or tag == "sup":
            self._end_inline(tag)
        elif tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self.handle_data(" ")
        elif tag in ("ul", "ol"):
            self.end_block()
            self._lists[-1:] = []
        elif tag == "blockquote":
            self.end_block()
            self._quotations = max(self._quotations - 1, 0)
        elif tag == "p" and self._lists and self._row is None:
            self.handle_data(" ")  # more paragraphs of the same item may follow
        elif tag in ("p", "li", "table", *HEADINGS, *BREAKS) and self._row is None:
            self.end_block()

    def handle_data(self, data):
        if self._silent or any(kind == SpanKind.FOOTNOTE for _, kind, _ in self._inline):
            return
        if self._row is not None:
            self._row.cells = self._row.cells or [""]
            self._row.cells[-1] += data
            return
        if self._block is None:
            if data.isspace():
                return
            self._block = self._implied()
        start = len(self._block.text)
        self._block.text += data
        self._block.spans += [Span(start, start + len(data), kind, value) for _, kind, value in self._inline]

    def end_block(self):
        if (block := self._block) is not None:
            made = Block(block.kind, block.text, level=block.level, ordered=block.ordered, spans=tuple(block.spans))
            self.blocks.append(KeyedBlock(made, block.key, tuple(block.notes)))
        self._block = None

    def end_row(self):
        """Keep the open row: a heading row where it stands first in its table, as <thead> or all <th>."""
        if self._row is not None and self._row.cells:
            header = self._begins_table and self._row.tags == {"th"}
            self.blocks.append(
                KeyedBlock(Block(BlockKind.TABLE_ROW, "", cells=tuple(self._row.cells), header=header), self._row.key)
            )
            self._begins_table = False
        self._row = None

    def _end_inline(self, tag):
        for index in range(len(self._inline) - 1, -1, -1):
            if self._inline[index][0] == tag:
                del self._inline[index]
                return

    def _note(self, attributes):
        """A footnote where it stands; in a cell, whose text is plain, its words follow in brackets."""
        if self._row is not None:
            self.handle_data(f" ({attributes['data-note'].strip()})")
        else:
            self._block = self._block or self._implied()
            place = len(self._block.text)
            self._block.spans.append(Span(place, place, SpanKind.FOOTNOTE, attributes["data-note"]))
            self._block.notes.append(attributes.get("data-footnote", ""))
        self._inline.append(("sup", SpanKind.FOOTNOTE, ""))  # its marker is no text

    def _paragraph(self, key):
        """A <p>: inside an item that item goes on, inside a quotation it is one of its own."""
        if self._block is not None and self._lists:
            return
        if self._quotations and self._block is not None and not self._block.text.strip():
            self._block.key = self._block.key or key
            return
        self.end_block()
        self._block = self._implied()
        self._block.key = key

    def _implied(self) -> _OpenBlock:
        """The block that words belong to where no element of ours says it."""
        if self._lists:
            return self._item("")
        return _OpenBlock(BlockKind.QUOTATION if self._quotations else BlockKind.PARAGRAPH)

    def _item(self, key) -> _OpenBlock:
        return _OpenBlock(BlockKind.LIST_ITEM, key, max(len(self._lists), 1), bool(self._lists and self._lists[-1]))
