"""The indexes follow the database: whatever changed, the worker makes them agree, once and after a crash too."""

import datetime
import random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from filelock import FileLock

from dhr.actions.models import Action, Recommendation
from dhr.areas.enums import Role
from dhr.areas.models import Area
from dhr.learning.decisions import decide
from dhr.publishing.editions import publish, withdraw
from dhr.reviews.models import Document, Review, StoredFile
from dhr.search import upkeep
from dhr.search.answers import matching_units, search
from dhr.search.documents import Sort
from dhr.search.engines.protocol import SearchBusy
from dhr.search.entries import row_of
from dhr.search.indexes import public_index, workspace_index
from dhr.search.models import IndexBuild, IndexChange
from dhr.search.query import SearchQuery
from dhr.themes.models import Theme
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    RecommendationFactory,
    UserFactory,
    write,
)
from tests.moments import lived
from tests.reviews.world import a_world

from .site import ASKED, DRANK, a_review, command, facet, found, index, page, published, standing_edition

pytestmark = pytest.mark.django_db


def papers_found(user) -> set[int]:
    """The working papers that `user` finds by asking for everything."""
    pks = set()
    for unit in matching_units(SearchQuery(), user):
        for group in search(SearchQuery(unit=unit, size=100), user).groups:
            pks |= {int(hit.owner[1:]) for hit in group.hits if hit.sort == Sort.PAPER and hit.owner[0] == "d"}
    return pks


def units_visible(user) -> set[str]:
    reviews = {f"r{pk}" for pk in Review.objects.visible_to(user).values_list("pk", flat=True)}
    outside = Recommendation.objects.visible_to(user).exclude(area=None)
    papers = Document.objects.visible_to(user).select_related("review")
    return reviews | {paper.unit for paper in papers} | {row.unit for row in outside}


def rows_found(user) -> set[tuple[str, int]]:
    """The recommendations and actions that `user` finds by asking for them: kind and primary key."""
    found = set()
    asked = SearchQuery(kind=("recommendation", "action"), size=100)
    for unit in matching_units(asked, user):
        for group in search(asked.with_(unit=unit), user).groups:
            found |= {row_of(hit.key) for hit in group.hits}
    return found


def rows_visible(user) -> set[tuple[str, int]]:
    return {
        (model._meta.model_name, pk)
        for model in (Recommendation, Action)
        for pk in model.objects.visible_to(user).values_list("pk", flat=True)
    }


def recommend(rng):
    """Recommendations in papers, in none yet, and from outside, some with actions."""
    papers, reviews, areas = Document.objects.all(), Review.objects.all(), Area.objects.all()
    made = [RecommendationFactory(review=paper.review, document=paper) for paper in papers]
    made += [RecommendationFactory(review=review) for review in reviews]
    made += [RecommendationFactory(review=None, area=area, origin="inspection", source="A report") for area in areas]
    for recommendation in made:
        for _ in range(rng.choice((0, 1, 2))):
            ActionFactory(recommendation=recommendation)


def give_files():
    for paper in Document.objects.all():
        paper.file = StoredFile(name="paper.txt", content_type="text/plain", sha256=f"{paper.pk:064}", size=5)
        paper.file.file.save("paper.txt", ContentFile(b"Words"), save=False)
        paper.file.save()
        paper.save()


def opened(client, user) -> set[int]:
    """The papers whose file `user` can open."""
    client.logout()
    if user.is_authenticated:
        client.force_login(user)
    pks = set()
    for paper in Document.objects.select_related("file"):
        response = client.get(reverse("file", args=[paper.file.pk]))
        if response.status_code == 200 and b"".join(response) == b"Words":
            pks.add(paper.pk)
    return pks


def test_an_index_that_was_put_aside_is_built_anew_when_it_is_gone_back_to(client, settings, tmp_path):
    paper, first = published(), settings.INDEX_DIR
    index()
    settings.INDEX_DIR = tmp_path / "another"
    index()
    withdraw(standing_edition(paper), reason="A name was left in.", by=None)
    published(None, "The zebra crossing was lit.")
    index()
    settings.INDEX_DIR = first
    index()
    assert (found(client, q="alcohol"), len(found(client, q="zebra"))) == ([], 1)
    assert public_index().in_use() == IndexBuild.objects.get(index="public").name
    files = [file.read_bytes() for file in first.glob("public/*/*") if file.is_file()]
    assert files
    assert not any(b"dependent on alcohol" in content for content in files)


@pytest.mark.parametrize("seed", range(4))
def test_database_index_and_file_view_show_everybody_the_same_papers(client, seed):
    users = a_world(seed)
    give_files()
    recommend(random.Random(seed))
    index()
    for user in [*users, AnonymousUser()]:
        visible = set(Document.objects.visible_to(user).values_list("pk", flat=True))
        assert papers_found(user) == visible, user
        assert rows_found(user) == rows_visible(user), user
        assert matching_units(SearchQuery(), user) == units_visible(user)
    for user in [*users[:3], AnonymousUser()]:
        assert opened(client, user) == set(Document.objects.visible_to(user).values_list("pk", flat=True))


@pytest.mark.parametrize("seed", range(4, 7))
def test_whatever_narrows_is_out_of_reach_before_the_worker_runs_and_agrees_after_it(seed):
    users = a_world(seed)
    recommend(random.Random(seed))
    index()
    narrow(random.Random(seed))
    for user in users:
        assert rows_found(user) <= rows_visible(user)
        assert papers_found(user) <= set(Document.objects.visible_to(user).values_list("pk", flat=True))
        assert matching_units(SearchQuery(), user) <= units_visible(user)
    index()
    for user in users:
        assert rows_found(user) == rows_visible(user)
        assert papers_found(user) == set(Document.objects.visible_to(user).values_list("pk", flat=True))
        assert matching_units(SearchQuery(), user) == units_visible(user)


def narrow(rng):
    """Some papers are taken back, some deleted; areas leave reviews, people leave areas and reviews.

    What came from outside to one area is another's now.
    """
    areas = list(Area.objects.all())
    for recommendation in Recommendation.objects.exclude(area=None):
        recommendation.area = rng.choice(areas)
        recommendation.save()
    for paper in Document.objects.all():
        if rng.random() < 0.5:
            paper.released_to_panel = paper.shared_with_region = False
            paper.save()
        elif rng.random() < 0.2:
            Action.objects.filter(recommendation__document=paper).delete()
            paper.delete()
    for review in Review.objects.all():
        for link in review.review_areas.filter(lead=False):
            link.until = timezone.localdate()
            link.save()
    for user in UserFactory._meta.model.objects.all():
        if rng.random() < 0.3:
            user.memberships.update(until=timezone.localdate())
            user.participations.update(confidentiality_signed=None)


def test_what_is_written_is_found_after_the_worker_ran(client):
    paper = published()
    index()
    write(paper, {"Background": [DRANK, "The zebra crossing was lit."]})
    publish(paper, by=None)
    assert found(client, q="zebra") == []
    index()
    assert len(found(client, q="zebra")) == 1


def test_a_decision_on_a_mark_changes_what_is_found(client):
    paper = published(None, DRANK)
    index()
    assert len(found(client, theme="text:alcohol.victim")) == 1
    theme = Theme.objects.get(pk="alcohol")
    for mention in paper.paragraphs.get().mentions.filter(theme=theme):
        decide(
            paper.paragraphs.get(),
            quote=DRANK[mention.start : mention.end],
            theme=theme,
            subject="victim",
            verdict="rejected",
            by=UserFactory(),
        )
    index()
    assert found(client, theme="text:alcohol.victim") == []
    assert len(found(client, q="alcohol")) == 1


def test_while_another_process_writes_nothing_is_lost(client, monkeypatch):
    published()
    index()
    published(None, "The zebra crossing was lit.")
    monkeypatch.setattr(public_index(), "patience", 0.01)
    with FileLock(public_index().folder / "write.lock"), pytest.raises(SearchBusy):
        index()
    assert IndexChange.objects.exists()
    index()
    assert len(found(client, q="zebra")) == 1
    assert not IndexChange.objects.exists()


def test_a_crash_between_the_indexes_leaves_the_work_to_do(client, monkeypatch):
    paper = published()
    index()
    withdraw(standing_edition(paper), reason="The family asked.", by=None)

    def crash(*_):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(workspace_index(), "replace_unit", crash)
        with pytest.raises(RuntimeError):
            index()
    assert page(client).context["answer"].total_units == 0
    assert IndexChange.objects.filter(hides=True).exists()
    index()
    assert not IndexChange.objects.exists()
    client.force_login(ParticipationFactory(review=paper.review, role=Role.CHAIR).user)
    assert len(found(client, q="dependent")) == 1


def test_a_change_that_comes_while_the_worker_runs_keeps_its_own_row(monkeypatch):
    published()
    index()
    published()
    write = upkeep.write_unit

    def write_and_change(*given):
        write(*given)
        if not IndexChange.objects.filter(owner="late").exists():
            IndexChange.objects.create(unit="r1", owner="late")

    monkeypatch.setattr(upkeep, "write_unit", write_and_change)
    index()
    assert list(IndexChange.objects.values_list("owner", flat=True)) == ["late"]


def test_an_index_that_was_lost_is_built_anew_with_the_next_change(client, settings):
    published(a_review(title="First"))
    index()
    (settings.INDEX_DIR / "public" / "current.json").unlink()
    assert page(client).status_code == 503
    published(a_review(title="Second"))
    index()
    assert sorted(found(client)) == ["First", "Second"]


def test_rebuilding_gives_the_same_answers(client):
    published(a_review(title="First"), DRANK)
    published(a_review(title="Second"), ASKED)
    index()
    before = page(client, q="alcohol").content
    assert "2 reviews and context papers" in command("rebuild_search")
    assert page(client, q="alcohol").content == before


def joint_review(area, **dates):
    """A review in which `area` takes part from or until a day, and a paper with words to find."""
    review = a_review(areas=[AreaFactory(), area])
    DocumentFactory(review=review, sections={"Draft": [DRANK]})
    link = review.review_areas.get(area=area)
    for name, day in dates.items():
        setattr(link, name, day)
    link.save()
    return review


def test_an_area_joins_and_leaves_a_review_on_its_day_without_a_save(client):
    joining, leaving, today = AreaFactory(), AreaFactory(), timezone.localdate()
    with lived(1):
        joint_review(joining, since=today)
        joint_review(leaving, until=today)
        index()
    coordinators = [UserFactory.coordinator(area) for area in (joining, leaving)]
    client.force_login(coordinators[0])
    assert found(client) == []
    index()
    assert len(found(client)) == 1
    assert [len(matching_units(SearchQuery(), user)) for user in coordinators] == [1, 0]


def test_a_worker_that_starts_takes_in_the_dates_that_came_while_none_ran(client):
    area = AreaFactory()
    with lived(2):
        review = joint_review(area, since=timezone.localdate() + datetime.timedelta(days=1))
        index()
    upkeep.note_dates_that_came.cache_clear()  # as in a new process
    index()
    client.force_login(UserFactory.coordinator(area))
    assert len(found(client)) == 1
    review.review_areas.filter(area=area).update(until=timezone.localdate())
    upkeep.note_dates_that_came.cache_clear()
    index()
    assert found(client) == []


def test_what_joined_or_left_long_ago_costs_the_worker_nothing_each_second():
    def queries() -> int:
        index()
        with CaptureQueriesContext(connection) as asked:
            index()
        return len(asked)

    long_ago = timezone.localdate() - datetime.timedelta(days=900)
    joint_review(AreaFactory(), since=long_ago)
    few = queries()
    for _ in range(4):
        joint_review(AreaFactory(), since=long_ago)
    assert queries() == few


def test_themes_of_a_rejected_mark_leave_the_facets_too(client):
    paper = published(None, DRANK)
    index()
    assert facet(client, "theme")["text:alcohol"] == 1
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    index()
    assert facet(client, "theme") == {}
