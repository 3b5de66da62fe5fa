import pytest
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.publishing.editions import publish
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import Edition
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    PersonFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def report(area):
    return DocumentFactory(review=ReviewFactory(areas=[area]), sections={"Findings": ["She was known to her GP."]})


@pytest.fixture
def coordinator(client, area):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def address(name, document):
    return reverse(name, args=[document.public_id])


def test_a_coordinator_sees_what_becomes_public_and_publishes_it(client, coordinator, report):
    assert "1 section with 1 paragraph" in client.get(address("publish", report)).content.decode()
    assert not Edition.objects.exists()
    assert client.post(address("publish", report)).url == address("work-paper", report)
    assert Edition.objects.standing().get().published_by == coordinator


def test_who_publishes_is_told_of_how_many_recommendations_themes_become_public(client, coordinator, report):
    rows = RecommendationFactory.create_batch(2, review=report.review, document=report)
    assert "2 recommendations, none with confirmed themes" in client.get(address("publish", report)).content.decode()
    rows[0].themes.set(["alcohol", "stalking"])
    page = client.get(address("publish", report)).content.decode()
    assert "2 recommendations, 1 of them with the themes that somebody confirmed" in page


def test_a_paper_that_may_hold_names_is_refused_in_words(client, coordinator, report):
    imr = DocumentFactory(review=report.review, kind=DocumentKind.IMR)
    html = client.post(address("publish", imr)).content.decode()
    assert "There is a problem" in html and "real names" in html
    assert not Edition.objects.exists()


def test_withdrawing_takes_a_reason_and_says_what_is_missing(client, coordinator, report):
    edition = publish(report, by=None)
    html = client.post(address("withdraw", report), {"reason": " "}).content.decode()
    assert "There is a problem" in html and "govuk-textarea--error" in html
    assert Edition.objects.standing().get() == edition
    client.post(address("withdraw", report), {"reason": "The family asked."})
    edition.refresh_from_db()
    assert (edition.status, edition.withdrawn_reason, edition.withdrawn_by) == (
        EditionStatus.WITHDRAWN,
        "The family asked.",
        coordinator,
    )


def test_what_is_not_published_cannot_be_withdrawn(client, coordinator, report):
    html = client.post(address("withdraw", report), {"reason": "Twice."}).content.decode()
    assert "This paper is not published now." in html


@pytest.mark.parametrize("name", ["publish", "withdraw"])
def test_whoever_may_not_finds_nothing_there(client, report, name):
    assert client.get(address(name, report)).url.startswith(reverse("account_login"))
    author = ParticipationFactory(review=report.review, role=Role.AUTHOR).user  # sees the paper
    stranger = UserFactory.coordinator(AreaFactory())
    for user in (author, stranger):
        client.force_login(user)
        assert client.get(address(name, report)).status_code == 404
        assert client.post(address(name, report), {"reason": "Mine."}).status_code == 404
    assert not Edition.objects.exists()


def test_what_could_identify_somebody_is_shown_with_its_place_and_stops_nothing(client, coordinator, area):
    review = ReviewFactory(areas=[area])
    PersonFactory(review=review, pseudonym="Amina")
    text = "Amina told PC 4471 Lowe on 14 February 2019 that her 4-year-old was asleep at 14 Larch Road."
    paper = DocumentFactory(review=review, sections={"Findings": [text]})
    html = client.get(address("publish", paper)).content.decode()
    for words in ("Lowe", "14 February 2019", "4-year-old", "14 Larch Road"):
        assert f"<mark>{words}</mark>" in html
    assert "<mark>Amina</mark>" not in html
    assert f"#p-{paper.paragraphs.get().key}" in html
    client.post(address("publish", paper))
    assert Edition.objects.standing().exists()


def test_a_clean_paper_is_said_to_be_clean_as_far_as_rules_can_tell(client, coordinator, report):
    assert "Rules found no name" in client.get(address("publish", report)).content.decode()
