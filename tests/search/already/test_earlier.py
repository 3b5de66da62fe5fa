"""Who is told of which earlier recommendations, and what became of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dhr.actions.enums import ActionStatus, Finding
from dhr.actions.models import Repeat, Statement
from dhr.publishing.editions import publish, withdraw
from dhr.search.already import keeping, likely
from dhr.search.already.compared import compared
from dhr.search.already.earlier import already_recommended
from dhr.search.models import AskedBefore, Likely
from dhr.themes.models import Theme
from tests.factories import ActionFactory, AreaFactory, DocumentFactory, UserFactory

from .case import DRUGS, NOISE, NOISE_AGAIN, recommended, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_model(settings):
    settings.SEARCH_RELATED = False


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


def texts(user, text=NOISE, **facts):
    work()
    return [each.text for each in already_recommended(user, compared(text, recipient="housing"), **facts)]


def test_own_areas_and_published_ones_are_found_and_other_areas_work_is_not(area, coordinator):
    recommended(NOISE_AGAIN, area=area)
    recommended("Housing officers should treat noise as a sign of abuse.", published=True)
    recommended("Housing officers treat complaints of noise as abuse, in secret.")
    found = texts(coordinator)
    assert len(found) == 2
    assert not any("secret" in text for text in found)


def test_somebody_without_a_place_finds_what_is_published(area):
    recommended(NOISE, area=area)
    assert texts(UserFactory()) == []
    recommended(NOISE_AGAIN, published=True)
    assert texts(UserFactory()) == [NOISE_AGAIN]


def test_the_likest_comes_first_and_what_has_nothing_in_common_not_at_all(area, coordinator):
    for text in (DRUGS, "Housing should train its officers in domestic abuse.", NOISE_AGAIN):
        recommended(text, area=area)
    found = texts(coordinator)
    assert found[0] == NOISE_AGAIN
    assert DRUGS not in found


def test_others_read_the_published_words_whatever_the_working_paper_says_now():
    row = recommended(NOISE, published=True)
    row.text = f"{NOISE} Secretly changed."
    row.save()
    assert texts(UserFactory()) == [NOISE]


def test_others_are_answered_by_the_themes_that_were_published():
    row = recommended(NOISE)
    row.themes.add(Theme.objects.get(pk="stalking"))
    publish(row.document, by=None)
    row.themes.set([Theme.objects.get(pk="carers")])
    work()
    facts = AskedBefore.objects.get(published__recommendation=row).facts
    assert "theme:stalking" in facts and "theme:carers" not in facts


def test_what_is_withdrawn_is_gone_at_once_from_answers_and_from_what_is_kept():
    row = recommended(NOISE, published=True)
    assert texts(UserFactory()) == [NOISE]
    edition = row.document.editions.get()
    withdraw(edition, reason="Wrong.", by=None)
    assert already_recommended(UserFactory(), compared(NOISE, recipient="housing")) == []
    assert not AskedBefore.objects.filter(published__edition=edition).exists()


def test_a_new_edition_takes_the_place_of_the_last():
    row = recommended(NOISE, published=True)
    row.text = NOISE_AGAIN
    row.save()
    publish(row.document, by=None)
    assert texts(UserFactory()) == [NOISE_AGAIN]


def test_neither_the_same_review_nor_what_was_made_later_is_earlier(area, coordinator):
    asked = recommended(NOISE, area=area, dated=2020)
    recommended(NOISE_AGAIN, review=asked.review, dated=2019)
    recommended("Noise complaints to housing officers: treat as abuse.", area=area, dated=2022)
    recommended("Repeated noise: housing officers think of domestic abuse.", area=area, dated=2018)
    assert texts(coordinator, of=asked) == ["Repeated noise: housing officers think of domestic abuse."]


def test_what_a_review_says_in_two_papers_is_shown_once(area, coordinator):
    first = recommended(NOISE_AGAIN, area=area)
    recommended(NOISE_AGAIN, review=first.review)
    assert texts(coordinator) == [NOISE_AGAIN]


def test_one_that_is_linked_already_is_not_offered_again(area, coordinator):
    asked, earlier = recommended(NOISE, area=area), recommended(NOISE_AGAIN, area=area, published=True)
    Repeat.objects.create(recommendation=asked, earlier=earlier)
    assert texts(coordinator, of=asked) == []


def test_of_own_areas_it_is_told_what_became_of_them(area, coordinator):
    row = recommended(NOISE, area=area, finding=Finding.PARTLY)
    ActionFactory(recommendation=row, text="Write a policy.")
    work()
    (found,) = already_recommended(coordinator, compared(NOISE, recipient="housing"))
    assert found.outcome.finding == "Partly met"
    ((action, rated),) = found.outcome.actions
    assert action.status == ActionStatus.NOT_STARTED
    assert rated.rag


def test_of_others_only_the_partnerships_public_statement_is_told():
    row = recommended(NOISE, published=True, finding=Finding.NOT_MET)
    ActionFactory(recommendation=row)
    work()
    (found,) = already_recommended(UserFactory(), compared(NOISE, recipient="housing"))
    assert not found.outcome.known
    statement = Statement.objects.create(recommendation=row, text=NOISE, status="Done in part", by=UserFactory())
    (found,) = already_recommended(UserFactory(), compared(NOISE, recipient="housing"))
    assert found.outcome.statement == statement
    assert not found.outcome.actions and not found.outcome.finding


def test_a_review_that_is_not_open_is_not_named_beside_a_paper_that_is(area):
    row = recommended(NOISE, area=area)
    row.document.shared_with_region = True
    row.document.save()
    lead = UserFactory()
    lead.memberships.create(region=area.region, role="regional-lead")
    work()
    (found,) = already_recommended(lead, compared(NOISE, recipient="housing"))
    assert found.place.review == row.document.title


def test_the_worker_does_nothing_where_nothing_changed_and_works_out_what_did(area):
    row = recommended(NOISE, area=area)
    work()
    assert keeping.work() == 0
    row.text = DRUGS
    row.save()
    assert not AskedBefore.objects.filter(working=row).exists()
    assert keeping.work() == 1
    row.themes.add(Theme.objects.get(pk="stalking"))
    assert keeping.work() == 1
    assert "theme:stalking" in AskedBefore.objects.get(working=row).facts


def test_other_rules_have_everything_worked_out_anew(area):
    recommended(NOISE, area=area)
    work()
    AskedBefore.objects.update(made_with="of old")
    assert keeping.work() == 1


def test_likely_repeats_are_kept_of_published_ones_in_other_reviews():
    first = recommended(NOISE, published=True)
    second = recommended(NOISE_AGAIN, published=True)
    recommended(DRUGS, published=True)
    work()
    pairs = {
        (row.one.published and row.one.published.recommendation, row.published.published.recommendation)
        for row in Likely.objects.filter(one__published__isnull=False)
    }
    assert pairs <= {(first, second), (second, first)} and pairs


def likely_pairs() -> set[tuple[str, str]]:
    """`w` or `p` for working or published, and the number of the recommendation, of both sides of each pair."""
    pairs = Likely.objects.values_list(
        "one__working", "one__published__recommendation", "published__published__recommendation"
    )
    return {(f"w{working}" if working else f"p{origin}", f"p{published}") for working, origin, published in pairs}


def test_likely_repeats_are_the_same_whichever_was_there_first():
    first = recommended(NOISE)
    work()
    second = recommended(NOISE_AGAIN, published=True)
    work()
    assert (f"w{first.pk}", f"p{second.pk}") in likely_pairs()
    publish(first.document, by=None)
    work()
    step_by_step = likely_pairs()
    AskedBefore.objects.all().delete()
    work()
    assert step_by_step == likely_pairs()
    assert {(f"p{first.pk}", f"p{second.pk}"), (f"p{second.pk}", f"p{first.pk}")} <= step_by_step


def test_likely_repeats_of_a_paper_that_is_published_again_are_found_again():
    working = recommended(NOISE)
    repeated = recommended(NOISE_AGAIN, published=True)
    work()
    before = likely_pairs()
    assert (f"w{working.pk}", f"p{repeated.pk}") in before
    publish(repeated.document, by=None)
    work()
    assert likely_pairs() == before


def test_a_worker_that_dies_before_likely_repeats_are_stored_finds_them_the_next_time(monkeypatch):
    working, published = recommended(NOISE), recommended(NOISE_AGAIN, published=True)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(likely, "likenesses", die)
        with pytest.raises(KeyboardInterrupt):
            work()
    work()
    assert (f"w{working.pk}", f"p{published.pk}") in likely_pairs()
    assert keeping.work() == 0


def test_the_queries_are_as_many_however_many_there_are(area, coordinator):
    asked = compared(NOISE, recipient="housing")

    def queries():
        recommended(NOISE, area=area)
        recommended(NOISE_AGAIN, published=True)
        work()
        with CaptureQueriesContext(connection) as found:
            already_recommended(coordinator, asked)
        return len(found)

    assert queries() == queries()


def test_what_a_published_context_paper_recommends_is_found_too():
    paper = DocumentFactory(context=True, area=AreaFactory())
    paper.recommendations.create(text=NOISE, recipient="housing")
    publish(paper, by=None)
    assert texts(UserFactory()) == [NOISE]
