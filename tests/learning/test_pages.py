import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.learning.models import Mention, MentionDecision
from dhr.learning.tagging import tag_unit
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    PersonFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(name="Here")


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


@pytest.fixture
def paper(area):
    review = ReviewFactory(title="Amina, died May 2021", areas=[area])
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    document = DocumentFactory(
        review=review, title="The draft", sections={"Facts": ["Amina had been diagnosed with depression."]}
    )
    tag_unit([document])
    return document


def work_paper(document, query=""):
    return reverse("work-paper", args=[document.public_id]) + query


def test_the_desk_asks_to_log_in(client):
    assert client.get(reverse("desk")).url.startswith("/accounts/login/")


def test_the_desk_lists_own_reviews_and_no_others(client, coordinator, paper):
    ReviewFactory(title="Elsewhere, died June 2022")
    page = client.get(reverse("desk")).content.decode()
    assert "Amina, died May 2021" in page
    assert "Elsewhere" not in page


def test_the_desk_asks_the_database_as_often_for_twenty_reviews_as_for_one(client, coordinator, area):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("desk"))
        return len(asked)

    ReviewFactory(areas=[area])
    queries()  # the first request also fills caches of sites and content types
    one = queries()
    ReviewFactory.create_batch(19, areas=[area])
    assert queries() == one


def test_papers_can_be_added_by_those_who_may(client, coordinator):
    assert "Add papers" in client.get(reverse("desk")).content.decode()
    client.force_login(MembershipFactory(role=Role.TRAINER).user)
    assert "Add papers" not in client.get(reverse("desk")).content.decode()


def test_an_imr_author_finds_the_own_imr_and_no_other_paper(client, paper):
    agency = AgencyFactory()
    imr = DocumentFactory(review=paper.review, kind=DocumentKind.IMR, agency=agency, title="Our own IMR")
    author = ParticipationFactory(review=paper.review, role=Role.IMR_AUTHOR, agency=agency).user
    client.force_login(author)
    page = client.get(reverse("work-review", args=[paper.review.public_id])).content.decode()
    assert "Our own IMR" in page
    assert "The draft" not in page
    assert client.get(work_paper(imr)).status_code == 200
    assert client.get(work_paper(paper)).status_code == 404


@pytest.mark.parametrize("name", ["work-review", "work-paper"])
def test_what_one_may_not_see_is_not_found_like_what_does_not_exist(client, paper, name):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    target = paper.review if name == "work-review" else paper
    hidden = client.get(reverse(name, args=[target.public_id]))
    missing = client.get(reverse(name, args=["bcdfghjkmn"]))
    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_a_paper_shows_its_marks_in_words(client, coordinator, paper):
    page = client.get(work_paper(paper)).content.decode()
    assert "Mental health, victim" in page
    assert '<mark class="dhr-mark dhr-mark--headline"' in page


def test_words_below_a_paragraph_name_no_parent_of_what_they_name(client, coordinator, paper):
    theme = Mention.objects.get(paragraph__document=paper, theme="mental-health")
    for code in ("substance-misuse", "alcohol"):
        Mention.objects.create(
            paragraph=theme.paragraph, theme_id=code, start=0, end=5, subject="victim", status="present"
        )
    page = client.get(work_paper(paper)).content.decode()
    chips = page[page.index("dhr-chips") :]
    assert "Alcohol misuse, victim</li>" in chips
    assert "Substance misuse, victim</li>" not in chips


def test_one_theme_can_be_shown_alone(client, coordinator, paper):
    assert "Mental health, victim" not in client.get(work_paper(paper, "?theme=housing")).content.decode()
    assert client.get(work_paper(paper, "?theme=nothing-known")).status_code == 200


def decide(client, paper, **facts):
    mention = Mention.objects.get(paragraph__document=paper, theme="mental-health")
    given = {
        "paragraph": mention.paragraph.key,
        "quote": mention.paragraph.text[mention.start : mention.end],
        "start": mention.start,
        "theme": "mental-health",
        "subject": "victim",
        "status": "present",
        "verdict": "rejected",
    }
    return client.post(reverse("decide", args=[paper.public_id]), given | facts, follow=True)


def test_a_wrong_mark_is_refused_in_one_click(client, coordinator, paper):
    page = decide(client, paper).content.decode()
    assert "Your decision is kept" in page
    assert Mention.objects.get(paragraph__document=paper, theme="mental-health").rejected
    assert MentionDecision.objects.get().by == coordinator


def test_a_missed_theme_is_added(client, coordinator, paper):
    decide(client, paper, verdict="added", quote="diagnosed", theme="health-response", subject="")
    assert Mention.objects.filter(paragraph__document=paper, theme="health-response", rule="").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "nonsense"},
        {"theme": "no-such-theme"},
        {"start": "x"},
        {"quote": "words that are not there", "verdict": "added"},
        {"verdict": "reassigned", "new_subject": ""},
    ],
)
def test_bad_input_keeps_nothing_and_says_why(client, coordinator, paper, wrong):
    response = decide(client, paper, **wrong)
    assert response.status_code == 200
    assert 'aria-label="Important"' in response.content.decode()
    assert not MentionDecision.objects.exists()


def test_a_new_mark_that_cannot_be_kept_stays_in_its_form(client, coordinator, paper):
    page = decide(client, paper, verdict="added", quote="not in <the> text", theme="housing", status="possible")
    html = page.content.decode()
    assert "These words are not in the paragraph" in html
    assert ">not in &lt;the&gt; text</textarea>" in html
    assert all(f'<option value="{value}" selected>' in html for value in ("housing", "victim", "possible"))


def test_who_may_not_decide_is_told_of_no_page(client, area, paper):
    client.force_login(MembershipFactory(area=area, role=Role.CSP_CHAIR).user)
    assert "Check" not in client.get(work_paper(paper)).content.decode()
    assert decide(client, paper).status_code == 404
    assert not MentionDecision.objects.exists()


def test_whoever_is_shown_a_paper_alone_learns_nothing_of_its_review(client, area, paper):
    paper.shared_with_region = True
    paper.save()
    user = UserFactory()
    MembershipFactory(user=user, area=None, region=area.region, role=Role.REGIONAL_LEAD)
    client.force_login(user)
    page = client.get(work_paper(paper)).content.decode()
    assert "The draft" in page
    assert "Amina, died May 2021" not in page and paper.review.public_id not in page


def test_nul_characters_in_an_address_or_a_form_find_nothing(client, coordinator, paper):
    assert client.get(work_paper(paper, "?theme=%00&decide=%00")).status_code == 200
    sent = client.post(reverse("decide", args=[paper.public_id]), {"paragraph": "\x00", "theme": "\x00"})
    assert sent.status_code == 404
