"""A small site to search: papers written, published and indexed as the worker would."""

from io import StringIO

from django.core.management import call_command
from django.urls import reverse

from dhr.publishing.editions import publish
from dhr.reviews.models import LibraryTag
from dhr.search import upkeep
from tests.factories import DocumentFactory, PersonFactory, ReviewFactory, UserFactory
from tests.factories.areas import PASSWORD

DRANK = "Amina drank heavily and was dependent on alcohol in the year before she died."
ASKED = "The surgery never asked Amina about her alcohol use, although she was bruised."


def published(review=None, *paragraphs, **facts):
    """A published overview report of `review` (a new one without) with these paragraphs."""
    if review is None and "context" not in facts:
        review = a_review()
    paper = DocumentFactory(
        **({"review": review} if "context" not in facts else {}),
        sections={"Background": list(paragraphs or (DRANK, ASKED))},
        **facts,
    )
    publish(paper, by=None)
    return paper


def recorded(review, *tags):
    """A dataset's published record of `review`, which has no text; `tags` are (theme, subject)."""
    for theme, subject in tags:
        LibraryTag.objects.create(review=review, theme_id=theme, subject=subject, source="dhrd")
    paper = DocumentFactory(review=review, kind="library-record", title=review.title)
    publish(paper, by=None)
    return paper


def a_review(**facts):
    """A review with its two people."""
    review = ReviewFactory(**facts)
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female", age_band="35-44")
    PersonFactory(review=review, key="perpetrator", pseudonym="Joseph", role="perpetrator", sex="male")
    return review


def standing_edition(paper):
    return paper.editions.standing().get()


def page(client, **params):
    """The search page's response."""
    return client.get(reverse("search"), params)


def found(client, **params):
    """Titles of the reviews and context papers on the search page, in order."""
    response = page(client, **params)
    assert response.status_code == 200
    return [result.case.title for result in response.context["results"]]


def facet(client, name, **params):
    """Value -> count of one facet on the search page."""
    return {each.value: each.count for each in page(client, **params).context["answer"].facets[name]}


def log_in(client, user=None):
    user = user or UserFactory()
    assert client.login(username=user.username, password=PASSWORD)
    return user


def csv_of(client, **params):
    response = client.get(reverse("search-csv"), params)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig")


def command(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def index():
    """What the worker does."""
    return upkeep.work()
