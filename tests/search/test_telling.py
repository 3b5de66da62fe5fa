"""The passages that a theme's page begins with: what reviews say of it, where it holds."""

import pytest

from dhr.publishing.editions import publish
from tests.factories import DocumentFactory, PersonFactory, ReviewFactory

from .site import DRANK, a_review, index, published

pytestmark = pytest.mark.django_db


def told(client, theme="alcohol"):
    response = client.get(f"/themes/{theme}/")
    return [each.paragraph.text for each in response.context["telling"]]


def test_a_passage_that_denies_the_theme_too_is_no_example_of_it(client):
    mixed = "Amina had never been dependent on alcohol. Joseph drank heavily."
    published(a_review(), mixed, DRANK)
    index()
    assert told(client) == [DRANK]


def test_what_a_review_asks_is_no_example(client):
    paper = DocumentFactory(
        review=a_review(), sections={"Terms of reference": ["Joseph drank heavily: what was known?"], "Facts": [DRANK]}
    )
    publish(paper, by=None)
    index()
    assert told(client) == [DRANK]


@pytest.mark.parametrize(
    ("role", "heading"), [("alleged-perpetrator", "Alleged perpetrator"), ("perpetrator", "Perpetrator")]
)
def test_who_was_convicted_of_nothing_is_no_perpetrator_on_a_review_s_page(client, role, heading):
    review = ReviewFactory()
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    PersonFactory(review=review, key="other", role=role, pseudonym="Joseph", sex="male")
    published(review, "Joseph drank heavily and was dependent on alcohol.")
    index()
    assert f'<h3 class="govuk-heading-s">{heading}</h3>' in client.get(f"/reviews/{review.public_id}/").content.decode()
