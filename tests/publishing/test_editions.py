import pytest
from django.db import IntegrityError, transaction

from dhr.publishing.editions import CannotPublish, CannotWithdraw, publish, withdraw
from dhr.publishing.enums import EditionStatus
from dhr.publishing.facts import public_facts
from dhr.publishing.models import Edition
from dhr.publishing.models.edition import Frozen
from dhr.reviews.enums import DocumentKind, PersonRole
from tests.factories import (
    AreaFactory,
    DocumentFactory,
    PersonFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return DocumentFactory(sections={"Introduction": ["She was known to services.", "Services were known to her."]})


def test_an_edition_holds_the_paper_as_it_was(report):
    edition = publish(report, by=None)
    keys = list(edition.paragraphs.values_list("key", flat=True))
    write(report, {"Introduction": ["Rewritten since."]})
    assert list(edition.paragraphs.values_list("text", flat=True)) == [
        "She was known to services.",
        "Services were known to her.",
    ]
    assert list(edition.paragraphs.values_list("key", flat=True)) == keys


def test_an_edition_keeps_the_themes_that_were_confirmed_by_then(report):
    row = RecommendationFactory(review=report.review, document=report, library_theme="training")
    row.themes.set(["stalking", "alcohol"])
    frozen = publish(report, by=None).recommendations.get()
    row.themes.set(["carers"])
    frozen.refresh_from_db()
    assert (frozen.library_theme, frozen.themes) == ("training", ["alcohol", "stalking"])
    assert frozen.theme_labels == ["Alcohol misuse", "Stalking and harassment"]


def test_published_rows_cannot_be_changed(report):
    edition = publish(report, by=None)
    for row in (edition, edition.sections.first(), edition.paragraphs.first()):
        with pytest.raises(Frozen):
            row.save()


def test_a_new_edition_replaces_the_standing_one(report):
    first = publish(report, by=None)
    second = publish(report, by=None)
    first.refresh_from_db()
    assert (first.status, second.number) == (EditionStatus.REPLACED, 2)
    assert Edition.objects.standing().get() == second


def test_a_paper_has_one_standing_edition_in_the_database_too(report):
    publish(report, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(document=report, number=9, kind=report.kind, title="Twice")


@pytest.mark.parametrize("kind", [DocumentKind.IMR, DocumentKind.LETTER])
def test_papers_that_may_hold_names_are_never_published(kind):
    with pytest.raises(CannotPublish, match="real names"):
        publish(DocumentFactory(kind=kind), by=None)
    assert not Edition.objects.exists()


def test_withdrawal_needs_a_reason_and_keeps_it(report):
    edition, user = publish(report, by=None), UserFactory()
    with pytest.raises(CannotWithdraw, match="reason"):
        withdraw(edition, reason="  ", by=user)
    withdraw(edition, reason="The family asked.", by=user)
    edition.refresh_from_db()
    assert (edition.status, edition.withdrawn_reason, edition.withdrawn_by) == (
        EditionStatus.WITHDRAWN,
        "The family asked.",
        user,
    )
    with pytest.raises(CannotWithdraw):
        withdraw(edition, reason="Again.", by=user)


def test_public_facts_are_an_allow_list_and_tell_nothing_of_a_child():
    review = ReviewFactory(areas=[AreaFactory(name="Lead"), AreaFactory(name="Other")])
    PersonFactory(review=review, key="victim", sex="female")
    PersonFactory(review=review, key="child-1", role=PersonRole.CHILD, pseudonym="Child 1", sex="male", age_band="0-15")
    facts = public_facts(DocumentFactory(review=review))
    assert [area["name"] for area in facts["areas"]] == ["Lead", "Other"]
    assert facts["people"][1] == {"key": "child-1", "pseudonym": "Child 1", "role": "child"}
    assert "reference" not in facts


def test_a_context_paper_tells_its_area_alone():
    facts = public_facts(DocumentFactory(context=True, area=AreaFactory(name="Here")))
    assert list(facts) == ["areas"]
