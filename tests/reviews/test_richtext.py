import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.formats import Block, BlockKind, Span, SpanKind
from dhr.reviews.richtext import KeyedBlock, blocks_of, html_of

PARAGRAPH, ITEM, QUOTATION, ROW, HEADING = (
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTATION,
    BlockKind.TABLE_ROW,
    BlockKind.HEADING,
)
nasty = st.text(st.one_of(st.sampled_from(" \t\n\xa0<>&\"'|*…“”\x00é🙂א"), st.characters()), max_size=30)
places = st.integers(min_value=0, max_value=32)
spans = st.builds(
    Span,
    places,
    places,
    st.sampled_from(SpanKind),
    st.sampled_from(["", "a note", "https://example.org/?a=1&b=2", "javascript:alert(1)"]),
)
texts = st.builds(
    Block,
    st.sampled_from([PARAGRAPH, ITEM, QUOTATION, HEADING]),
    nasty,
    level=st.integers(min_value=0, max_value=8),
    ordered=st.booleans(),
    spans=st.lists(spans, max_size=5).map(tuple),
)
rows = st.builds(
    Block,
    st.just(ROW),
    st.just(""),
    cells=st.tuples(nasty, nasty),
    header=st.booleans(),
)
papers = st.lists(
    st.builds(KeyedBlock, st.one_of(texts, rows), st.sampled_from(["", "k1", 'k"2']), st.just(("n1", "n2"))),
    max_size=8,
)


@given(papers)
def test_what_is_written_reads_back_the_same(blocks):
    html = html_of(blocks)
    read = blocks_of(html)
    assert html_of(read) == html
    assert blocks_of(html_of(read)) == read


@given(st.text(st.sampled_from("<>/ =\"'&;apuloitrdhb1234sc*kedvn-\n"), max_size=200))
def test_any_html_at_all_is_read_and_comes_to_rest(html):
    written = html_of(blocks_of(html))
    assert html_of(blocks_of(written)) == written


@given(papers)
def test_no_word_of_a_paragraph_is_lost(blocks):
    words = "".join(" ".join([block.block.text, *block.block.cells]) for block in blocks)
    read = "".join(
        " ".join([block.block.text, *(span.value for span in block.block.spans)])
        for block in blocks_of(html_of(blocks))
    )
    assert {letter for letter in words if letter.isalnum()} <= set(read)


def read(html):
    return [(keyed.block.kind.value, keyed.block.text) for keyed in blocks_of(html)]


def test_every_kind_of_block_is_read():
    html = (
        '<p data-block-key="a">One <b>bold</b><b><i>both</i></b></p><h3 data-block-key="b">Minor</h3>'
        '<ul><li data-block-key="c">Outer<ol><li data-block-key="d">Inner</li></ol></li></ul>'
        '<blockquote data-block-key="e">Said</blockquote>'
        '<table><thead><tr data-block-key="f"><th>Date</th><th>Event</th></tr></thead>'
        '<tbody><tr data-block-key="g"><td>May</td><td></td></tr></tbody></table>'
    )
    assert [keyed.key for keyed in blocks_of(html)] == list("abcdefg")
    assert [keyed.block for keyed in blocks_of(html)] == [
        Block(PARAGRAPH, "One boldboth", spans=(Span(4, 12, SpanKind.BOLD), Span(8, 12, SpanKind.ITALIC))),
        Block(HEADING, "Minor", level=1),
        Block(ITEM, "Outer", level=1),
        Block(ITEM, "Inner", level=2, ordered=True),
        Block(QUOTATION, "Said"),
        Block(ROW, "Date | Event", cells=("Date", "Event"), header=True),
        Block(ROW, "May | ", cells=("May", "")),
    ]
    assert html_of(blocks_of(html)) == html


def test_a_footnote_stands_where_it_is_written_and_its_marker_is_no_text():
    html = '<p data-block-key="a">Known<sup data-footnote="n" data-note="A &quot;source&quot;.">*</sup> to us.</p>'
    (keyed,) = blocks_of(html)
    assert keyed.block.text == "Known to us."
    assert keyed.block.spans == (Span(5, 5, SpanKind.FOOTNOTE, 'A "source".'),)
    assert keyed.notes == ("n",)
    assert html_of([keyed]) == html


def test_a_footnote_stands_at_a_word_and_not_behind_the_space_after_it():
    html = html_of(blocks_of('<p data-block-key="a">Known <sup data-footnote="n" data-note="So.">*</sup> to us.</p>'))
    assert html == '<p data-block-key="a">Known<sup data-footnote="n" data-note="So.">*</sup> to us.</p>'


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<script>alert(1)</script><p onclick='x()'>Words</p><style>p{}</style>", [("paragraph", "Words")]),
        ("<div>One</div><div>Two</div>", [("paragraph", "One"), ("paragraph", "Two")]),
        ("Loose <marquee>words</marquee>", [("paragraph", "Loose words")]),
        ("<h2>Minor</h2><h6>More minor</h6>", [("heading", "Minor"), ("heading", "More minor")]),
        ("<ul><li><p>Item</p><p>goes on</p></li></ul>", [("list-item", "Item goes on")]),
        ("<ul><li>A<ul><li>B</li></ul>C</li></ul>", [("list-item", "A"), ("list-item", "B"), ("list-item", "C")]),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", [("quotation", "One"), ("quotation", "Two")]),
        ("<table><caption>Who</caption><tr><td><p>A</p><p>B</p></td></tr></table>",
         [("paragraph", "Who"), ("table-row", "A B")]),
        ("<p>Never closed <b>and <p>on", [("paragraph", "Never closed and"), ("paragraph", "on")]),
        ("<p> </p><h3></h3><ul><li></li></ul>", []),
        ("<b>" * 20_000 + "deep", [("paragraph", "deep")]),
        ("<ul>" * 5_000 + "<li>deep", [("list-item", "deep")]),
    ],
)  # fmt: skip
def test_foreign_html_gives_its_words_in_our_blocks(html, blocks):
    assert read(html) == blocks


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org", "/admin/", "#x", ""]
)
def test_a_link_that_is_no_web_or_mail_address_is_words_alone(address):
    assert html_of(blocks_of(f'<p><a href="{address}">words</a></p>')) == '<p data-block-key="">words</p>'


def test_web_and_mail_links_stay():
    for address in ("https://example.org/a?b=1", "mailto:chair@example.org"):
        assert f'<a href="{address}">' in html_of(blocks_of(f'<p><a href="{address}" target="_blank">words</a></p>'))


def test_a_row_waiting_to_be_filled_in_stays():
    html = '<table><tbody><tr data-block-key="a"><td></td><td></td></tr></tbody></table>'
    assert html_of(blocks_of(html)) == html


def test_a_list_skips_no_level():
    html = html_of([KeyedBlock(Block(ITEM, "A", level=3), "a"), KeyedBlock(Block(ITEM, "B", level=5), "b")])
    assert [keyed.block.level for keyed in blocks_of(html)] == [1, 2]
