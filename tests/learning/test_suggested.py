"""Passages that a trained classifier suggests stand on a paper's page for those who may decide on its marks."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.learning.tagging import tag_unit
from nlp.calibration import Calibration
from nlp.evaluation.sets import Mark, Passage
from nlp.suggesting import write_classifier
from nlp.training.classifier import train
from tests.factories import AreaFactory, DocumentFactory, ParticipationFactory, ReviewFactory, UserFactory

BEES = "The bees hummed at the hive that stood behind the garden wall, and all the visitors had come to hear them."
OFFERED = "Passages to look at again"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A folder with a classifier to which bees are housing."""
    folder = tmp_path_factory.mktemp("model")
    about_bees = [Passage(str(n), "", BEES, {}, (Mark("housing", "victim", "present", 0, 8),)) for n in range(20)]
    others = [Passage(str(n), "", "The panel met on a Monday.", {}, ()) for n in range(20)]
    write_classifier(train(about_bees + others), 0.5, folder)
    Calibration(2.0, {}).write(folder)
    return folder


@pytest.fixture
def in_use(model, monkeypatch):
    monkeypatch.setenv("DHR_NLP_MODEL", str(model))


@pytest.fixture
def paper(db):
    review = ReviewFactory(areas=[AreaFactory(name="Here")])
    document = DocumentFactory(review=review, sections={"Facts": [BEES, "The panel met on a Monday."]})
    tag_unit([document])
    return document


def page(client, document, user):
    client.force_login(user)
    return client.get(reverse("work-paper", args=[document.public_id])).content.decode()


def coordinator_of(document):
    return UserFactory.coordinator(document.review.current_areas()[0])


def test_who_may_decide_is_shown_where_to_look(client, in_use, paper):
    shown = page(client, paper, coordinator_of(paper))
    assert f"{OFFERED} (1)" in shown
    bees = paper.paragraphs.get(text=BEES)
    assert f"?decide={bees.key}#p-{bees.key}" in shown
    assert "Housing and homelessness (" in shown


def test_who_may_not_decide_is_shown_none(client, in_use, paper):
    reader = ParticipationFactory(review=paper.review, role=Role.PANEL_MEMBER).user
    paper.released_to_panel = True
    paper.save()
    shown = page(client, paper, reader)
    assert BEES in shown
    assert OFFERED not in shown


def test_what_is_marked_already_is_not_suggested(client, in_use, paper):
    coordinator = coordinator_of(paper)
    client.force_login(coordinator)
    added = {
        "paragraph": paper.paragraphs.get(text=BEES).key,
        "quote": "The bees",
        "theme": "housing",
        "subject": "victim",
        "status": "present",
        "verdict": "added",
    }
    client.post(reverse("decide", args=[paper.public_id]), added)
    assert OFFERED not in page(client, paper, coordinator)


def test_without_a_model_nothing_is_suggested(client, paper):
    assert OFFERED not in page(client, paper, coordinator_of(paper))


def test_a_folder_that_holds_no_model_is_told_when_the_site_starts(tmp_path, monkeypatch):
    assert [each.id for each in run_checks() if each.id == "learning.E001"] == []
    monkeypatch.setenv("DHR_NLP_MODEL", str(tmp_path))
    (problem,) = [each for each in run_checks() if each.id == "learning.E001"]
    assert str(tmp_path) in problem.msg
