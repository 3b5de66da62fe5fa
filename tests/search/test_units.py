"""What each index holds of a review and of a context paper."""

import pytest

from dhr.publishing.editions import publish, withdraw
from dhr.reviews.models import LibraryTag
from dhr.search import upkeep
from dhr.search.documents import Sort
from dhr.search.units import all_units, public_documents, workspace_documents
from tests.factories import AgencyFactory, AreaFactory, DocumentFactory, write

from .site import ASKED, DRANK, a_review, published, recorded, standing_edition

pytestmark = pytest.mark.django_db


def of(documents, sort):
    return [each for each in documents if each.sort == sort]


def test_the_public_index_holds_standing_editions_alone():
    review = a_review()
    paper = published(review, DRANK)
    DocumentFactory(review=review, sections={"Draft": [ASKED]})
    write(paper, {"Background": [ASKED]})
    documents = public_documents(review.unit)
    assert [each.body for each in of(documents, Sort.PASSAGE)] == [DRANK]
    assert {each.audiences for each in documents} == {("public",)}
    assert all(each.url.startswith(("/reviews/", "/papers/")) for each in documents)


def test_nothing_of_an_unpublished_review_is_in_the_public_index():
    review = a_review()
    DocumentFactory(review=review, released_to_panel=True, sections={"Draft": [DRANK]})
    assert public_documents(review.unit) == []


def test_a_withdrawn_edition_is_in_neither_index():
    paper = published(a_review(), DRANK)
    write(paper, {"Background": [ASKED]})
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    assert public_documents(paper.unit) == []
    assert [each.body for each in of(workspace_documents(paper.unit), Sort.PASSAGE)] == [ASKED]


def test_in_the_workspace_whoever_sees_the_working_paper_skips_its_edition():
    paper = published(a_review(), DRANK)
    documents = workspace_documents(paper.unit)
    working = next(each for each in documents if each.key == f"d{paper.pk}")
    edition = next(each for each in documents if each.key == f"e{standing_edition(paper).pk}")
    assert "public" not in working.audiences
    assert edition.audiences == ("public",)
    assert edition.except_audiences == working.audiences


def test_each_owner_s_passages_stand_under_that_owner_s_audiences():
    review = a_review()
    imr = DocumentFactory(review=review, kind="imr", agency=AgencyFactory(), sections={"What we did": [DRANK]})
    terms = DocumentFactory(review=review, kind="terms-of-reference", released_to_panel=True, sections={"A": [ASKED]})
    for each in of(workspace_documents(review.unit), Sort.PASSAGE):
        assert set(each.audiences) == {f"d{imr.pk}": imr.audiences, f"d{terms.pk}": terms.audiences}[each.owner]


def test_a_case_document_carries_facts_of_victims_and_the_library_s_tags():
    review = a_review(areas=[AreaFactory(slug="lead"), AreaFactory(slug="other")], death_year=2019)
    LibraryTag.objects.create(
        review=review, person=review.people.get(key="victim"), theme_id="mental-health", subject="victim", source="dhrd"
    )
    recorded(review)
    (case,) = of(public_documents(review.unit), Sort.CASE)
    assert (case.areas, case.year, case.ages, case.sexes) == (("lead", "other"), 2019, ("35-44",), ("female",))
    assert case.theme_codes() == ["library:mental-health", "library:mental-health.victim"]
    assert [str(need) for need in case.needs] == ["library:victim:victim#mental-health"]
    assert case.single_victim


def test_the_latest_edition_s_facts_are_those_that_hold():
    review = a_review(title="First title")
    published(review)
    review.title = "Second title"
    review.save()
    published(review)
    assert [each.title for each in of(public_documents(review.unit), Sort.CASE)] == ["Second title"]


def test_a_paper_says_what_its_passages_mention():
    paper = published(a_review(), DRANK)
    upkeep.work()
    documents = public_documents(paper.unit)
    (passage,), (whole,) = of(documents, Sort.PASSAGE), of(documents, Sort.PAPER)
    assert "text:alcohol.victim" in passage.theme_codes()
    assert "text:substance-misuse.victim" in passage.theme_codes()
    assert set(passage.theme_codes()) <= set(whole.theme_codes())


def test_a_context_paper_is_a_unit_of_its_own_and_no_review():
    paper = DocumentFactory(context=True, area=AreaFactory(slug="here"), sections={"Needs": [DRANK]})
    publish(paper, by=None)
    documents = public_documents(f"d{paper.pk}")
    assert {(each.unit, each.is_review, each.areas) for each in documents} == {(f"d{paper.pk}", False, ("here",))}
    assert of(documents, Sort.CASE) == []
    assert list(all_units()) == [f"d{paper.pk}"]


def test_what_is_gone_has_no_documents():
    assert public_documents("r999") == workspace_documents("r999") == workspace_documents("d999") == []
