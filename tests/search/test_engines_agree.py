"""Both engines give the same answers: the same matches, totals and facet counts, and the same order.

Order is compared on fresh indexes. Scores of the two engines differ by one factor; what then lies within `CLOSE` of
each other counts as equal, and equals are compared by their keys.
"""

import datetime
import random
from itertools import pairwise

import pytest

from dhr.search.documents import Entry, Need, Source, ThemeTag
from dhr.search.engines.protocol import Viewer
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.query import SearchQuery
from tests.search.contract.builders import paper, passages
from tests.search.contract.entries import entry

pytestmark = pytest.mark.once

CLOSE = 1e-4

TEXT = """
alcohol refuge housing police officer adviser IDVA MARAC multi-agency risk assessment mental health surgery GP
bruise injury child school neighbour weekend controlling coercive behaviour debt benefit separation stalking
harassment organisation recognised counselling café didn't the of and was she he her in to not at that zebra
"""
WORDS = TEXT.split()
THEMES = ("alcohol", "mental-health", "self-harm", "housing", "stalking", "substance-misuse")
AREAS = ("north", "south", "east", "west")
KINDS = ("overview-report", "imr", "letter", "library-record")
RAGS = ("red", "amber", "green")
SECTIONS = ("Analysis", "Background", "Conclusion")
AGES = ("18-24", "25-34", "35-44")
AUDIENCES = ("public", "area:1", "area:2", "review:3:panel")


def sentence(rng, longest):
    return " ".join(rng.choices(WORDS, weights=[1 / (1 + at) for at in range(len(WORDS))], k=rng.randint(0, longest)))


def tags(rng, most):
    return tuple(
        ThemeTag(
            rng.choice(THEMES),
            rng.choice(("", "victim", "perpetrator")),
            rng.choice(("present", "present", "present", "absent", "possible")),
            rng.choice(list(Source)),
        )
        for _ in range(rng.randint(0, most))
    )


def corpus(rng, reviews):
    """Papers of `reviews` units, with paragraphs, seen by whoever; some papers have no text, some no title."""
    documents = []
    for number in range(1, reviews + 1):
        unit, is_review = (f"r{number}", True) if rng.random() < 0.85 else (f"d{number}", False)
        for owner in range(rng.randint(1, 3)):
            of = paper(
                f"e{number}00{owner}",
                unit,
                is_review=is_review,
                audiences=tuple(rng.sample(AUDIENCES, rng.randint(1, 2))),
                except_audiences=tuple(rng.sample(AUDIENCES[1:], rng.randint(0, 1))),
                kind=rng.choice(KINDS),
                title=rng.choice(("", sentence(rng, 8))),
                themes=tags(rng, 5),
                needs=tuple(
                    Need("victim", str(rng.randint(1, 2)), rng.choice(THEMES), rng.choice(list(Source)))
                    for _ in range(rng.randint(0, 3))
                ),
                areas=tuple(rng.sample(AREAS, rng.randint(0, 2))),
                date=rng.choice((None, datetime.date(2010 + rng.randint(0, 9), 1, 1))),
                year=2010 + rng.randint(0, 9),
                ages=tuple(rng.sample(AGES, rng.randint(0, 2))),
                single_victim=rng.random() < 0.5,
                dataset=rng.choice(("", "dhrd")),
            )
            documents.append(of)
            for section in rng.sample(SECTIONS, rng.randint(0, 3)):
                bodies = [sentence(rng, 60) for _ in range(rng.randint(1, 5))]
                for passage in passages(of, *bodies, section=section):
                    facts = {"themes": tags(rng, 2), "position": len(documents)}
                    documents.append(type(passage)(**vars(passage) | facts))
            documents += entries(rng, of)
    return documents


def entries(rng, of):
    """Some recommendations and actions of a paper."""
    return [
        entry(
            of,
            number,
            sentence(rng, 12),
            rng.choice((Entry.RECOMMENDATION, Entry.ACTION)),
            made=rng.choice((None, 2020 + rng.randint(0, 3))),
            rag=rng.choice(("", *RAGS)),
        )
        for number in range(rng.choice((0, 0, 1, 3)))
    ]


def typed(rng):
    pieces = []
    for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        piece = rng.choice(WORDS)
        if rng.random() < 0.15:
            piece = f"{piece[: rng.randint(2, 5)]}*"
        elif rng.random() < 0.25:
            piece = f'"{piece} {rng.choice(WORDS)}"'
        pieces.append(rng.choice(("", "", "", "", "-", "OR ")) + piece)
    return " ".join(pieces)


def misspelt(rng):
    letters = list(rng.choice(WORDS))
    letters[rng.randrange(len(letters))] = rng.choice("aeiou")
    return "".join(letters)


def some(rng, values, chance=0.12):
    return tuple(rng.sample(values, rng.randint(1, 2))) if rng.random() < chance else ()


def question(rng):
    """A query, and who asks it."""
    query = SearchQuery(
        text=typed(rng),
        kind=some(rng, (*KINDS, Entry.RECOMMENDATION.value, Entry.ACTION.value)),
        rag=some(rng, RAGS, 0.08),
        made=some(rng, [str(year) for year in range(2020, 2024)], 0.08),
        section=some(rng, SECTIONS),
        theme=some(rng, [*THEMES, "alcohol.victim", "text:housing", "library:alcohol", "stalking..absent"], 0.2),
        about=some(rng, ("victim", "perpetrator"), 0.08),
        area=some(rng, AREAS),
        year=some(rng, [str(year) for year in range(2010, 2020)]),
        age=some(rng, AGES),
        combined=some(rng, ["any", "victim", "text:victim"], 0.05),
        dataset=("dhrd",) if rng.random() < 0.1 else (),
        single_victim=rng.random() < 0.1,
        same_passage=rng.random() < 0.3,
        sort=rng.choice(("relevance", "relevance", "newest", "area")),
        size=100,
    )
    viewer = Viewer(
        frozenset(rng.sample(AUDIENCES, rng.randint(1, 3))),
        frozenset(f"e{rng.randint(1, 60)}00{owner}" for owner in range(rng.choice((0, 0, 3)))),
    )
    return query, viewer


def in_comparable_order(scored):
    """(key, score) pairs, best first, as keys: those that follow within `CLOSE` of each other in the keys' order."""
    runs = []
    for (key, score), (_, before) in zip(scored, [(None, None), *scored], strict=False):
        if before is not None and abs(before - score) <= CLOSE * max(abs(before), abs(score)):
            runs[-1].append(key)
        else:
            runs.append([key])
    return [key for run in runs for key in sorted(run)]


def assert_same_answers(one, other, query, viewer):
    answer, expected = one.search(query, viewer), other.search(query, viewer)
    assert one.matching_units(query, viewer) == other.matching_units(query, viewer)
    for told in ("total_units", "total_reviews", "total_context", "facets", "tree", "notes"):
        assert getattr(answer, told) == getattr(expected, told), told
    units, expected_units = ([group.unit for group in each.groups] for each in (answer, expected))
    if query.sort != "relevance" or not query.text:
        assert units == expected_units
    assert {group.unit: (len(group.hits), group.more, group.is_review) for group in answer.groups} == {
        group.unit: (len(group.hits), group.more, group.is_review) for group in expected.groups
    }
    best, expected_best = ([(group.unit, group.hits[0].score) for group in each.groups] for each in (answer, expected))
    if query.sort == "relevance":
        assert in_comparable_order(best) == in_comparable_order(expected_best)
    hits, expected_hits = (
        [(hit.key, hit.score) for hit in engine.passages(query, viewer, 2_000)] for engine in (one, other)
    )
    assert in_comparable_order(hits) == in_comparable_order(expected_hits)
    assert all(score >= following for (_, score), (_, following) in pairwise(hits))
    shown, expected_shown = (
        {hit.key: vars(hit) | {"score": 0} for group in each.groups for hit in group.hits}
        for each in (answer, expected)
    )
    both = shown.keys() & expected_shown.keys()
    assert {key: shown[key] for key in both} == {key: expected_shown[key] for key in both}


@pytest.mark.parametrize(("shards", "questions", "seed"), [(1, 250, 1), (1, 250, 2), (3, 60, 3)])
def test_random_questions_have_the_same_answers_from_both_engines(make_engine, tmp_path, shards, questions, seed):
    rng = random.Random(seed)
    documents = corpus(rng, 60)
    embedded = TantivyEngine(tmp_path / "public")
    clustered = make_engine(shards=shards)
    for engine in (embedded, clustered):
        engine.rebuild(documents)
    found = 0
    for _ in range(questions):
        query, viewer = question(rng)
        assert_same_answers(clustered, embedded, query, viewer)
        word = misspelt(rng)
        near, expected = ({hit.key for hit in engine.near(word, viewer)} for engine in (clustered, embedded))
        assert near == expected
        for facet in ("area", "agency", "year"):
            assert clustered.values(facet, viewer) == embedded.values(facet, viewer)
        found += bool(embedded.matching_units(query, viewer))
    assert found > questions / 4
