import pytest
from django.urls import reverse

from dhr.actions.models import Recommendation
from dhr.areas.enums import Role
from dhr.reviews.enums import DocumentKind, Placed
from dhr.reviews.models import Document
from dhr.reviews.releasing import release_to_panel, take_back_from_panel
from tests.factories import DocumentFactory, ParticipationFactory, UserFactory

from .case import a_case, lessons, showing
from .writing.posting import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def report(case):
    return DocumentFactory(review=case.review, title="The draft", sections={"Facts": ["She was known to her GP."]})


def address(name, document):
    return reverse(name, args=[document.public_id])


def sees(user, document):
    return Document.objects.visible_to(user).filter(pk=document.pk).exists()


def test_the_page_names_who_will_read_it_and_who_has_not_signed_yet(client, case, report):
    ParticipationFactory(
        review=case.review,
        role=Role.PANEL_MEMBER,
        user=UserFactory(first_name="Ada", last_name="Unsigned"),
        confidentiality_signed=None,
    )
    client.force_login(case.people["chair"])
    html = client.get(address("release-paper", report)).content.decode()
    before, after = html.split("Not yet signed")
    assert str(case.people["panel-member"]) in before and str(case.police) in before
    assert "Ada Unsigned" in after and "Ada Unsigned" not in before
    assert str(case.people["imr-author"]) not in html
    assert not sees(case.people["panel-member"], report)


def test_released_terms_of_reference_are_read_by_all_who_take_part(client, case):
    terms = DocumentFactory(review=case.review, kind=DocumentKind.TERMS_OF_REFERENCE)
    client.force_login(case.people["coordinator"])
    html = client.get(address("release-paper", terms)).content.decode()
    assert str(case.people["imr-author"]) in html
    client.post(address("release-paper", terms))
    assert sees(case.people["imr-author"], terms)


def test_a_released_paper_is_read_by_the_panel_until_it_is_taken_back(client, case, report):
    client.force_login(case.people["chair"])
    assert client.post(address("release-paper", report)).url == address("work-paper", report)
    assert sees(case.people["panel-member"], report)
    assert "leaves their pages" in client.get(address("take-back-paper", report)).content.decode()
    client.post(address("take-back-paper", report))
    assert not sees(case.people["panel-member"], report)


def test_an_imr_is_released_to_be_tested_by_the_panel(client, case):
    imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.health)
    client.force_login(case.people["chair"])
    client.post(address("release-paper", imr))
    assert sees(case.people["panel-member"], imr)
    assert not sees(case.people["imr-author"], imr)


def test_each_release_is_recorded_with_the_paper_as_it_stood_and_by_whom(case, report):
    chair = case.people["chair"]
    for change in (release_to_panel, take_back_from_panel, release_to_panel):
        change(report, by=chair)
    versions = list(report.named_versions.order_by("pk"))
    assert [version.name.split(",")[0] for version in versions] == [
        "Released to the panel",
        "Taken back from the panel",
        "Released to the panel",
    ]
    assert versions[2].name == f"{versions[0].name} (2)"
    assert {version.by for version in versions} == {chair}
    kept = versions[0].revision.as_object()
    assert "She was known to her GP." in kept.sections.get().body


def test_the_history_says_who_released_it_and_took_it_back(client, case, report):
    chair, coordinator = case.people["chair"], case.people["coordinator"]
    release_to_panel(report, by=chair)
    take_back_from_panel(report, by=coordinator)
    client.force_login(coordinator)
    page = client.get(at("history", report))
    entries = [(entry.message, entry.user, entry.revision) for entry in page.context["object_list"]]
    taken_back, released = report.named_versions.order_by("-pk")
    assert entries == [
        ("Taken back from the panel", coordinator, taken_back.revision),
        ("Released to the panel", chair, released.revision),
    ]
    assert "Taken back from the panel" in page.content.decode()
    only = client.get(at("history", report), {"action": "dhr.release"})
    assert [entry.message for entry in only.context["object_list"]] == ["Released to the panel"]


class TestWhatASummaryPrints:
    @pytest.fixture
    def summary(self, case, report):
        lessons(case.review, "Ask twice.", "Ask alone.", document=report)
        Recommendation.objects.create(review=case.review, document=report, number="1", order=1, text="Train staff.")
        return showing(
            case.review, Placed.LESSONS, Placed.RECOMMENDATIONS, kind=DocumentKind.EXECUTIVE_SUMMARY, title="In short"
        )

    @pytest.fixture
    def page(self, client, case):
        client.force_login(case.people["chair"])
        return lambda document: client.get(address("release-paper", document)).content.decode()

    def test_of_a_report_that_is_not_released_is_said_before_the_release(self, page, case, report, summary):
        said = "It prints the lessons and recommendations of the review. 3 of them belong to no paper yet"
        assert said in page(summary)
        assert "of the review." not in page(report)
        lessons(case.review, "In no paper yet.")
        assert "4 of them belong to no paper yet" in page(summary)

    def test_of_a_released_report_says_nothing_new(self, page, case, report, summary):
        release_to_panel(report, by=case.people["chair"])
        assert "It prints" not in page(summary)

    def test_counts_only_what_it_prints(self, page, case, report, summary):
        summary.sections.filter(shows=Placed.LESSONS).delete()
        assert "It prints the recommendations of the review. 1 of them belongs to no paper yet" in page(summary)

    def test_is_nothing_of_an_imr(self, page, case, report, summary):
        imr = showing(case.review, Placed.LESSONS, kind=DocumentKind.IMR, agency=case.police)
        lessons(case.review, "The police's own.", document=imr)
        assert "3 of them" in page(summary)
        assert "It prints" not in page(imr)


def test_releasing_twice_changes_nothing_the_second_time(case, report):
    for _ in range(2):
        release_to_panel(report, by=case.people["chair"])
    assert report.named_versions.count() == 1


@pytest.mark.parametrize("name", ["release-paper", "take-back-paper"])
def test_whoever_may_not_release_finds_nothing_there(client, case, report, name):
    release_to_panel(report, by=case.people["chair"])
    for role in set(case.people) - {"coordinator", "chair"}:
        client.force_login(case.people[role])
        assert client.get(address(name, report)).status_code == 404, role
        assert client.post(address(name, report)).status_code == 404, role
    assert Document.objects.get(pk=report.pk).released_to_panel


def test_a_context_paper_has_no_panel(client, case):
    paper = DocumentFactory(context=True, area=case.review.areas.get())
    client.force_login(case.people["coordinator"])
    assert client.get(address("release-paper", paper)).status_code == 404
