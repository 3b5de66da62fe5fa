"""The tagger on two real papers of councils, as a reader marked them who had not seen the rules.

The papers are not in this repository, and neither are their words: a passage is known by the hash of its text. The
rules were mended with these marks in view, so that they tell of a change for the worse, not of papers yet unseen.
"""

import hashlib
import tomllib
from pathlib import Path

import pytest

from dhr.formats import read_paper
from nlp import THEMES, analyse

MARKS = sorted((Path(__file__).parent / "council").glob("*.toml"))
PARENTS = {theme.code: theme.parent for theme in THEMES}
PRECISION, RECALL, UNMARKED_TAGGED = 0.83, 0.90, 0.16
"""What the rules reach on each of the two papers, a little rounded down (the last one up)."""


@pytest.fixture(params=MARKS, ids=lambda path: path.stem)
def passages(request, shared_data):
    """(themes that the reader found, themes that the tagger finds) of each passage, with the parents of each."""
    marks = tomllib.loads(request.param.read_text(encoding="utf-8"))
    path = shared_data / "documents" / f"{request.param.stem}.txt"
    texts = {block.text for section in read_paper(path, name=path.name).sections for block in section.blocks}
    by_hash = {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in texts}
    known = marks.keys() & by_hash.keys()
    assert len(known) > 0.95 * len(marks), "the paper is read in other paragraphs than it was: have it marked anew"
    return [(with_parents(marks[key]), {mark.theme for mark in analyse(by_hash[key], {})}) for key in sorted(known)]


def with_parents(themes):
    return set(themes) | {PARENTS[theme] for theme in themes if PARENTS[theme]}


def test_themes_of_a_council_paper_are_found(passages):
    right = sum(len(marked & found) for marked, found in passages)
    assert right / sum(len(found) for _, found in passages) >= PRECISION
    assert right / sum(len(marked) for marked, _ in passages) >= RECALL


def test_passages_without_a_theme_stay_unmarked(passages):
    found = [bool(found) for marked, found in passages if not marked]
    assert sum(found) / len(found) <= UNMARKED_TAGGED
