import json

import pytest
from hypothesis import given

from dhr.reviews.richtext import blocks_of, html_of
from dhr.reviews.richtext.draftail import SectionConverter, content_of

from .test_richtext import papers

converter = SectionConverter()
BODY = (
    '<p data-block-key="a">Known<sup data-footnote="n" data-note="A letter.">*</sup> to '
    '<a href="https://example.org/">us 🙂 <b>well</b></a><a href="https://example.org/"><b><i>!</i></b></a></p>'
    '<h3 data-block-key="b">Minor</h3><h4 data-block-key="c">Least</h4>'
    '<ul><li data-block-key="d">Outer<ol><li data-block-key="e">Inner</li></ol></li></ul>'
    '<blockquote data-block-key="f">Said</blockquote>'
    '<table><thead><tr data-block-key="g"><th>Date</th><th>Event</th></tr></thead>'
    '<tbody><tr data-block-key="h"><td>May</td><td></td></tr></tbody></table>'
)


def through_the_editor(html):
    return converter.to_database_format(converter.from_database_format(html))


def test_what_the_editor_loads_it_gives_back_with_every_key():
    expected = html_of(blocks_of(BODY))
    assert through_the_editor(BODY) == expected
    assert [keyed.key for keyed in blocks_of(expected)] == list("abcdefgh")


@given(papers)
def test_any_section_comes_back_from_the_editor_unchanged(blocks):
    html = html_of(blocks)
    assert through_the_editor(html) == html


def test_a_table_with_rows_of_different_lengths_comes_back_even():
    ragged = "<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>"
    assert [keyed.block.cells for keyed in blocks_of(through_the_editor(ragged))] == [("1", ""), ("2", "3")]


def test_the_editor_has_a_line_to_write_on_around_each_table():
    row = '<tr data-block-key="{}"><th>Date</th></tr>'
    tables = "".join(f"<table><thead>{row.format(key)}</thead></table>" for key in "ab")
    kinds = [block["type"] for block in content_of(blocks_of(tables))["blocks"]]
    assert kinds == ["unstyled", "atomic", "unstyled", "atomic", "unstyled"]


def test_a_link_is_one_entity_whatever_stands_in_it():
    content = content_of(blocks_of('<p><a href="https://example.org/">one <b>two</b></a> three</p>'))
    assert [place["key"] for place in content["blocks"][0]["entityRanges"]] == [0, 0]


def test_offsets_count_a_character_beyond_the_first_plane_once_as_the_editor_does():
    (block,) = content_of(blocks_of("<p>🙂 <b>well</b></p>"))["blocks"]
    assert block["inlineStyleRanges"] == [{"offset": 2, "length": 4, "style": "BOLD"}]


def test_words_pasted_in_styles_and_kinds_that_are_not_ours_stay_as_words():
    posted = {
        "blocks": [
            {"key": "a", "text": "Big", "type": "header-one", "depth": 0, "inlineStyleRanges": [], "entityRanges": []},
            {
                "key": "b",
                "text": "Struck",
                "type": "code-block",
                "depth": 0,
                "inlineStyleRanges": [{"offset": 0, "length": 6, "style": "STRIKETHROUGH"}],
                "entityRanges": [{"offset": 0, "length": 6, "key": 0}],
            },
        ],
        "entityMap": {"0": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": 3}}},
    }
    kept = converter.to_database_format(json.dumps(posted))
    assert kept == '<h3 data-block-key="a">Big</h3><p data-block-key="b">Struck</p>'


@pytest.mark.parametrize(
    "posted",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"blocks": 3, "entityMap": {}}',
        '{"blocks": [{"type": "unstyled"}], "entityMap": {}}',
        '{"blocks": [{"type": "atomic", "entityRanges": [{"key": 9}]}], "entityMap": {}}',
        '{"blocks": [{"type": "atomic", "entityRanges": [{"key": 0}]}], "entityMap": {"0": {"type": "TABLE"}}}',
        '{"blocks": [{"type": "unstyled", "text": "", "depth": 1e999, "entityRanges": [], "inlineStyleRanges": []}],'
        ' "entityMap": {}}',
        "[" * 100_000,
    ],
)
def test_what_the_editor_never_posts_stops_nothing(posted):
    assert "<script" not in converter.to_database_format(posted)


def test_html_that_is_posted_is_cleaned():
    assert (
        converter.to_database_format("<p onclick=x()>Words<script>x()</script></p>") == '<p data-block-key="">Words</p>'
    )


def test_a_link_that_would_run_a_program_is_words_alone():
    posted = {
        "blocks": [
            {
                "text": "words",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [{"offset": -5, "length": 99, "style": "BOLD"}],
                "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "data": {"url": "javascript:alert(1)"}}},
    }
    assert converter.to_database_format(json.dumps(posted)) == '<p data-block-key=""><b>words</b></p>'
