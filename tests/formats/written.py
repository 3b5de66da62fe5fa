"""Papers as people write them, and worse: strategies for property tests."""

from itertools import chain

from hypothesis import strategies as st

from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind
from dhr.formats.spans import tidy

NASTY = """
1. In the year before she died
4.12 She told her GP
(a) or not
• a bullet that was typed
Contents
Annex A ........ 12
“She rang me every day for all of nine years.”
RECOMMENDATIONS
cell | or | not
5\u00a0pm\tlate
\u202bשלום עולם\u202c
مرحبا
😀 👍🏽 নমস্কার 你好
\x00\x02control\x07\ufffe\uffff!
e\u0301 ŵ ŷ Ŵ Ŷ
<w:p>&amp;</w:p>
#panic(1) *x* $y$
Recommendation 1: do it
Note:
iv. fourth
R3. third
10 Downing Street
A. Smith
2024
—
https://example.org/a_b?c=d
""".strip().split("\n")
PLAIN = ("the", "nurse", "asked", "him", "why", "and", "she", "heard", "nothing", "of", "it")
words = (
    st.one_of(
        st.sampled_from((*NASTY, "a" * 300)),
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
        st.lists(st.sampled_from(PLAIN), min_size=1).map(" ".join),
    )
    .map(lambda text: tidy(text)[0])
    .filter(bool)
)
labels = st.sampled_from(("", "", "4.12", "7", "12.3.1"))
item_labels = st.sampled_from(("", "", "", "(a)", "ii)", "3", "1", "2", "a.", "R4"))


@st.composite
def spans_of(draw, text: str, kinds=tuple(SpanKind)):
    places = st.integers(0, len(text))
    found = []
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=3)):
        start, end = sorted((draw(places), draw(places)))
        if kind == SpanKind.FOOTNOTE:
            found.append(Span(start, start, kind, draw(words)))
        else:
            found.append(Span(start, end, kind, "https://example.org/x?y=1" if kind == SpanKind.LINK else ""))
    return tidy(text, found)[1]


@st.composite
def blocks(draw):
    kind = draw(st.sampled_from((*BlockKind, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM)))
    if kind == BlockKind.TABLE_ROW:
        return draw(tables())
    text = draw(words)
    spans = draw(spans_of(text))
    if kind == BlockKind.HEADING:
        spans = draw(spans_of(text, (SpanKind.ITALIC, SpanKind.LINK, SpanKind.FOOTNOTE)))
        return [Block(kind, text, level=draw(st.integers(1, 2)), spans=spans)]
    if kind == BlockKind.LIST_ITEM:
        label = draw(item_labels)
        ordered = bool(label) or draw(st.booleans())
        return [Block(kind, text, label=label, level=draw(st.integers(1, 3)), ordered=ordered, spans=spans)]
    label = draw(labels) if kind == BlockKind.PARAGRAPH else ""
    return [Block(kind, text, label=label, spans=spans)]


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    cells = st.lists(st.one_of(st.just(""), words), min_size=width, max_size=width).filter(any)
    rows = draw(st.lists(cells, min_size=1, max_size=3))
    header = draw(st.booleans())
    return [Block.row(row, header=header and not at) for at, row in enumerate(rows)]


@st.composite
def papers(draw):
    """A paper whose texts are in normal form, as everything is stored; it holds at least one word."""
    sections = [PaperSection("", "", 1, tuple(chain(*draw(st.lists(blocks(), max_size=4)))))]
    for _ in range(draw(st.integers(0, 4))):
        heading = draw(words)
        sections.append(
            PaperSection(
                draw(st.sampled_from(("", "3", "3.2", "12"))),
                heading,
                draw(st.integers(1, 3)),
                tuple(chain(*draw(st.lists(blocks(), max_size=6)))),
                draw(spans_of(heading, (SpanKind.ITALIC, SpanKind.LINK, SpanKind.FOOTNOTE))),
            )
        )
    if not sections[0].blocks or sections[0].blocks[0].kind == BlockKind.HEADING:  # that is a section's own heading
        sections = sections[1:] or [PaperSection("", "", 1, (Block(BlockKind.PARAGRAPH, draw(words)),))]
    return Paper(draw(words), "markup", 0, tuple(sections))
