"""Whatever stops the worker half-way, and whatever comes in between: nothing is shown that was taken away."""

import pytest

from dhr.areas.enums import Role
from dhr.learning.models import Mention
from dhr.publishing.editions import publish, withdraw
from dhr.search import building, upkeep
from dhr.search.indexes import public_index
from dhr.search.models import Erasure, IndexChange
from tests.factories import AreaFactory, DocumentFactory, MembershipFactory, RegionFactory, UserFactory, write

from .site import ASKED, DRANK, a_review, facet, found, index, page, published, standing_edition

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Stands for a worker that dies: nothing catches it."""


def dies(*_):
    raise Killed


def regional_lead(region):
    user = UserFactory()
    MembershipFactory(user=user, area=None, region=region, role=Role.REGIONAL_LEAD)
    return user


@pytest.mark.parametrize("written", [True, False])
def test_what_is_withdrawn_after_a_crash_leaves_the_index(client, monkeypatch, written):
    published(a_review(title="Another"))
    paper = published()
    index()
    write(paper, {"Background": [DRANK, "The zebra crossing was lit."]})
    publish(paper, by=None)
    Erasure.objects.all().delete()  # so that it is written into the index that is there
    write_unit = public_index().replace_unit

    def write_and_die(*given):
        if written:
            write_unit(*given)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(public_index(), "replace_unit", write_and_die)
        with pytest.raises(Killed):
            index()
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    index()
    assert found(client) == ["Another"]
    assert page(client).context["answer"].total_units == 1


def test_what_is_withdrawn_after_a_crash_at_the_end_of_building_leaves_the_index(client, monkeypatch):
    paper = published()
    with monkeypatch.context() as patched:
        patched.setattr(building, "_finish", dies)
        with pytest.raises(Killed):
            index()
    assert page(client).context["answer"].total_units == 1
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    index()
    assert not IndexChange.objects.exists()
    assert page(client).context["answer"].total_units == 0


def test_a_reader_who_came_and_went_while_the_worker_died_counts_nothing(client, monkeypatch):
    region = RegionFactory()
    review = a_review(areas=[AreaFactory(region=region)])
    paper = DocumentFactory(review=review, sections={"Draft": [DRANK]})
    index()
    paper.shared_with_region = True
    paper.save()
    with monkeypatch.context() as patched:
        patched.setattr(upkeep, "_remember_audiences", dies)
        with pytest.raises(Killed):
            index()
    client.force_login(regional_lead(region))
    assert page(client).context["answer"].total_units == 1
    paper.shared_with_region = False
    paper.save()
    assert page(client).context["answer"].total_units == 0
    index()
    assert page(client).context["answer"].total_units == 0


def test_the_lead_of_a_region_that_an_area_left_counts_nothing_of_it(client):
    region = RegionFactory()
    area = AreaFactory(region=region)
    DocumentFactory(review=a_review(areas=[area]), shared_with_region=True, sections={"Draft": [DRANK]})
    DocumentFactory(context=True, area=area, shared_with_region=True, sections={"Needs": [ASKED]})
    index()
    client.force_login(regional_lead(region))
    assert page(client).context["answer"].total_units == 2
    area.region = RegionFactory()
    area.save()
    for _ in range(2):
        assert page(client).context["answer"].total_units == 0
        assert facet(client, "theme") == {}
        index()


def test_a_paper_whose_themes_cannot_be_marked_keeps_no_other_from_being_taken_away(client, monkeypatch):
    paper = published(a_review(title="Withdrawn"))
    index()
    broken = published(a_review(title="Broken"), "Zebra.")
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    tag = upkeep.tag_unit

    def tag_but_one(papers):
        if broken in papers:
            raise ValueError("Zebra.")
        return tag(papers)

    monkeypatch.setattr(upkeep, "tag_unit", tag_but_one)
    index()
    assert not IndexChange.objects.exists()
    assert found(client) == ["Broken"]
    assert found(client, q="zebra") == ["Broken"]
    assert not Mention.objects.filter(paragraph__document=broken).exists()


def test_a_site_without_any_paper_says_that_it_finds_nothing(client):
    assert page(client).status_code == 503
    index()
    assert page(client).status_code == 200


def test_an_index_that_was_lost_is_built_anew_without_any_change(client, settings):
    published(a_review(title="First"))
    index()
    (settings.INDEX_DIR / "public" / "current.json").unlink()
    index()
    assert found(client) == ["First"]
