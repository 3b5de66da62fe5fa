"""Related wording through the site: found by those who may read it, and forgotten with its text."""

import html
import re
from urllib.parse import parse_qsl

import pytest

from dhr.publishing.editions import withdraw
from dhr.search import meaning, upkeep
from dhr.search.engines.widening import NOTHING_RELATED, ONLY_RELATED, RELATED_TOO, SOME_WORDS
from dhr.search.models import IndexBuild, PassageVector
from dhr.search.vectors import model_wanted
from tests.factories import DocumentFactory, write

from .site import a_review, command, csv_of, found, index, log_in, page, published, standing_edition

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not meaning.version(), reason="SKIPPED: the extra `semantic` isn't installed"),
]

ASKED = "robbed of her savings"
SAME = "His mother's money was spent on alcohol"
OTHER = "The review met three times."


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.SEARCH_RELATED = True


def vectors_of(paper) -> int:
    return PassageVector.objects.filter(unit=paper.unit).count()


def test_passage_is_found_for_what_it_means_on_every_way_out_and_says_so(client):
    published(a_review(title="Same"), SAME)
    published(a_review(title="Other"), OTHER)
    index()
    assert found(client, q=ASKED) == []
    assert found(client, q=ASKED, related="1") == ["Same"]
    shown = page(client, q=ASKED, related="1").content.decode()
    assert "Why it is here: related wording" in shown
    assert 'id="related" name="related" value="1" form="search-form" checked' in shown
    assert SAME in csv_of(client, q=ASKED, related="1")
    assert SAME in command("search", ASKED, "--related")
    assert SAME not in command("search", ASKED)


def test_related_wording_is_offered_where_no_passage_holds_all_the_words_and_nowhere_else(client):
    published(a_review(title="Same"), SAME)
    index()
    offered = "Look for related wording too"
    for typed in (ASKED, "money robbed"):  # nothing is found; something by one of the words
        link = re.search(rf'href="([^"]+)">{offered}', page(client, q=typed, kind="overview-report").content.decode())
        asked = dict(parse_qsl(html.unescape(link[1]).lstrip("?")))
        assert asked == {"q": typed, "kind": "overview-report", "related": "1"}
        assert found(client, **asked) == ["Same"]
    for params in ({"q": "money"}, {"q": ASKED, "related": "1"}, {}, {"year": "1999"}):
        assert offered not in page(client, **params).content.decode()


def test_page_says_where_no_passage_holds_the_words_and_where_some_are_held(client):
    published(a_review(title="Same"), SAME)
    index()
    for typed, told in ((ASKED, ONLY_RELATED), ("money robbed", f"{SOME_WORDS} {RELATED_TOO}")):
        assert told in page(client, q=typed, related="1").content.decode()
    for params in ({"q": "money"}, {"q": ""}):
        told = page(client, **params, related="1").content.decode()
        assert ONLY_RELATED not in told and RELATED_TOO not in told


def test_a_slip_is_mended_although_something_related_is_found(client):
    published(a_review(title="Same"), SAME)
    index()
    response = page(client, q="His mohter was robbed of savings", related="1")
    assert response.context["answer"].total_units == 1
    assert response.context["instead"].text == "His mother was robbed of savings"
    assert response.context["instead"].related


def test_nobody_is_led_to_what_they_may_not_read(client):
    DocumentFactory(review=a_review(title="Hidden"), sections={"Background": [SAME]})
    published(a_review(title="Other"), OTHER)
    index()
    assert PassageVector.objects.count() == 2
    assert found(client, q=ASKED, related="1") == []
    log_in(client)
    assert found(client, q=ASKED, related="1") == []


def test_text_that_is_withdrawn_or_written_again_leaves_no_vector(client):
    paper = published(a_review(title="Same"), SAME, OTHER)
    index()
    assert vectors_of(paper) == 2
    write(paper, {"Background": [OTHER]})
    index()
    assert vectors_of(paper) == 2  # the edition stands
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    assert found(client, q=ASKED, related="1") == []
    index()
    assert vectors_of(paper) == 1


def test_paper_that_is_deleted_leaves_no_vector(client):
    draft = DocumentFactory(review=a_review(), sections={"Background": [SAME]})
    index()
    assert PassageVector.objects.count() == 1
    draft.delete()
    index()
    assert PassageVector.objects.count() == 0


def test_a_vector_is_worked_out_once(client, monkeypatch):
    paper = published(a_review(), SAME)
    index()
    monkeypatch.setattr(meaning, "vector", None)
    paper.review.save()
    index()
    assert found(client) != []


def test_turning_it_off_and_on_builds_both_indexes_anew_while_people_search(client, settings):
    published(a_review(title="Same"), SAME)
    index()
    assert set(IndexBuild.objects.values_list("model", flat=True)) == {model_wanted()} != {""}
    settings.SEARCH_RELATED = False
    assert found(client, q="alcohol") == ["Same"]
    upkeep.work()
    assert set(IndexBuild.objects.values_list("model", flat=True)) == {""}
    assert PassageVector.objects.count() == 0
    response = page(client, q="alcohol", related="1")
    assert NOTHING_RELATED in response.context["answer"].notes
    assert 'id="related"' not in response.content.decode()
    settings.SEARCH_RELATED = True
    upkeep.work()
    assert found(client, q=ASKED, related="1") == ["Same"]
