"""`manage.py tag`: marks are made anew where they may have changed, and the search follows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

import nlp
from dhr.learning.models import Mention
from dhr.search.models import IndexChange
from tests.factories import AreaFactory, DocumentFactory

from .site import DRANK, a_review, command, facet, index, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_rules(monkeypatch):
    """A tagger that finds nothing, until it is undone."""
    with monkeypatch.context() as patched:
        patched.setattr(nlp, "analyse", lambda text, people: [])
        yield patched


def marked(paper):
    return Mention.objects.filter(paragraph__document=paper).exists()


def test_papers_are_marked_once_and_not_again(no_rules):
    paper = published(a_review())
    no_rules.undo()
    assert "Papers: 1. Passages read: 4." in command("tag")
    assert marked(paper)
    assert "Papers: 1. Passages read: 0. Marks: 0 new, 0 gone." in command("tag")
    assert "Passages read: 4. Marks: 0 new, 0 gone." in command("tag", "--force")


def test_the_search_follows_what_changed_and_nothing_else(client, no_rules):
    published(a_review())
    index()
    assert facet(client, "theme") == {}
    no_rules.undo()
    command("tag")
    assert not IndexChange.objects.exists()  # by its digest, nothing has changed
    command("tag", "--force")
    assert IndexChange.objects.exists()
    index()
    assert "text:alcohol" in facet(client, "theme")
    command("tag", "--force")
    assert not IndexChange.objects.exists()


def test_one_area_or_one_review_can_be_marked_alone():
    here = published(a_review(areas=[AreaFactory(slug="here")]))
    there = published(a_review(areas=[AreaFactory(slug="there")]))
    context = DocumentFactory(context=True, area=AreaFactory(slug="elsewhere"), sections={"Needs": [DRANK]})
    command("tag", "--area", "here")
    assert [marked(paper) for paper in (here, there, context)] == [True, False, False]
    command("tag", "--review", there.review.public_id)
    assert [marked(paper) for paper in (here, there, context)] == [True, True, False]
    command("tag", "--area", "elsewhere")
    assert marked(context)


@pytest.mark.parametrize("option", ["--area", "--review"])
def test_an_area_or_a_review_that_is_not_there_is_named(option):
    with pytest.raises(CommandError, match="nowhere"):
        command("tag", option, "nowhere")


def test_a_paper_that_cannot_be_read_is_named_and_the_others_are_read(monkeypatch):
    broken, sound = published(None, "Zebra."), published(None, DRANK)
    analyse = nlp.analyse

    def breaks(text, people):
        if "Zebra" in text:
            raise ValueError(text)
        return analyse(text, people)

    with monkeypatch.context() as patched:
        patched.setattr(nlp, "analyse", breaks)
        said = StringIO()
        with pytest.raises(CommandError) as failed:
            call_command("tag", stdout=StringIO(), stderr=said)
    assert failed.value.returncode == 1
    assert f"/desk/papers/{broken.public_id}/ can't be read: ValueError" in said.getvalue()
    assert "Zebra" not in said.getvalue() + str(failed.value)
    assert marked(sound)
    assert "Passages read: 2." in command("tag")  # the broken paper and its edition, now that they can be


def test_stopped_in_the_middle_it_goes_on_where_it_was(monkeypatch):
    papers = [published(None, DRANK) for _ in range(3)]
    command("tag")
    analyse, read = nlp.analyse, []

    def stops(text, people):
        if len(read) == 3:
            raise KeyboardInterrupt
        read.append(text)
        return analyse(text, people)

    with monkeypatch.context() as patched:
        patched.setattr(nlp, "analyse", stops)
        with pytest.raises(CommandError, match="kept"):
            command("tag", "--force")
    assert all(map(marked, papers))
    assert "Papers: 3. Passages read: 3." in command("tag")
