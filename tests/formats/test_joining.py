"""Words broken at the line's end."""

import pytest

from dhr.formats.joining import Lexicon

HYPHENATED = Lexicon(["safeguarding and multi-agency work, well-known", "infor-", "mation and information"])


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("a safe-", "guarding lead", "a safeguarding lead"),
        ("the multi-", "agency team", "the multi-agency team"),
        ("a Multi-", "Agency Risk Conference", "a Multi-Agency Risk Conference"),
        ("self-", "harm was known", "self-harm was known"),
        ("the ser-", "vices met", "the services met"),
        ("the well-", "known case", "the well-known case"),
        ("see https://example.org/new-", "guidance for it", "see https://example.org/new-guidance for it"),
        ("in 2013 -", "and later", "in 2013 - and later"),
        ("the years 2019-", "2021 were hard", "the years 2019-2021 were hard"),
        ("safe\u00ad", "guarding", "safeguarding"),
        ("one line", "and another", "one line and another"),
    ],
)
def test_lines_are_joined_as_they_were_meant(first, second, whole):
    assert HYPHENATED.join(first, second) == whole


def test_paper_that_breaks_no_words_keeps_its_hyphens():
    lexicon = Lexicon([*["a line of text without any break in it"] * 200, "honour-", "based abuse"])
    assert lexicon.join("so-called honour-", "based abuse") == "so-called honour-based abuse"
