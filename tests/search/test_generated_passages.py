"""The generator of passages for the benchmarks: always the same, and like the demo's papers."""

import math
from collections import Counter
from itertools import islice, pairwise

import pytest

from bench.passages import LARGEST, SMALLEST, documents
from bench.questions import A_KIND, VIEWER, questions
from dhr.search.documents import Sort
from dhr.search.text import analyse
from dhr.search.tree import All
from nlp import THEMES

PASSAGES = 3_000


@pytest.fixture(scope="module")
def generated():
    return list(documents(PASSAGES))


@pytest.fixture(scope="module")
def passages(generated):
    return [each for each in generated if each.sort == Sort.PASSAGE]


def test_the_same_seed_gives_the_same_passages(generated):
    assert list(documents(PASSAGES)) == generated
    assert next(documents(PASSAGES, seed=2)) != generated[0]


def test_fewer_passages_are_the_beginning_of_more(generated):
    fewer = list(documents(PASSAGES // 2))
    whole = [each for each in fewer if each.unit != fewer[-1].unit]
    assert whole == generated[: len(whole)]


def test_a_few_passages_are_had_without_making_the_rest():
    assert len(list(islice(documents(10**9), 50))) == 50


def test_there_are_as_many_passages_as_asked_for_in_reviews_of_a_usual_size(passages):
    assert len(passages) == PASSAGES
    *sizes, last = Counter(each.unit for each in passages).values()
    assert all(SMALLEST <= size <= LARGEST for size in sizes)
    assert last <= LARGEST


def test_every_passage_belongs_to_one_paper_of_its_review_and_is_read_by_the_same_people(generated, passages):
    papers = {each.owner: each for each in generated if each.sort == Sort.PAPER}
    assert len({each.key for each in generated}) == len(generated)
    for passage in passages:
        paper = papers[passage.owner]
        assert (paper.unit, paper.kind, paper.audiences) == (passage.unit, passage.kind, passage.audiences)
        assert set(passage.themes) <= set(paper.themes)


def test_words_are_as_unevenly_frequent_as_in_any_text(passages):
    counts = Counter(term for each in passages for term, _, _ in analyse(each.body))
    frequencies = [count for _, count in counts.most_common(1_000)]
    slope = math.log(frequencies[999] / frequencies[9]) / math.log(1_000 / 10)
    assert -1.3 < slope < -0.7
    assert sum(count == 1 for count in counts.values()) > len(counts) / 4


def test_phrases_of_the_demo_occur(passages):
    pairs = Counter(pair for each in passages for words in [each.body.split()] for pair in pairwise(words))
    words = Counter(word for each in passages for word in each.body.split())
    by_chance = words["mental"] * words["health"] / words.total()
    assert pairs["mental", "health"] > 10 * by_chance


def test_some_of_it_is_confidential_and_no_management_review_is_published(passages):
    published = [each for each in passages if "public" in each.audiences]
    assert 0.4 < len(published) / len(passages) < 0.8
    assert not any(each.kind == "imr" for each in published)
    assert all(each.audiences for each in passages)


def test_passages_mention_themes_that_there_are(passages):
    mentioned = {tag.theme for each in passages for tag in each.themes}
    assert mentioned <= {theme.code for theme in THEMES}
    assert len(mentioned) > 20


def test_questions_are_the_same_every_time_and_hold_words_to_look_for():
    assert questions() == questions()
    for queries in questions().values():
        assert len(queries) == A_KIND
        assert not any(isinstance(query.reading.tree, All) or query.reading.notes for query in queries)
    assert "public" in VIEWER.audiences
