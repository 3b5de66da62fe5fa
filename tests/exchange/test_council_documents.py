"""Two public council papers, read in and searched: each passage that a person would want is among the first five."""

import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from dhr.search import upkeep
from dhr.search.passages import best_passages
from dhr.search.query import SearchQuery

pytestmark = pytest.mark.django_db

EXPECTED = Path(__file__).parents[1] / "expected"
PAPERS = {
    "barking-and-dagenham": "barking-and-dagenham-service-review-2013.txt",
    "buckinghamshire": "buckinghamshire-domestic-abuse-strategy-2021-2024.txt",
}


@pytest.fixture
def council_papers(shared_data):
    """Both papers read in as published context papers of their areas, and indexed."""
    for area, file in PAPERS.items():
        call_command(
            "ingest",
            str(shared_data / "documents" / file),
            *("--area", area, "--create-area", "--kind", "context"),
            *("--published", "--source-url", "https://www.example.org/paper"),
            stdout=StringIO(),
        )
    upkeep.work()


def test_every_listed_passage_is_among_the_first_five(council_papers):
    missing = []
    for name in PAPERS:
        searches = tomllib.loads((EXPECTED / f"{name}-queries.toml").read_text())["search"]
        assert len(searches) == 10
        for search in searches:
            best = best_passages(SearchQuery(text=search["query"]), AnonymousUser(), limit=5)
            bodies = [each.hit.body for each in best.found]
            missing += [
                (search["query"], beginning)
                for beginning in search["passages"]
                if not any(body.startswith(beginning) for body in bodies)
            ]
    assert missing == []
