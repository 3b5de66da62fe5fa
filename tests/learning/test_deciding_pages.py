"""Deciding on marks goes on when another decides, the words go, or the session ends meanwhile."""

import re

import pytest
from django.urls import reverse

from dhr.learning.decisions import decide, look_again
from dhr.learning.enums import Verdict
from dhr.learning.models import Mention, MentionDecision
from dhr.learning.tagging import mark_paragraph, tag_unit
from dhr.themes.models import Theme
from tests.factories import AreaFactory, DocumentFactory, PersonFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
DEPRESSED = "Amina told her GP that she was depressed."


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(client, area):
    user = UserFactory.coordinator(area, first_name="Rowan", last_name="Ashby")
    client.force_login(user)
    return user


@pytest.fixture
def paper(coordinator, area):
    review = ReviewFactory(areas=[area])
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    document = DocumentFactory(review=review, sections={"Facts": [DEPRESSED, "The council repaired her roof."]})
    tag_unit([document])
    return document


@pytest.fixture
def address(paper):
    return reverse("decide", args=[paper.public_id])


def page_of(paper, key=""):
    return reverse("work-paper", args=[paper.public_id]) + (f"?decide={key}" if key else "")


def mark(paper):
    return Mention.objects.select_related("paragraph").get(paragraph__document=paper, theme="mental-health")


def buttons(client, paper):
    """The hidden fields beside the mark, as the page has them now."""
    html = client.get(page_of(paper, mark(paper).paragraph.key)).content.decode()
    form = next(
        form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if 'name="theme" value="mental-health"' in form
    )
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def decided(paper, verdict, *, by, **facts):
    mention = mark(paper)
    given = {"quote": "depressed", "theme": Theme.objects.get(pk="mental-health"), "subject": "victim"}
    decision = decide(mention.paragraph, **given | {"person": "victim"} | facts, verdict=verdict, by=by)
    mark_paragraph(paper, mention.paragraph.key)
    return decision


def plain(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("fragment", [{}, {"fragment": "yes"}])
def test_what_another_said_meanwhile_is_told_before_it_is_overturned(client, paper, area, address, fragment):
    seen = buttons(client, paper)
    decided(paper, Verdict.REJECTED, by=UserFactory.coordinator(area, first_name="Orla", last_name="Byrne"))
    first = client.post(address, seen | {"verdict": "confirmed"} | fragment, follow=not fragment)
    assert "Since you opened this page, Orla Byrne said “wrong” of this mark." in plain(first).replace("&nbsp;", " ")
    assert mark(paper).rejected
    client.post(address, buttons(client, paper) | {"verdict": "confirmed"})
    assert not mark(paper).rejected


def test_what_one_said_oneself_or_of_another_mark_is_no_news(client, paper, coordinator, area, address):
    seen = buttons(client, paper)
    decided(paper, Verdict.REJECTED, by=coordinator)
    decided(paper, Verdict.ADDED, by=UserFactory.coordinator(area), quote="told", theme=Theme.objects.get(pk="housing"))
    client.post(address, seen | {"verdict": "confirmed"})
    assert not mark(paper).rejected


def test_an_address_that_takes_decisions_leads_to_its_paper(client, paper, address):
    key = mark(paper).paragraph.key
    assert client.get(address).url.startswith(page_of(paper))
    assert client.get(f"{address}?decide={key}&theme=housing").url == f"{page_of(paper, key)}&theme=housing#p-{key}"
    assert client.get(f"{address}?decide=%00").status_code == 302


def test_after_signing_in_again_one_is_at_the_paper(client, paper, coordinator, address):
    seen = buttons(client, paper)
    client.logout()
    signing_in = client.post(f"{address}?decide={seen['paragraph']}", seen | {"verdict": "confirmed"})
    assert signing_in.url.startswith(reverse("account_login"))
    client.force_login(coordinator)
    page = client.get(f"{address}?decide={seen['paragraph']}", follow=True)
    assert page.status_code == 200 and page.context["opened"] is not None
    assert not MentionDecision.objects.exists()


def test_a_decision_whose_words_changed_leads_to_their_place_and_is_taken_back(client, paper, coordinator, address):
    decision = decided(paper, Verdict.CONFIRMED, by=coordinator)
    key = decision.paragraph_key
    paper.paragraphs.filter(key=key).update(text="Amina told her GP that she felt low.")
    response = client.get(page_of(paper))
    assert f"{page_of(paper, key)}#p-{key}" in response.content.decode()
    assert "Mental health, victim: right" in plain(response)
    back = client.post(address, {"paragraph": key, "undo": decision.pk, "at": "look-again"})
    assert back.url == f"{page_of(paper)}#look-again"
    assert look_again(paper) == []


def test_one_whose_passage_is_gone_is_taken_back_too(client, paper, coordinator, address):
    decision = decided(paper, Verdict.CONFIRMED, by=coordinator)
    paper.paragraphs.filter(key=decision.paragraph_key).delete()
    assert "Its passage is no longer in the paper." in plain(client.get(page_of(paper)))
    page = client.post(address, {"paragraph": decision.paragraph_key, "undo": decision.pk}, follow=True)
    assert "It is taken back." in plain(page)
    assert look_again(paper) == []


def test_the_history_of_a_passage_takes_back_what_its_marks_no_longer_show(client, paper, coordinator):
    decision = decided(paper, Verdict.CONFIRMED, by=coordinator)
    paper.paragraphs.filter(key=decision.paragraph_key).update(text="She felt low.")
    tag_unit([paper])
    html = client.get(page_of(paper, decision.paragraph_key)).content.decode()
    assert html.count(f'name="undo" value="{decision.pk}"') == 2  # there, and where to look again


@pytest.mark.parametrize("copied", ["TOLD HER gp", "told  her\nGP", "told her GP"])
def test_words_are_found_whatever_their_capitals_and_spaces(client, paper, address, copied):
    key = mark(paper).paragraph.key
    client.post(
        address,
        {"paragraph": key, "verdict": "added", "quote": copied, "theme": "health-response", "status": "present"},
    )
    assert MentionDecision.objects.get().quote == "told her GP"


def test_words_that_are_not_there_are_to_be_copied_exactly(client, paper, address):
    key = mark(paper).paragraph.key
    said = {"paragraph": key, "verdict": "added", "quote": "told her doctor", "theme": "marac", "status": "present"}
    assert "These words are not in the paragraph. Copy them exactly." in plain(client.post(address, said))
