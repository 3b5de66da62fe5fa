"""The demo content: complete, varied, and nobody's copy."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

import nlp
from dhr.formats import parse_markup

REVIEWS = Path(__file__).parents[1] / "demo" / "reviews"
STATUTORY = (
    "recommendation scope local regional national action to take lead agency key milestones in enacting the "
    "recommendation target date date of completion and outcome"
)
HEADLINE = [theme.code for theme in nlp.THEMES if theme.family == "headline"]


def facts(review):
    return tomllib.loads((review / "review.toml").read_text())


def reviews():
    return sorted(path for path in REVIEWS.iterdir() if (path / "review.toml").is_file())


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower())


def shingles(text, length=12):
    row = words(text)
    return {" ".join(row[n : n + length]) for n in range(len(row) - length + 1)}


def test_there_are_eight_reviews_in_five_areas():
    every = [facts(review) for review in reviews()]
    assert len(every) == 8
    assert len({area["slug"] for review in every for area in review["areas"]}) == 5
    assert sorted(review["publish"] for review in every) == ["published"] * 4 + ["unpublished"] * 3 + ["withdrawn"]
    assert sum(review["kind"] == "marac" for review in every) == 1
    assert sum(len(review["areas"]) > 1 for review in every) == 1


@pytest.mark.parametrize("review", reviews(), ids=lambda path: path.name)
def test_a_review_has_a_long_report_and_the_papers_around_it(review):
    papers = facts(review)["papers"]
    assert all((review / paper["file"]).is_file() for paper in papers)
    report = next(paper for paper in papers if paper["kind"] in ("overview-report", "marac-review-report"))
    assert len(words((review / report["file"]).read_text())) >= 3000
    assert any(paper["kind"] == "terms-of-reference" for paper in papers)


def test_no_two_reviews_share_twelve_words_in_a_row():
    seen = {}
    shared = []
    for review in reviews():
        own = set().union(*(shingles(paper.read_text()) for paper in review.glob("*.md")))
        shared += [(seen[run], review.name, run) for run in own if run in seen and run not in STATUTORY]
        seen |= dict.fromkeys(own, review.name)
    assert shared == []


def test_every_headline_theme_is_said_of_both_present_absent_and_possible():
    found = defaultdict(set)
    for review in reviews():
        people = defaultdict(list)
        for person in facts(review).get("people", []):
            role = person["role"].removeprefix("alleged-")
            names = [person["pseudonym"], *person.get("other_names", [])]
            people[role].append({"id": person["key"], "names": names, "sex": person.get("sex") or None})
        for paper in review.glob("*.md"):
            for section in parse_markup(paper.read_text()).sections:
                for block in section.blocks:
                    for mention in nlp.analyse(block.text, dict(people)):
                        found[mention.theme].add((mention.subject, mention.status))
    missing = [
        (theme, subject, status)
        for theme in HEADLINE
        for subject in ("victim", "perpetrator")
        for status in ("present", "absent", "possible")
        if (subject, status) not in found[theme] and (theme, subject) != ("older-victims", "perpetrator")
    ]
    assert missing == []
