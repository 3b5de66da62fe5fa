"""What is confidential, withdrawn or out of reach leaves no trace in any answer, whether or not the worker runs."""

import shutil

import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.publishing.editions import publish, withdraw
from dhr.search.models import IndexChange
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    UserFactory,
    write,
)

from .site import (
    ASKED,
    DRANK,
    a_review,
    command,
    csv_of,
    facet,
    found,
    index,
    log_in,
    page,
    published,
    recorded,
    standing_edition,
)

pytestmark = pytest.mark.django_db

SECRET = "Confidentially she drank vodka and was depressed; the tribunal heard of zebra crossings."


def public_answers(client):
    """Every public answer that counts or ranks, byte by byte."""
    client.logout()
    searches = [{}, {"q": "alcohol"}, {"q": "depressed"}, {"q": "zebra"}, {"q": '"dependent on"', "sort": "newest"}]
    searches += [{"theme": "text:alcohol.victim", "same_passage": "1"}, {"theme": "library:drugs"}]
    answers = [page(client, **params).content for params in searches]
    answers += [csv_of(client, **params).encode() for params in searches]
    answers.append(client.get(reverse("themes")).content)
    for code in ("alcohol", "mental-health", "drugs"):
        answers.append(client.get(reverse("theme", args=[code])).content)
        answers.append(b"".join(client.get(reverse("theme-csv", args=[code])).streaming_content))
        answers.append(command("prevalence", "--source", "dhrd", "--theme", code, "--json").encode())
    answers += [command("search", words, "--json").encode() for words in ("alcohol depressed", "asked", "zebra")]
    return answers


def test_a_thousand_confidential_paragraphs_change_no_byte_of_any_public_answer(client):
    review = a_review(title="Amina, died May 2021")
    published(review)
    published(a_review(), DRANK, "She was depressed in May and asked for help with drink.")
    published(context=True, area=AreaFactory(), title="Needs assessment")
    recorded(a_review(external_id="F-1"), ("drugs", "perpetrator"))
    index()
    before = public_answers(client)
    many = [SECRET, DRANK, ASKED, *(f"Asked in week {number}, the tribunal met zebra herds." for number in range(997))]
    DocumentFactory(review=review, title="Confidential draft", sections={"Draft": many})
    DocumentFactory(review=a_review(areas=[review.lead_area]), sections={"Draft": [SECRET, DRANK]})
    assert public_answers(client) == before
    index()
    assert public_answers(client) == before


def test_deleting_a_confidential_paper_changes_no_byte_of_any_public_answer(client):
    review = a_review()
    paper = published(review)
    secret = DocumentFactory(review=review, sections={"Draft": [SECRET]})
    recorded(a_review(external_id="F-1"), ("drugs", "perpetrator"))
    index()
    for words in (DRANK, ASKED):
        write(paper, {"Background": [words]})
        publish(paper, by=None)
        index()
    before = public_answers(client)
    secret.delete()
    index()
    assert public_answers(client) == before


@pytest.fixture(params=["worker stopped", "index unreadable"])
def after(request, settings):
    """How things stand after a paper was withdrawn: nothing has been indexed since."""

    def stop():
        if request.param == "index unreadable":
            for file in settings.INDEX_DIR.rglob("*.store"):
                file.write_bytes(b"damaged")
            for file in settings.INDEX_DIR.rglob("meta.json"):
                file.write_text("damaged")

    return stop


def everything(client, paper):
    """All that a visitor can reach of a paper, as text; an answer that can't be given is its error page."""
    urls = [reverse(name) for name in ("search", "search-csv", "themes")]
    urls += [f"{reverse('search')}?q=dependent", f"{reverse('search-csv')}?q=dependent"]
    urls += [reverse("theme", args=["alcohol"]), reverse("theme-csv", args=["alcohol"])]
    texts = []
    for url in urls:
        response = client.get(url)
        assert response.status_code in (200, 503)
        texts.append(b"".join(response) if response.streaming else response.content)
    return b"".join(texts).decode()


def test_a_withdrawn_paper_is_out_of_every_answer_at_once(client, after):
    area = AreaFactory(name="Carrowdale")
    paper = published(a_review(areas=[area], title="Amina, died May 2021"))
    recorded(a_review(external_id="F-1", title="Another review"), ("alcohol", "perpetrator"))
    index()
    assert DRANK in everything(client, paper)
    edition = standing_edition(paper)
    withdraw(edition, reason="The family asked.", by=None)
    after()
    told = everything(client, paper)
    for trace in (DRANK, "Amina", "Carrowdale", paper.public_id):
        assert trace not in told
    assert client.get(reverse("paper", args=[paper.public_id])).status_code == 404
    assert client.get(reverse("review", args=[paper.review.public_id])).status_code == 404


def test_totals_and_facets_drop_a_withdrawn_paper_before_the_worker_runs(client):
    area = AreaFactory(slug="carrowdale")
    paper, other = published(a_review(areas=[area])), published(a_review())
    index()
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    assert page(client, q="dependent").context["answer"].total_reviews == 1
    assert "carrowdale" not in facet(client, "area")
    assert facet(client, "theme")["text:alcohol"] == 1
    theme = client.get(reverse("theme", args=["alcohol"]))
    assert theme.context["figures"].text.count == 1
    assert {each.edition.document for each in theme.context["telling"]} == {other}


def test_a_withdrawn_edition_s_words_leave_the_disk_of_the_public_index(settings):
    paper = published(None, SECRET)
    index()
    assert "zebra" in on_disk(settings.INDEX_DIR / "public")
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    index()
    assert "zebra" not in on_disk(settings.INDEX_DIR / "public")


def test_a_deleted_paper_s_words_leave_the_disk_of_both_indexes(client, settings):
    area = AreaFactory()
    log_in(client, UserFactory.coordinator(area))
    paper = DocumentFactory(review=a_review(areas=[area]), sections={"Draft": [SECRET]})
    published()
    index()
    assert "zebra" in on_disk(settings.INDEX_DIR)
    assert len(found(client, q="zebra")) == 1
    paper.delete()
    assert found(client, q="zebra") == []
    index()
    assert "zebra" not in on_disk(settings.INDEX_DIR)
    assert found(client, q="zebra") == []


def test_words_replaced_in_a_later_edition_leave_the_disk_of_the_public_index(settings):
    paper = published(None, SECRET)
    index()
    write(paper, {"Background": [DRANK]})
    publish(paper, by=None)
    index()
    assert "zebra" not in on_disk(settings.INDEX_DIR / "public")


def on_disk(folder) -> str:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).decode("latin-1").lower()


def test_taking_back_a_release_hides_the_paper_from_the_panel_at_once(client):
    paper = DocumentFactory(review=a_review(), released_to_panel=True, sections={"Draft": [DRANK]})
    log_in(client, ParticipationFactory(review=paper.review, role="panel-member").user)
    index()
    assert len(found(client, q="dependent")) == 1
    paper.refresh_from_db()
    paper.released_to_panel = False
    paper.save()
    assert page(client, q="dependent").context["answer"].total_units == 0
    assert facet(client, "theme") == {}
    index()
    assert found(client, q="dependent") == []


def test_an_area_that_leaves_a_joint_review_no_longer_finds_it(client):
    one, two = AreaFactory.create_batch(2)
    review = a_review(areas=[one, two])
    DocumentFactory(review=review, sections={"Draft": [DRANK]})
    log_in(client, UserFactory.coordinator(two))
    index()
    assert len(found(client, q="dependent")) == 1
    link = review.review_areas.get(area=two)
    link.until = timezone.localdate()
    link.save()
    assert page(client).context["answer"].total_units == 0
    index()
    assert page(client).context["answer"].total_units == 0


def test_whoever_s_membership_ended_finds_nothing_more(client):
    area = AreaFactory()
    DocumentFactory(review=a_review(areas=[area]), sections={"Draft": [DRANK]})
    user = log_in(client, UserFactory.coordinator(area))
    index()
    assert len(found(client, q="dependent")) == 1
    user.memberships.update(until=timezone.localdate())
    assert page(client).context["answer"].total_units == 0


def test_an_imr_author_finds_their_own_imr_and_released_terms_of_reference_alone(client):
    own, other = AgencyFactory.create_batch(2)
    review = a_review(areas=[AreaFactory(slug="carrowdale")])
    user = log_in(client, ParticipationFactory(review=review, role="imr-author", agency=own).user)
    papers = [
        {"kind": "imr", "agency": own, "title": "Own IMR"},
        {"kind": "imr", "agency": other, "title": "Other IMR", "released_to_panel": True},
        {"kind": "terms-of-reference", "title": "Terms", "released_to_panel": True},
        {"title": "Overview", "released_to_panel": True},
    ]
    for facts in papers:
        words = "She was depressed." if facts["title"] in ("Other IMR", "Overview") else DRANK
        DocumentFactory(review=review, sections={facts["title"]: [f"{words} Seen by the surgery."]}, **facts)
    index()
    response = page(client, q="surgery")
    (result,) = response.context["results"]
    assert {each.hit.title for each in result.found} == {"Own IMR", "Terms"}
    assert facet(client, "kind") == {"imr": 1, "terms-of-reference": 1}
    assert "text:mental-health" not in facet(client, "theme")
    assert "Other IMR" not in csv_of(client, q="depressed")
    assert user.participations.count() == 1


def test_a_chair_s_working_copy_takes_the_place_of_the_edition_for_them_alone(client):
    paper = published(a_review(), DRANK)
    write(paper, {"Background": [DRANK.replace("heavily", "gin heavily")]})
    index()
    assert found(client, q="gin") == []
    assert len(found(client, q="dependent")) == 1
    log_in(client, ParticipationFactory(review=paper.review, role="chair").user)
    (result,) = page(client, q="dependent").context["results"]
    assert [each.hit.body for each in result.found] == [DRANK.replace("heavily", "gin heavily")]


def test_nothing_is_left_to_do_once_the_worker_has_run(settings):
    published()
    index()
    assert not IndexChange.objects.exists()
    assert index() == 0
    shutil.rmtree(settings.INDEX_DIR)
