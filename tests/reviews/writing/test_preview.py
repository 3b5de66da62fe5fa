import pytest

from dhr.reviews.models import Section
from dhr.search.models import IndexChange

from .posting import at, loaded, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(chair, signed_in):
    return signed_in(chair)


def test_a_preview_prints_what_is_not_saved_and_leaves_everything_as_it_was(browser, paper):
    def stored():
        return (
            list(Section.objects.values_list("pk", "body")),
            list(paper.paragraphs.values_list("pk", "key", "text")),
            paper.revisions.count(),
            IndexChange.objects.count(),
        )

    before = stored()
    data = loaded(paper, title="A new title", section_0=typed("Typed, not saved."))
    assert browser.post(at("preview_on_edit", paper), data).json() == {"is_valid": True, "is_available": True}
    page = browser.get(at("preview_on_edit", paper)).content.decode()
    assert "Typed, not saved." in page and "A new title" in page and "Preview." in page
    assert "She asked twice." not in page
    assert stored() == before


def test_without_changes_a_preview_prints_the_paper(browser, paper):
    page = browser.get(at("preview_on_edit", paper)).content.decode()
    assert "She asked twice." in page and "OFFICIAL-SENSITIVE" in page


def test_one_persons_preview_is_not_anothers(browser, paper, coordinator, signed_in):
    browser.post(at("preview_on_edit", paper), loaded(paper, section_0=typed("Typed by the chair.")))
    assert "Typed by the chair." not in signed_in(coordinator).get(at("preview_on_edit", paper)).content.decode()


def test_an_earlier_version_can_be_read_as_it_was(browser, paper):
    browser.post(at("edit", paper), loaded(paper, section_0=typed("Other words.")))
    first = paper.revisions.order_by("pk").first()
    page = browser.get(at("revisions_view", paper, first.pk)).content.decode()
    assert "She asked twice." in page and "An earlier version" in page
    assert "Other words." not in page
    assert "Other words." in Section.objects.get(document=paper, key="section-0").body


def test_a_preview_can_be_framed_by_the_editor_alone(browser, paper):
    response = browser.get(at("preview_on_edit", paper))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
