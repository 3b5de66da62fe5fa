import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from dhr.areas.enums import AgencyKind, Role
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import Edition
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Review, StoredFile
from dhr.reviews.paragraphs import materialise
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    PersonFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.meanwhile import just_before_writing

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


def stored(name):
    return StoredFile.objects.create(
        name=name, content_type="application/pdf", file=ContentFile(b"%PDF-1.7", "x"), sha256="0" * 64, size=8
    )


def confirm(client, paper):
    """Publish what the page shows."""
    return client.post(address("publish", paper), {"seen": client.get(address("publish", paper)).context["seen"]})


def test_a_coordinator_sees_what_becomes_public_and_publishes_it(client, coordinator, report):
    assert "1 section with 1 paragraph" in client.get(address("publish", report)).content.decode()
    assert not Edition.objects.exists()
    assert confirm(client, report).url == address("work-paper", report)
    assert Edition.objects.standing().get().published_by == coordinator


def name_in_a_paragraph(paper):
    section = paper.sections.get()
    section.body = section.body.replace("her GP", "Dr Catherine Pritchard")
    section.save()
    materialise(paper)


CHANGES = {
    "paragraph": name_in_a_paragraph,
    "title": lambda paper: Document.objects.filter(pk=paper.pk).update(title="Catherine Pritchard"),
    "heading": lambda paper: paper.sections.update(heading="Catherine Pritchard"),
    "recommendation": lambda paper: paper.recommendations.update(text="Ask Catherine Pritchard."),
    "new recommendation": lambda paper: RecommendationFactory(review=paper.review, document=paper),
    "to whom": lambda paper: paper.recommendations.update(agency_as_stated="Dr Catherine Pritchard"),
    "themes": lambda paper: paper.recommendations.get().themes.set(["alcohol"]),
    "pseudonym": lambda paper: paper.review.people.update(pseudonym="Catherine"),
    "review": lambda paper: Review.objects.filter(pk=paper.review_id).update(title="Catherine, died March 2023"),
    "area": lambda paper: paper.review.review_areas.create(area=AreaFactory()),
    "file": lambda paper: Document.objects.filter(pk=paper.pk).update(file=stored("Catherine Pritchard.pdf")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_since_somebody_looked_is_shown_before_it_is_published(client, coordinator, report, change):
    RecommendationFactory(review=report.review, document=report, text="Ask.", agency_as_stated="The surgery")
    PersonFactory(review=report.review, pseudonym="Amina")
    Document.objects.filter(pk=report.pk).update(file=stored("report.pdf"))
    looked_at = client.get(address("publish", report))
    change(report)
    page = client.post(address("publish", report), {"seen": looked_at.context["seen"], "with_original": "on"})
    html = page.content.decode()
    assert "There is a problem" in html and "changed since you looked" in html
    assert " checked" in html
    assert not Edition.objects.exists()
    client.post(address("publish", report), {"seen": page.context["seen"], "with_original": "on"})
    assert Edition.objects.standing().get().file == Document.objects.get(pk=report.pk).file


def test_a_name_that_is_saved_right_before_the_paper_is_published_stays_private(client, coordinator, report):
    seen = client.get(address("publish", report)).context["seen"]
    with just_before_writing(lambda: name_in_a_paragraph(report)):
        page = client.post(address("publish", report), {"seen": seen})
    assert ("person", "Catherine Pritchard") in marked(page)
    assert not Edition.objects.exists()


def test_what_was_withdrawn_since_somebody_looked_is_not_published_over_it(client, coordinator, report):
    edition = publish(report, by=None)
    looked_at = client.get(address("publish", report))
    assert "It replaces edition 1" in looked_at.content.decode()
    withdraw(edition, reason="The family asked.", by=UserFactory())
    page = client.post(address("publish", report), {"seen": looked_at.context["seen"]}).content.decode()
    assert "changed since you looked" in page and "It replaces edition" not in page
    assert not Edition.objects.standing().exists()


def test_nothing_is_published_that_nobody_looked_at(client, coordinator, report):
    for sent in ({}, {"seen": ""}, {"seen": "0" * 32}):
        assert "changed since you looked" in client.post(address("publish", report), sent).content.decode()
    assert not Edition.objects.exists()


def test_what_says_the_same_may_be_published(client, coordinator, report):
    seen = client.get(address("publish", report)).context["seen"]
    Review.objects.filter(pk=report.review_id).update(reference="WEX-7")  # stays private
    materialise(report)
    client.post(address("publish", report), {"seen": seen})
    assert Edition.objects.standing().exists()


def test_who_publishes_is_told_of_how_many_recommendations_themes_become_public(client, coordinator, report):
    rows = RecommendationFactory.create_batch(2, review=report.review, document=report)
    assert "2 recommendations, none with confirmed themes" in client.get(address("publish", report)).content.decode()
    rows[0].themes.set(["alcohol", "stalking"])
    page = client.get(address("publish", report)).content.decode()
    assert "2 recommendations, 1 of them with the themes that somebody confirmed" in page


def test_a_paper_that_may_hold_names_is_refused_in_words(client, coordinator, report):
    imr = DocumentFactory(review=report.review, kind=DocumentKind.IMR)
    html = confirm(client, imr).content.decode()
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
    confirm(client, paper)
    assert Edition.objects.standing().exists()


def test_a_clean_paper_is_said_to_be_clean_as_far_as_rules_can_tell(client, coordinator, report):
    assert "Rules found no name" in client.get(address("publish", report)).content.decode()


def marked(page):
    """(kind, words marked) of each place that a publish page shows."""
    return [(warning.kind, warning.quote) for warning in page.context["warnings"]]


def test_a_recommendation_that_says_what_its_paragraph_no_longer_says_is_read_and_shown(client, coordinator, area):
    paper = DocumentFactory(review=ReviewFactory(areas=[area]), sections={"Recommendations": ["The GP should ask."]})
    key = paper.paragraphs.get().key
    facts = {"review": paper.review, "document": paper, "source_paragraph": key}
    same = RecommendationFactory(text="The GP  should ask.", number="1", **facts)
    page = client.get(address("publish", paper))
    assert "in other words" not in page.content.decode()
    row = RecommendationFactory(text="The GP should ask Catherine Pritchard.", number="2", **facts)
    gone = RecommendationFactory(text="Ask.", number="3", **facts | {"source_paragraph": "gone"})
    page = client.get(address("publish", paper))
    assert ("person", "Catherine Pritchard") in marked(page)
    assert [each.recommendation for each in page.context["reworded"]] == [row, gone]
    html = page.content.decode()
    assert "Recommendations in other words than the paper" in html
    assert reverse("recommendation", args=[row.pk]) in html and reverse("recommendation", args=[same.pk]) not in html
    assert "Its paragraph is no longer in the paper." in html


def test_to_whom_a_recommendation_goes_is_read_too(client, coordinator, report):
    RecommendationFactory(review=report.review, document=report, agency_as_stated="Dr Margaret Thistlewood")
    assert "Thistlewood" in str(marked(client.get(address("publish", report))))


def test_where_a_link_leads_is_a_place_to_look_at(client, coordinator, area):
    paper = DocumentFactory(review=ReviewFactory(areas=[area]), sections={"Findings": ["Her page and her letters."]})
    section = paper.sections.get()
    linked = "https://www.facebook.com/firstname.lastname.1981"
    mailed = "mailto:catherine.pritchard@example.com"
    section.body = section.body.replace("Her page", f'<a href="{linked}">Her page</a>')
    section.body = section.body.replace("her letters", f'<a href="{mailed}">her letters</a>')
    section.save()
    materialise(Document.objects.get(pk=paper.pk))
    page = client.get(address("publish", paper))
    assert {quote for _, quote in marked(page)} == {linked, mailed}
    assert ("email", mailed) in marked(page)
    assert f"her letters: <mark>{mailed}</mark>" in page.content.decode()


def test_an_address_that_the_text_shows_is_told_once(client, coordinator, area):
    paper = DocumentFactory(
        review=ReviewFactory(areas=[area]), sections={"Findings": ["See example.org/report twice."]}
    )
    section = paper.sections.get()
    section.body = section.body.replace(
        "example.org/report", '<a href="https://example.org/report">example.org/report</a>'
    )
    section.save()
    materialise(Document.objects.get(pk=paper.pk))
    assert marked(client.get(address("publish", paper))) == []


def test_an_agency_is_told_as_somebodys_school_or_work_and_not_as_one_that_took_part(client, coordinator, area):
    AgencyFactory(name="Eskholme College", kind=AgencyKind.EDUCATION)
    AgencyFactory(name="Fenwater Hospitals")
    AgencyFactory(name="Dunmarsh Council")
    texts = [
        "Her 16-year-old stepson was at Eskholme College.",
        "She worked as a nurse at Fenwater Hospitals.",
        "His employer, Dunmarsh Council, knew nothing.",
        "Eskholme College, Fenwater Hospitals and Dunmarsh Council told the panel what they knew.",
        "The early pregnancy unit at Fenwater Hospitals treated her kindly. He was a patient at Fenwater Hospitals.",
        "Children's services and Eskholme College met. The panel worked with Fenwater Hospitals.",
    ]
    paper = DocumentFactory(review=ReviewFactory(areas=[area]), sections={"Findings": texts})
    found = marked(client.get(address("publish", paper)))
    assert [each for each in found if each[0] in ("school", "employer")] == [
        ("school", "Eskholme College"),
        ("employer", "Fenwater Hospitals"),
        ("employer", "Dunmarsh Council"),
    ]


def test_kinds_are_named_as_people_write_them(client, coordinator, area):
    paper = DocumentFactory(review=ReviewFactory(areas=[area]), sections={"Findings": ["NHS number 943 476 5919."]})
    assert "NHS number 1" in client.get(address("publish", paper)).content.decode()
