"""A partnership's statements: its own words on a published recommendation, and nothing of an unpublished one."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from dhr.actions.models import Recommendation, Statement
from dhr.areas.enums import Role
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.statements import CannotState, public_statements, publish_statement, withdraw_statement
from dhr.publishing.told import csv_rows, told
from tests.factories import (
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ASKED = "The surgery should ask every patient alone whether they are safe at home."
DONE = "All four surgeries ask; 38 of 40 records looked at show it."


@pytest.fixture
def area():
    return AreaFactory(name="Carrowdale", slug="carrowdale")


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def recommendation(area):
    """One of a published report."""
    review = ReviewFactory(areas=[area], title="Amina, died May 2021")
    report = DocumentFactory(review=review, sections={"Background": ["Words."]})
    made = RecommendationFactory(
        review=review, document=report, number="4", text=ASKED, agency_as_stated="The surgery", recipient="health"
    )
    publish(report, by=None)
    return made


def outside(area, **facts):
    facts = {"text": "Ask alone.", "source": "Report 7 of the coroner", "origin": "future-deaths"} | facts
    return Recommendation.objects.create(area=area, **facts)


def state(recommendation, coordinator, **words):
    return publish_statement(recommendation, **{"status": "Done and checked", "evidence": DONE} | words, by=coordinator)


def text_of(client, name, *args, **params):
    response = client.get(reverse(name, args=args), params)
    assert response.status_code == 200
    return (b"".join(response) if response.streaming else response.content).decode()


def public_pages(client, recommendation):
    client.logout()
    return [
        text_of(client, "statements"),
        text_of(client, "statements-csv"),
        text_of(client, "review", recommendation.review.public_id),
    ]


def test_a_statement_stands_on_the_review_s_page_the_list_and_the_csv_marked_and_dated(
    client, recommendation, coordinator
):
    made = state(recommendation, coordinator)
    for page in [*public_pages(client, recommendation), text_of(client, "statement", made.pk)]:
        assert DONE in page
        assert "Done and checked" in page
        assert "artnership" in page and "own statement" in page
        assert f"{made.published_at:%Y}" in page


def test_a_statement_is_of_the_day_by_the_clock_here(client, recommendation, coordinator):
    with time_machine.travel("2026-06-30T23:30:00Z", tick=False):  # half an hour into July in England
        made = state(recommendation, coordinator)
    assert str(made) == "Done and checked, 1 July 2026"
    assert list(csv_rows(told(public_statements())))[1][7] == datetime.date(2026, 7, 1)
    assert "1 July 2026" in text_of(client, "statement", made.pk)


def test_nothing_is_told_of_a_recommendation_whose_paper_is_not_published(area, coordinator):
    review = ReviewFactory(areas=[area])
    unplaced = RecommendationFactory(review=review)
    drafted = RecommendationFactory(review=review, document=DocumentFactory(review=review))
    for each in (unplaced, drafted):
        with pytest.raises(CannotState, match="not published"):
            state(each, coordinator)


def test_words_that_changed_since_publication_do_not_come_out(recommendation, coordinator):
    recommendation.text = "Secretly changed words."
    recommendation.save()
    with pytest.raises(CannotState, match="these words"):
        state(recommendation, coordinator)
    recommendation.text = ASKED
    recommendation.agency_as_stated = "A secret agency"
    recommendation.save()
    made = state(recommendation, coordinator)
    assert (made.text, made.to) == (ASKED, "The surgery")


def test_one_from_outside_needs_the_public_address_of_its_report(client, area, coordinator):
    hidden, known = outside(area), outside(area, source_url="https://example.org/report-7")
    with pytest.raises(CannotState, match="address"):
        state(hidden, coordinator)
    made = state(known, coordinator)
    assert "Report 7 of the coroner" in text_of(client, "statements")
    assert "https://example.org/report-7" in text_of(client, "statement", made.pk)


def test_a_withdrawn_statement_is_nowhere_at_once_and_stays_on_record(client, recommendation, coordinator):
    made = state(recommendation, coordinator)
    client.force_login(coordinator)
    client.post(reverse("statement-withdraw", args=[recommendation.pk]))
    for page in public_pages(client, recommendation):
        assert DONE not in page
    assert client.get(reverse("statement", args=[made.pk])).status_code == 404
    made.refresh_from_db()
    assert made.withdrawn_by == coordinator


def test_a_new_statement_takes_the_place_of_the_old_which_is_kept(client, recommendation, coordinator):
    old = state(recommendation, coordinator, evidence="Two of four surgeries ask.")
    state(recommendation, coordinator)
    for page in public_pages(client, recommendation):
        assert DONE in page
        assert "Two of four" not in page
    assert Statement.objects.get(pk=old.pk).withdrawn_at
    client.force_login(coordinator)
    assert "Two of four" in text_of(client, "statement-publish", recommendation.pk)


def test_an_earlier_statement_says_whether_it_was_replaced_or_withdrawn(client, recommendation, coordinator):
    for minute, (status, then_withdrawn) in enumerate([("Not started", True), ("In progress", False), ("Done", False)]):
        with time_machine.travel(f"2026-06-09T10:{minute:02}:00Z"):
            made = state(recommendation, coordinator, status=status)
        if then_withdrawn:
            with time_machine.travel(f"2026-06-09T10:{minute:02}:30Z"):
                withdraw_statement(made, by=coordinator)
    client.force_login(coordinator)
    page = html.fromstring(text_of(client, "statement-publish", recommendation.pk))
    told = [" ".join(each.text_content().split()) for each in page.xpath("//ul//*[@class='dhr-cards__facts']")]
    assert told == [
        f"Published 9 June 2026 by {coordinator} · replaced on 9 June 2026 by {coordinator}, who stated “Done”",
        f"Published 9 June 2026 by {coordinator} · withdrawn on 9 June 2026 by {coordinator}",
    ]


def test_withdrawing_the_paper_withdraws_its_statements_for_good(client, recommendation, coordinator):
    made = state(recommendation, coordinator)
    withdraw(recommendation.document.editions.standing().get(), reason="The family asked.", by=coordinator)
    assert not public_statements().exists()
    assert client.get(reverse("statement", args=[made.pk])).status_code == 404
    publish(recommendation.document, by=coordinator)
    assert DONE not in text_of(client, "review", recommendation.review.public_id)


def test_a_statement_outlives_a_new_edition_of_its_paper(client, recommendation, coordinator):
    state(recommendation, coordinator)
    publish(recommendation.document, by=coordinator)
    for page in public_pages(client, recommendation):
        assert DONE in page


def test_what_the_public_would_read_is_shown_with_what_could_identify_somebody(client, recommendation, coordinator):
    client.force_login(coordinator)
    words = {"status": "In progress", "evidence": "Ring Margaret Thistlewood on 01632 960123."}
    page = client.post(reverse("statement-publish", args=[recommendation.pk]), words)
    assert "01632 960123" in {warning.quote for warning in page.context["warnings"]}
    assert not Statement.objects.exists()
    changed = client.post(reverse("statement-publish", args=[recommendation.pk]), words | {"change": "1"})
    assert "Margaret Thistlewood" in changed.content.decode()
    assert not Statement.objects.exists()
    confirmed = words | {"seen": page.context["seen"], "publish": "1"}
    client.post(reverse("statement-publish", args=[recommendation.pk]), confirmed)
    made = Statement.objects.get()
    assert (made.status, made.evidence, made.by) == (*words.values(), coordinator)


def test_what_changed_since_the_preview_is_shown_before_it_is_published(client, area, coordinator):
    made = outside(area, source_url="https://example.org/report-7")
    client.force_login(coordinator)
    address, words = reverse("statement-publish", args=[made.pk]), {"status": "In progress", "evidence": DONE}
    confirmed = words | {"seen": client.post(address, words).context["seen"], "publish": "1"}
    Recommendation.objects.filter(pk=made.pk).update(text="Ask Margaret Thistlewood alone.")
    page = client.post(address, confirmed)
    told = page.content.decode()
    assert "There is a problem" in told and "changed since you looked" in told
    assert "Ask Margaret Thistlewood alone." in told and DONE in told
    assert not Statement.objects.exists()
    client.post(address, confirmed | {"seen": page.context["seen"]})
    assert Statement.objects.get().text == "Ask Margaret Thistlewood alone."


def test_a_statement_without_a_status_is_sent_back_with_its_words(client, recommendation, coordinator):
    client.force_login(coordinator)
    page = client.post(reverse("statement-publish", args=[recommendation.pk]), {"evidence": DONE, "publish": "1"})
    assert page.content.decode().count("There is a problem") == 1
    assert "Choose how it stands." in page.content.decode()
    assert DONE in page.content.decode()
    assert not Statement.objects.exists()


def test_only_coordinators_speak_for_the_partnership(client, area, recommendation):
    users = [MembershipFactory(area=area, role=role).user for role in (Role.CSP_CHAIR, Role.TRAINER)]
    roles = (Role.CHAIR, Role.AUTHOR, Role.PANEL_MEMBER)
    users += [ParticipationFactory(review=recommendation.review, role=role).user for role in roles]
    for user in users:
        client.force_login(user)
        for name in ("statement-publish", "statement-withdraw"):
            assert client.get(reverse(name, args=[recommendation.pk])).status_code == 404


def test_another_area_s_coordinator_finds_no_page_to_state_anything(client, recommendation):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    for name in ("statement-publish", "statement-withdraw"):
        assert client.post(reverse(name, args=[recommendation.pk]), {"publish": "1"}).status_code == 404


def test_page_and_csv_are_narrowed_by_the_same_filters(client, area, recommendation, coordinator):
    state(recommendation, coordinator)
    elsewhere = outside(
        AreaFactory(name="Elsewhere", slug="elsewhere"), source_url="https://example.org", recipient="police"
    )
    state(elsewhere, coordinator, status="In progress", evidence="A start was made.")
    for asked in ({"area": "carrowdale"}, {"recipient": "health"}, {"status": "Done and checked"}):
        for name in ("statements", "statements-csv"):
            page = text_of(client, name, **asked)
            assert DONE in page
            assert "A start was made." not in page
    assert "Area: choose one from the list." in text_of(client, "statements", area="nowhere")


def test_the_csv_is_safe_to_open_in_a_spreadsheet(client, recommendation, coordinator):
    state(recommendation, coordinator, evidence="=HYPERLINK(1)")
    assert ",=HYPERLINK" not in text_of(client, "statements-csv")


def test_a_withdrawn_statement_can_be_withdrawn_no_more(client, recommendation, coordinator):
    withdraw_statement(state(recommendation, coordinator), by=coordinator)
    client.force_login(coordinator)
    assert "published now" in text_of(client, "statement-withdraw", recommendation.pk)


NAMED = "The surgery of Dr Thistlewood should ask every patient alone whether they are safe at home."


def reword(recommendation, **facts):
    for name, value in ({"text": ASKED} | facts).items():
        setattr(recommendation, name, value)
    recommendation.save()


@pytest.fixture
def named(recommendation):
    """The published report with a name in its recommendation."""
    reword(recommendation, text=NAMED)
    publish(recommendation.document, by=None)
    return recommendation


def test_words_taken_out_by_publishing_again_are_out_of_the_statement_at_once(client, named, coordinator):
    made = state(named, coordinator)
    reword(named, agency_as_stated="Every surgery")
    for page in public_pages(client, named):
        assert "Thistlewood" in page and "Every surgery" not in page
    publish(named.document, by=coordinator)
    for page in [*public_pages(client, named), text_of(client, "statement", made.pk)]:
        assert "Thistlewood" not in page
        assert ASKED in page and "Every surgery" in page and DONE in page
    words = made.history.order_by("history_id").values_list("text", flat=True)
    assert list(words) == [NAMED, ASKED]
    assert Statement.objects.get().published_at == made.published_at


def test_before_a_paper_is_published_again_its_gate_tells_which_statements_change(client, named, coordinator):
    state(named, coordinator)
    client.force_login(coordinator)
    assert "Statements to the public" not in text_of(client, "publish", named.document.public_id)
    reword(named)
    page = text_of(client, "publish", named.document.public_id)
    assert f"Will be shown of: {ASKED}" in page and f"Until now: {NAMED}" in page


def test_a_statement_whose_recommendation_left_the_paper_is_taken_down_with_its_reason(client, named, coordinator):
    made = state(named, coordinator)
    paper = named.document
    reword(named, document=None)
    client.force_login(coordinator)
    assert "Will be taken down" in text_of(client, "publish", paper.public_id)
    publish(paper, by=coordinator)
    made.refresh_from_db()
    assert made.withdrawn_by == coordinator
    assert "Thistlewood" not in "".join(public_pages(client, named))
    client.force_login(coordinator)
    reason = "The new edition of its paper does not have the recommendation."
    assert reason in text_of(client, "recommendation", named.pk)
    assert reason in text_of(client, "statement-publish", named.pk)


def test_words_that_no_standing_edition_has_are_not_public_whatever_became_of_the_paper(client, named, coordinator):
    made = state(named, coordinator)
    Statement.objects.filter(pk=made.pk).update(text="Words of long ago.")
    assert not public_statements().exists()


def test_the_source_of_a_report_from_outside_is_told_as_it_was_previewed(client, area, coordinator):
    row = outside(area, source_url="https://example.org/report-7")
    client.force_login(coordinator)
    words = {"status": "In progress", "evidence": ""}
    preview = client.post(reverse("statement-publish", args=[row.pk]), words).content.decode()
    assert "Report 7 of the coroner" in preview and "https://example.org/report-7" in preview
    made = state(row, coordinator)
    reword(row, source="Report on Margaret Thistlewood", source_url="https://example.org/thistlewood")
    pages = [text_of(client, "statements"), text_of(client, "statements-csv"), text_of(client, "statement", made.pk)]
    assert "histlewood" not in "".join(pages)
    assert "Report 7 of the coroner" in pages[0] and "https://example.org/report-7" in pages[2]
    preview = client.post(reverse("statement-publish", args=[row.pk]), words)
    assert "Margaret Thistlewood" in {each.quote for each in preview.context["warnings"]}


def test_names_in_the_words_of_a_report_from_outside_are_pointed_out_too(client, area, coordinator):
    named = {"text": "Ask Margaret Thistlewood alone.", "agency_as_stated": "Dr Ottoline Penhaligon's surgery"}
    row = outside(area, source_url="https://example.org/report-7", **named)
    client.force_login(coordinator)
    preview = client.post(reverse("statement-publish", args=[row.pk]), {"status": "In progress", "evidence": ""})
    found = {(each.place, each.quote) for each in preview.context["warnings"]}
    assert ("Recommendation", "Margaret Thistlewood") in found
    assert any(place == "To whom" and "Penhaligon" in quote for place, quote in found)


def test_without_the_public_address_of_its_report_a_statement_stands_no_longer(client, area, coordinator):
    row = outside(area, source_url="https://example.org/report-7")
    made = state(row, coordinator)
    reword(row, text=row.text, source_url="")
    assert client.get(reverse("statement", args=[made.pk])).status_code == 404
    assert "Report 7" not in text_of(client, "statements")
    client.force_login(coordinator)
    assert "The public address of the report that it comes from was taken away." in text_of(
        client, "recommendation", row.pk
    )
