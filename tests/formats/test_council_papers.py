"""The two public council papers, against the headings that a person listed by hand before the reader was tuned."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from dhr.formats import read_paper, recommendations_in

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("DHR_SHARED_DATA") or ROOT.parent / "shared" / "data") / "documents"
PAPERS = {
    "barking-and-dagenham": "barking-and-dagenham-service-review-2013.txt",
    "buckinghamshire": "buckinghamshire-domestic-abuse-strategy-2021-2024.txt",
}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared council papers are not on this machine")


@pytest.fixture(scope="module", params=PAPERS)
def council_paper(request):
    path = SHARED / PAPERS[request.param]
    expected = (ROOT / "tests" / "expected" / f"{request.param}-headings.txt").read_text().splitlines()
    queries = tomllib.loads((ROOT / "tests" / "expected" / f"{request.param}-queries.toml").read_text())
    return read_paper(path, name=path.name), expected, queries["search"]


def plain(heading: str) -> str:
    return re.sub(r"\W+", " ", heading).strip().casefold()


def found_headings(paper) -> list[str]:
    return [plain(f"{section.number} {section.heading}") for section in paper.sections if section.heading]


def in_order(expected: list[str], found: list[str]) -> int:
    """How many of ``expected`` are met, in their order, going once through ``found``."""
    best = [0] * (len(found) + 1)
    for heading in expected:
        row = [0]
        for at, other in enumerate(found):
            row.append(best[at] + 1 if heading == other else max(row[-1], best[at + 1]))
        best = row
    return best[-1]


def test_ninety_five_percent_of_the_headings_are_found_in_order(council_paper):
    paper, expected, _ = council_paper
    assert in_order([plain(heading) for heading in expected], found_headings(paper)) >= 0.95 * len(expected)


def test_hardly_anything_else_is_taken_for_a_heading(council_paper):
    paper, expected, _ = council_paper
    extra = [heading for heading in found_headings(paper) if heading not in {plain(one) for one in expected}]
    assert len(extra) <= 0.05 * len(expected), extra


def test_no_page_remains_are_left(council_paper):
    paper, _, _ = council_paper
    texts = [block.text for section in paper.sections for block in section.blocks]
    assert not [text for text in texts if re.fullmatch(r"\W*|OUR PRIORITIES|(?:Page )?\d{1,3}", text)]
    assert not [text for text in texts if re.search(r"\w-$|^\W*[•]", text)]


def test_no_paragraph_is_cut_at_a_pages_end(council_paper):
    paper, _, _ = council_paper
    paragraphs = [block for section in paper.sections for block in section.blocks if block.kind == "paragraph"]
    assert not [block.text for block in paragraphs if block.text[:1].islower() and "://" not in block.text]


def test_every_passage_that_a_search_should_find_is_a_paragraph_of_its_own(council_paper):
    paper, _, searches = council_paper
    texts = [block.text for section in paper.sections for block in section.blocks]
    assert len(searches) == 10
    for search in searches:
        for beginning in search["passages"]:
            assert [text for text in texts if text.startswith(beginning)], beginning


def test_recommendations_of_the_service_review_are_numbered_ones_alone():
    path = SHARED / PAPERS["barking-and-dagenham"]
    found = recommendations_in(read_paper(path, name=path.name))
    assert [one.number for one in found] == ["1", "2", "3", "10.1", "10.2", "10.3", "10.4", "10.5"]
    assert {one.number: one.agency for one in found}["2"] == "Health and Wellbeing Board"
