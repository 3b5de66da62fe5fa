"""Pages about earlier recommendations: what is typed, what is saved, links and links taken back."""

import pytest
from django.template import RequestContext, Template
from django.urls import reverse
from lxml import html

from dhr.actions.enums import Finding
from dhr.actions.models import Repeat
from dhr.publishing.editions import publish
from tests.factories import ActionFactory, AreaFactory, UserFactory
from tests.reviews.case import a_case

from .case import NOISE, NOISE_AGAIN, recommended, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_model(settings):
    settings.SEARCH_RELATED = False


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def coordinator(client, case):
    client.force_login(case.people["coordinator"])
    return case.people["coordinator"]


@pytest.fixture
def pair(case):
    """A recommendation of the case, and a published one of another area that asks the same."""
    pair = recommended(NOISE_AGAIN, review=case.review), recommended(NOISE, published=True)
    work()
    return pair


def said(client, name, *args, **sent):
    address = reverse(name, args=args)
    response = client.post(address, sent, follow=True) if sent else client.get(address)
    return response.content.decode() if response.status_code == 200 else response.status_code


def test_what_is_typed_is_compared_before_it_is_saved(client, coordinator, pair):
    page = said(client, "already-recommended", text=NOISE_AGAIN, recipient="housing")
    assert NOISE in page


@pytest.mark.parametrize("sent", [{"text": ""}, {"text": "  "}, {"text": "a\x00b"}, {"recipient": "police"}])
def test_typing_nothing_gets_a_plain_answer(client, coordinator, sent):
    assert "Write the recommendation first" in said(client, "already-recommended", **sent)


def test_choices_that_do_not_exist_are_left_out_and_the_words_compared(client, coordinator, pair):
    page = said(client, "already-recommended", text=NOISE, recipient="nobody", agency="999", themes=["none"])
    assert NOISE in page


def test_the_form_for_a_new_recommendation_offers_to_look(client, case, coordinator):
    page = said(client, "recommendation-add", case.review.public_id)
    assert f'formaction="{reverse("already-recommended")}"' in page


def test_a_link_needs_the_reason_why_the_earlier_one_did_not_hold(client, coordinator, pair):
    ours, earlier = pair
    assert NOISE in said(client, "recommendation-already", ours.pk)
    assert "Say why the earlier one did not hold" in said(client, "repeat-link", ours.pk, earlier.pk, why_not_held=" ")
    assert not Repeat.objects.exists()
    page = said(client, "repeat-link", ours.pk, earlier.pk, why_not_held="New staff were not told.")
    assert "New staff were not told." in page
    repeat = Repeat.objects.get()
    assert (repeat.recommendation, repeat.earlier, repeat.by) == (ours, earlier, coordinator)


def test_two_that_are_linked_cannot_be_linked_again_in_either_direction(client, coordinator, pair):
    ours, earlier = pair
    Repeat.objects.create(recommendation=earlier, earlier=ours)
    assert "linked already" in said(client, "repeat-link", ours.pk, earlier.pk, why_not_held="Nobody looked.")
    assert Repeat.objects.count() == 1


def test_two_of_the_same_review_cannot_be_linked(client, case, coordinator, pair):
    beside = recommended(NOISE, review=case.review)
    assert "same review" in said(client, "repeat-link", pair[0].pk, beside.pk, why_not_held="Nobody looked.")
    assert "cannot repeat itself" in said(client, "repeat-link", pair[0].pk, pair[0].pk, why_not_held="Nobody looked.")
    assert not Repeat.objects.exists()


def test_a_link_is_taken_back_with_its_reason_and_stays_in_the_history(client, coordinator, pair):
    ours, earlier = pair
    repeat = Repeat.objects.create(recommendation=ours, earlier=earlier, why_not_held="Not kept up.")
    page = said(client, "repeat-unlink", ours.pk, repeat.pk, reason="It asked something else.")
    assert not Repeat.objects.exists()
    assert "It asked something else." in page and "Not kept up." in page
    assert Repeat.history.get(history_type="-").history_user == coordinator


def test_what_one_may_not_read_cannot_be_linked_to(client, coordinator, pair):
    hidden = recommended("Something secret.")
    assert said(client, "repeat-link", pair[0].pk, hidden.pk) == 404


@pytest.mark.parametrize("role", ["csp-chair", "panel-member", "stranger"])
def test_who_does_not_plan_actions_links_nothing(client, case, pair, role):
    client.force_login(case.people[role])
    assert said(client, "repeat-link", pair[0].pk, pair[1].pk, why_not_held="Because.") == 404
    assert not Repeat.objects.exists()


def test_a_link_to_what_is_not_open_any_more_shows_no_word_of_it(client, case, coordinator, pair):
    hidden = recommended("Something secret.")
    Repeat.objects.create(recommendation=pair[0], earlier=hidden, why_not_held="Never done.")
    page = said(client, "recommendation-already", pair[0].pk)
    assert "secret" not in page and "not open to you" in page


def test_a_published_one_does_not_tell_which_unpublished_one_repeats_it(client, case, coordinator, pair):
    Repeat.objects.create(recommendation=pair[0], earlier=pair[1], why_not_held="Never done.")
    owner = UserFactory.coordinator(pair[1].review.lead_area)
    client.force_login(owner)
    page = said(client, "recommendation-already", pair[1].pk)
    assert "Never done" not in page and NOISE_AGAIN not in page


def test_the_panel_of_a_recommendations_page_shows_links_and_the_likest(rf, case, pair):
    request = rf.get("/")
    request.user = case.people["panel-member"]
    context = RequestContext(request, {"recommendation": pair[0]})
    page = Template("{% load already %}{% already_recommended recommendation %}").render(context)
    assert NOISE in page and "Link as repeat" not in page
    request.user = case.people["coordinator"]
    page = Template("{% load already %}{% already_recommended recommendation %}").render(context)
    assert reverse("repeat-link", args=[pair[0].pk, pair[1].pk]) in page


def test_the_panel_of_what_became_of_it_lets_coordinators_record_it(rf, case, pair):
    for role, may in (("coordinator", True), ("chair", False)):
        request = rf.get("/")
        request.user = case.people[role]
        context = RequestContext(request, {"recommendation": pair[0]})
        page = Template("{% load findings %}{% finding_of recommendation %}").render(context)
        assert (reverse("recommendation-finding", args=[pair[0].pk]) in page) == may


def test_another_areas_recommendation_has_no_page(client, pair):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert said(client, "recommendation-already", pair[0].pk) == 404


def became(client, pk):
    """What a recommendation's page says of what became of others."""
    page = html.fromstring(said(client, "recommendation-already", pk))
    return [" ".join(each.text_content().split()) for each in page.xpath("//*[@class='dhr-outcome']")]


def test_what_is_not_open_is_not_called_unknown_and_reads_alike_whether_there_is_something_to_know(
    client, coordinator, pair
):
    ours, earlier = pair
    (nothing,) = became(client, ours.pk)
    assert "not open to you" in nothing and "not known" not in nothing
    earlier.finding = Finding.NOT_MET
    earlier.save()
    ActionFactory(recommendation=earlier)
    work()
    assert became(client, ours.pk) == [nothing]
    recommended(NOISE_AGAIN, area=coordinator.memberships.get().area)
    work()
    assert "nothing is recorded yet" in " ".join(became(client, ours.pk))


def test_why_the_earlier_one_did_not_hold_is_read_where_the_later_one_is_open_not_where_it_is_only_published(
    client, coordinator, pair
):
    ours, earlier = pair
    Repeat.objects.create(recommendation=ours, earlier=earlier, why_not_held="Their lead never asked.")
    publish(ours.document, by=None)
    client.force_login(UserFactory.coordinator(earlier.review.lead_area))
    page = said(client, "recommendation-already", earlier.pk)
    assert NOISE_AGAIN in page and "Recommended again since" in page
    assert "Their lead never asked." not in page
    client.force_login(coordinator)
    assert "Their lead never asked." in said(client, "recommendation-already", ours.pk)
    own = recommended(NOISE, area=coordinator.memberships.get().area)
    Repeat.objects.create(recommendation=ours, earlier=own, why_not_held="Nobody checked.")
    assert "Nobody checked." in said(client, "recommendation-already", own.pk)


def test_who_writes_why_it_did_not_hold_is_told_who_reads_it(client, coordinator, pair):
    page = said(client, "repeat-link", pair[0].pk, pair[1].pk)
    assert "read by those to whom this recommendation is open here" in page


@pytest.mark.parametrize("number", [2**63, 10**21])
def test_a_number_that_no_row_can_have_is_not_there(client, coordinator, pair, number):
    row = pair[0].pk
    assert client.get(f"/desk/recommendations/{row}/already/{number}/").status_code == 404
    assert client.post(f"/desk/recommendations/{row}/already/{number}/", {"why_not_held": "?"}).status_code == 404
    typed = client.post("/desk/recommendations/already/", {"text": NOISE, "themes": number, "agency": number})
    assert typed.status_code == 200
