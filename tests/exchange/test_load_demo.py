import re
import shutil
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dhr.areas.enums import AgencyKind, Role
from dhr.areas.models import Agency, Area, User
from dhr.areas.permissions import Permission, has_permission
from dhr.exchange.demo.reviews import FACTS
from dhr.exchange.models import Ingestion
from dhr.formats import parse_markup
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import Edition
from dhr.reviews.clocks import ClockState, clocks_of
from dhr.reviews.enums import Category, DocumentKind, PersonRole, ReviewKind, Scheme, State, TemplateState
from dhr.reviews.invitations import invitation_of, token_of
from dhr.reviews.models import (
    Document,
    DocumentTemplate,
    Invitation,
    NamedVersion,
    PaperNote,
    Person,
    Review,
    ReviewCharacteristic,
)
from dhr.reviews.standard.content import content_of
from dhr.reviews.standard.differences import differences
from dhr.reviews.standard.versions import in_use
from tests.factories import UserFactory

DEMO = Path(__file__).parents[2] / "demo"
REVIEW = """
slug = "{slug}"
title = "{title}"
kind = "death"
scheme = "DHR"
reference = "{slug}"
category = "intimate-partner"
death_year = 2022
death_month = 3
areas = [{{slug = "aldermere", lead = true}}, {{slug = "eskholme", lead = false}}]
publish = "{publish}"
withdrawn_reason = "The family asked."
people = [{{key = "victim", pseudonym = "Nadia", role = "victim"}}]
events = [{{state = 3, on = "2022-04", reason = ""}}]

[[papers]]
file = "overview-report.md"
kind = "overview-report"
format = "{format}"
agency = ""
released_to_panel = true
published = true
date = "2023-05"

[[papers]]
file = "imr.md"
kind = "imr"
format = "txt"
agency = "harrowmere-police"
released_to_panel = false
published = false
date = "2022-11"
"""
PAPER = """# {title}: {kind}

## 1. Introduction

1.1 {title} told three services what she feared, and each of them wrote it down in a place of its own.

- One of them rang the others.

| Service | What it knew |
| Tidewell | That she drank less than before |

## 2. Recommendations

Recommendation 1: Harrowmere Police should ask who else has been told, and write down what they answer.
"""
USERS = """
[[users]]
username = "coordinator"
name = "Rowan Ashby"
role = "coordinator"
area = "aldermere"

[[users]]
username = "regional-lead"
name = "Leonie Fairweather"
role = "regional-lead"
region = "Harrowmere"

[[users]]
username = "panel"
name = "Beatrix Quillon"
role = "panel-member"
review = "one"
agency = "lantern-house"
"""


@pytest.fixture
def demo(tmp_path):
    """A small demo in the shape of the real one, in its region."""
    (tmp_path / "harrowmere.toml").write_text((DEMO / "harrowmere.toml").read_text())
    (tmp_path / "people.toml").write_text(USERS)
    for slug, title, publish, ending in (
        ("one", "Nadia", "published", "pdf"),
        ("two", "Grace", "withdrawn", "docx"),
        ("three", "Ines", "unpublished", "txt"),
    ):
        folder = tmp_path / "reviews" / slug
        folder.mkdir(parents=True)
        (folder / "review.toml").write_text(REVIEW.format(slug=slug, title=title, publish=publish, format=ending))
        for kind in ("overview-report", "imr"):
            (folder / f"{kind}.md").write_text(PAPER.format(title=title, kind=kind))
    (tmp_path / "context").mkdir()
    (tmp_path / "context" / "dunmarsh-needs.md").write_text(PAPER.format(title="Dunmarsh", kind="needs"))
    return tmp_path


def load(demo):
    out = StringIO()
    call_command("load_demo", folder=demo, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_demo_is_read_in_and_published_like_any_other_paper(demo):
    out = load(demo)
    assert {review.title for review in Review.objects.all()} == {"Nadia", "Grace", "Ines"}
    standing = {edition.document.review_id and edition.document.review.title for edition in Edition.objects.standing()}
    assert standing == {"Nadia", None}
    withdrawn = Edition.objects.get(status=EditionStatus.WITHDRAWN)
    assert (withdrawn.document.review.title, withdrawn.withdrawn_reason) == ("Grace", "The family asked.")
    report = Document.objects.get(review__title="Nadia", kind=DocumentKind.OVERVIEW_REPORT)
    assert report.file.content_type == "application/pdf"
    assert report.released_to_panel
    assert report.recommendations.get().agency.slug == "harrowmere-police"
    assert report.editions.get().recommendations.get().themes == ["record-keeping", "police-response"]
    assert report.paragraphs.filter(kind="table-row").exists()
    assert [area.slug for area in report.review.current_areas()] == ["aldermere", "eskholme"]
    decided = report.review.current_event
    assert decided.state == State.DECIDED
    assert decided.history.get().history_date.date() == decided.on  # a board report on that time knows of it
    for name in ("coordinator", "regional-lead", "panel"):
        assert f"  {name}" in out


@pytest.mark.django_db
def test_demo_log_ins_work_and_have_their_places(demo, client):
    out = load(demo)
    password = out.split("with the password ")[1].split()[0]
    assert client.login(username="coordinator", password=password)
    coordinator = User.objects.get(username="coordinator")
    assert has_permission(coordinator, Permission.PUBLISH, on=Area.objects.get(slug="aldermere"))
    panel = User.objects.get(username="panel")
    nadia = Review.objects.get(title="Nadia")
    assert nadia.roles_of(panel) == {Role.PANEL_MEMBER}
    assert list(nadia.documents.visible_to(panel).values_list("kind", flat=True)) == ["overview-report"]


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_tells_the_same_password(demo):
    out = load(demo)
    counts = [model.objects.count() for model in (Review, Person, Document, Edition, Ingestion, User, Agency)]
    assert load(demo) == out
    assert counts == [model.objects.count() for model in (Review, Person, Document, Edition, Ingestion, User, Agency)]


@pytest.mark.django_db
def test_a_run_that_broke_off_goes_on(demo):
    (demo / "reviews" / "two" / "imr.md").rename(demo / "imr.md")
    with pytest.raises(FileNotFoundError):
        load(demo)
    (demo / "imr.md").rename(demo / "reviews" / "two" / "imr.md")
    load(demo)
    assert Document.objects.count() == 7
    assert Edition.objects.count() == 3


@pytest.mark.django_db
def test_a_production_site_takes_no_demo(demo, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        load(demo)
    assert not Area.objects.exists()


@pytest.mark.django_db
def test_a_user_of_the_same_name_who_is_no_demo_user_is_left_alone(demo):
    user = UserFactory(username="coordinator")
    with pytest.raises(CommandError, match="does not belong to the demo"):
        load(demo)
    before = user.password
    user.refresh_from_db()
    assert user.password == before
    assert not User.objects.filter(username="panel").exists()


@pytest.mark.django_db
def test_a_paper_that_cannot_be_read_stops_the_demo(demo):
    (demo / "reviews" / "one" / "imr.md").write_text("")
    with pytest.raises(CommandError, match=r"holds no text|empty"):
        load(demo)


def agencies(world):
    fixed = {entry["slug"] for entry in world["agencies"]}
    return fixed | {
        f"{area['slug']}-{service['slug']}" for area in world["areas"] for service in world["council_services"]
    }


def test_the_real_demo_fits_the_models():
    world = tomllib.loads((DEMO / "harrowmere.toml").read_text())
    areas = {entry["slug"] for entry in world["areas"]}
    known = agencies(world)
    assert {entry["kind"] for entry in world["agencies"]} <= set(AgencyKind.values)
    fields = {field.name for field in Person._meta.get_fields()}
    titles = []
    for path in DEMO.glob("reviews/*/review.toml"):
        facts = tomllib.loads(path.read_text())
        assert facts["slug"] == path.parent.name
        assert facts["kind"] in ReviewKind.values
        assert facts.get("scheme", "") in ["", *Scheme.values]
        assert facts.get("category", "") in ["", *Category.values]
        assert {entry["slug"] for entry in facts["areas"]} <= areas
        assert sum(entry["lead"] for entry in facts["areas"]) == 1
        assert set(FACTS) - set(facts) <= {"death_year", "death_month"}
        assert facts["publish"] in ("published", "withdrawn", "unpublished")
        for entry in facts.get("people", []):
            assert set(entry) <= fields
            assert entry["role"] in PersonRole.values
        for entry in facts["papers"]:
            assert entry["kind"] in DocumentKind.values
            assert entry["agency"] in known | {""}
            assert (entry["kind"] == "imr") == bool(entry["agency"])
            paper = parse_markup((path.parent / entry["file"]).read_text())
            assert paper.title
            if entry["kind"] in ("overview-report", "marac-review-report"):
                assert len((path.parent / entry["file"]).read_text().split()) > 3000
        titles.append(facts["title"])
    assert len(titles) == len(set(titles)) == 8


def test_there_is_a_demo_log_in_for_each_role():
    users = tomllib.loads((DEMO / "people.toml").read_text())["users"]
    assert {entry["role"] for entry in users if "role" in entry} == set(Role.values)
    assert all((DEMO / "reviews" / entry["review"]).is_dir() for entry in users if "review" in entry)


@pytest.fixture
def working_demo(tmp_path):
    """The real demo's reviews under way, own templates and registers, without the papers that are read in."""
    for name in ("running", "templates", "registers"):
        shutil.copytree(DEMO / name, tmp_path / name)
    (tmp_path / "harrowmere.toml").write_text((DEMO / "harrowmere.toml").read_text())
    users = (DEMO / "people.toml").read_text()
    (tmp_path / "people.toml").write_text(re.sub(r'review = ".*"', 'review = "one"', users))
    folder = tmp_path / "reviews" / "one"
    folder.mkdir(parents=True)
    facts = REVIEW.format(slug="one", title="Nadia", publish="unpublished", format="txt")
    (folder / "review.toml").write_text(facts)
    for kind in ("overview-report", "imr"):
        (folder / f"{kind}.md").write_text(PAPER.format(title="Nadia", kind=kind))
    return tmp_path


@pytest.mark.django_db
def test_the_demo_shows_papers_being_written_and_clocks_that_run(working_demo):
    out = load(working_demo)
    review = Review.objects.get(reference="ALD-DARDR-0001")
    terms, imr, report = review.documents.order_by("pk")
    assert [terms.kind, imr.kind, report.kind] == ["terms-of-reference", "imr", "overview-report"]
    assert terms.template.area is None
    assert imr.template.area.slug == "aldermere"
    assert [terms.released_to_panel, imr.released_to_panel] == [True, False]
    assert terms.paragraphs.filter(text__startswith="How did each agency learn that Carys was Deaf").exists()
    answers = imr.sections.filter(key_line__isnull=False)
    written = answers.filter(paragraphs__text__startswith="What this rests on").count()
    assert written == answers.count() == review.key_lines.count()
    assert 0 < answers.filter(paragraphs__kind="paragraph").distinct().count() < answers.count()
    assert report.sections.filter(required=True, paragraphs__isnull=True).exists()
    for paper in (imr, report):
        assert paper.lessons.count() == paper.recommendations.count() == 2
        assert all(row.lessons.exists() for row in paper.recommendations.all())
        assert paper.paragraphs.filter(label="Lesson 1").exists()
    assert NamedVersion.objects.filter(document__review=review).count() == 5
    assert PaperNote.objects.filter(resolved_at=None).count() == 2
    for paper, name in ((terms, "terms-of-reference"), (imr, "imr-harrowmere-police"), (report, "overview-report")):
        keys = set(paper.sections.values_list("key", flat=True))
        said = tomllib.loads((DEMO / "running" / "aldermere-carys" / f"{name}.toml").read_text())
        assert all(set(save["sections"]) <= keys for save in said["saves"])
    decided = ReviewCharacteristic.objects.filter(review=review).exclude(relevant="")
    assert 0 < decided.count() < 10
    assert all(row.reason for row in decided)
    assert all(event.recorded_at.date() == event.on for event in review.events.all())
    clocks = clocks_of(review)
    assert (clocks.decision.state, clocks.review.state) == (ClockState.MET, ClockState.EXTENDED)
    assert clocks.paused
    assert clocks_of(Review.objects.get(reference="ALD-DARDR-0002")).current.state == ClockState.DUE_SOON
    assert clocks_of(Review.objects.get(reference="ALD-DHR-2019-01")).review.state == ClockState.MET
    invitation = Invitation.objects.get()
    assert invitation_of(token_of(invitation)) == invitation
    own = DocumentTemplate.objects.get(area__isnull=False)
    assert own.state == TemplateState.IN_USE
    assert differences(content_of(in_use(own.kind)), content_of(own))
    models = (Review, Document, NamedVersion, Invitation, DocumentTemplate)
    counted = [model.objects.count() for model in models]
    assert load(working_demo) == out
    assert counted == [model.objects.count() for model in models]
