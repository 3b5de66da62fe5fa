"""People's decisions as marked passages, which a tagger is measured against."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

import nlp
from dhr.areas.enums import Role
from dhr.learning.decisions import decide, undo
from dhr.learning.enums import Verdict
from dhr.learning.examples import examples_of
from dhr.reviews.enums import DocumentKind
from dhr.themes.models import Theme
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
TEXT = "Amina told her GP that she was depressed. Joseph denied drinking. The surgery arranged training."


@pytest.fixture
def area():
    return AreaFactory(slug="here")


@pytest.fixture
def paper(area):
    review = ReviewFactory(areas=[area])
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    PersonFactory(review=review, key="perpetrator", pseudonym="Joseph", role="perpetrator", sex="male")
    return DocumentFactory(review=review, sections={"Facts": [TEXT, "Nobody decided on this."]})


def say(paper, verdict, quote, theme, subject="", **facts):
    return decide(
        paper.paragraphs.first(),
        quote=quote,
        theme=Theme.objects.get(pk=theme),
        subject=subject,
        verdict=verdict,
        by=UserFactory(),
        **facts,
    )


def example(paper):
    (made,) = examples_of(paper)
    return made


def test_an_example_has_the_passage_its_people_and_what_was_said_of_it(paper):
    say(paper, Verdict.CONFIRMED, "depressed", "mental-health", "victim")
    say(paper, Verdict.CONFIRMED, "drinking", "alcohol", "perpetrator", status="absent")
    say(paper, Verdict.REJECTED, "GP", "health-response")
    made = example(paper)
    assert made["id"] == f"{paper.public_id}/{paper.paragraphs.first().key}"
    assert made["text"] == TEXT
    assert made["marks"] == [
        {"theme": "mental-health", "quote": "depressed", "subject": "victim", "status": "present"},
        {"theme": "alcohol", "quote": "drinking", "subject": "perpetrator", "status": "absent"},
    ]
    assert made["rejected"] == [{"theme": "health-response", "quote": "GP"}]


def test_the_tagger_takes_the_people_of_an_example(paper):
    say(paper, Verdict.CONFIRMED, "depressed", "mental-health", "victim")
    made = example(paper)
    found = nlp.analyse(made["text"], made["people"])
    assert {"mental-health"} <= {mention.theme for mention in found if mention.person == "victim"}


def test_what_is_about_somebody_else_is_refused_of_the_one_that_it_is_not_about(paper):
    say(paper, Verdict.REASSIGNED, "depressed", "mental-health", "perpetrator", new_subject="victim")
    made = example(paper)
    assert [mark["subject"] for mark in made["marks"]] == ["victim"]
    assert made["rejected"] == [{"theme": "mental-health", "quote": "depressed", "subject": "perpetrator"}]


def test_a_corrected_status_is_the_one_that_counts(paper):
    say(paper, Verdict.RESTATED, "drinking", "alcohol", "perpetrator", status="absent")
    assert [mark["status"] for mark in example(paper)["marks"]] == ["absent"]


def test_the_latest_decision_on_a_mark_is_what_it_says(paper):
    say(paper, Verdict.REJECTED, "depressed", "mental-health", "victim")
    say(paper, Verdict.CONFIRMED, "depressed", "mental-health", "victim")
    made = example(paper)
    assert len(made["marks"]) == 1 and made["rejected"] == []


def test_what_was_taken_back_and_what_is_gone_from_the_text_is_no_example(paper):
    undo(say(paper, Verdict.REJECTED, "depressed", "mental-health", "victim"), by=UserFactory())
    say(paper, Verdict.CONFIRMED, "drinking", "alcohol", "perpetrator")
    paper.paragraphs.filter(text=TEXT).update(text="Joseph drank.")
    assert list(examples_of(paper)) == []


def test_a_parent_theme_is_not_told_beside_its_child(paper):
    for theme in ("alcohol", "substance-misuse"):
        say(paper, Verdict.CONFIRMED, "drinking", theme, "perpetrator", status="absent")
    assert [mark["theme"] for mark in example(paper)["marks"]] == ["alcohol"]


def exported(*options):
    out, warned = StringIO(), StringIO()
    call_command("export_decisions", *options, stdout=out, stderr=warned)
    return [json.loads(line) for line in out.getvalue().splitlines()], warned.getvalue()


def test_the_command_writes_all_areas_or_one_and_warns_of_case_text(paper):
    elsewhere = DocumentFactory(context=True, area=AreaFactory(slug="there"), sections={"Facts": [TEXT]})
    for each in (paper, elsewhere):
        say(each, Verdict.CONFIRMED, "depressed", "mental-health", "victim")
    everything, warning = exported()
    assert {line["id"].split("/")[0] for line in everything} == {paper.public_id, elsewhere.public_id}
    assert "case text" in warning
    (line,), _ = exported("--area", "there")
    assert (line["id"].split("/")[0], line["people"]) == (elsewhere.public_id, {})


def test_a_file_of_decisions_is_for_its_owner_alone_even_where_another_stood(paper, tmp_path):
    say(paper, Verdict.CONFIRMED, "depressed", "mental-health", "victim")
    file = tmp_path / "decisions.jsonl"
    file.write_text("older")
    file.chmod(0o644)
    exported("--output", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text())["text"] == TEXT
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_written_and_an_area_that_is_not_there_are_named(tmp_path):
    with pytest.raises(CommandError, match="can't be written"):
        exported("--output", str(tmp_path / "nowhere" / "decisions.jsonl"))
    with pytest.raises(CommandError, match="'nowhere'"):
        exported("--area", "nowhere")


def downloaded(client, user, paper):
    client.force_login(user)
    return client.get(reverse("decisions", args=[paper.public_id]))


def test_whoever_sees_a_paper_takes_its_decisions_away(client, area, paper):
    say(paper, Verdict.CONFIRMED, "depressed", "mental-health", "victim")
    response = downloaded(client, UserFactory.coordinator(area), paper)
    line = json.loads(response.content)
    assert [person["names"] for person in line["people"]["victim"]] == [["Amina"]]
    assert response["Content-Disposition"] == f'attachment; filename="decisions-{paper.public_id}.jsonl"'
    assert downloaded(client, UserFactory.coordinator(AreaFactory()), paper).status_code == 404


def test_whoever_sees_a_paper_but_not_its_review_is_told_of_no_people(client, area, paper):
    paper.shared_with_region = True
    paper.save()
    say(paper, Verdict.CONFIRMED, "drinking", "alcohol", "perpetrator")
    lead = MembershipFactory(area=None, region=area.region, role=Role.REGIONAL_LEAD).user
    assert json.loads(downloaded(client, lead, paper).content)["people"] == {}


def test_an_imr_author_is_told_of_no_people_before_the_terms_are_released(client, paper):
    agency = AgencyFactory()
    imr = DocumentFactory(review=paper.review, kind=DocumentKind.IMR, agency=agency, sections={"Facts": [TEXT]})
    say(imr, Verdict.CONFIRMED, "drinking", "alcohol", "perpetrator")
    author = ParticipationFactory(review=paper.review, role=Role.IMR_AUTHOR, agency=agency).user
    assert json.loads(downloaded(client, author, imr).content)["people"] == {}
