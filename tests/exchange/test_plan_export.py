import datetime
import io
import shutil
import subprocess

import openpyxl
import pytest
from django.urls import reverse
from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT

from dhr.actions.enums import EvidenceKind, UpdateKind
from dhr.actions.models import Milestone
from dhr.actions.updates import NewEvidence, record
from dhr.exchange.models import ActionPlanImport
from dhr.formats import csv_lines
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# The wording of the Home Office's template.
COLUMNS = [
    "Recommendation",
    "Scope (local / regional / national)",
    "Action to take",
    "Lead agency",
    "Key milestones in enacting the recommendation",
    "Target date",
    "Date of completion and outcome",
]
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", '=HYPERLINK("https://example.org","see")', "=cmd|' /C x'!A0")


@pytest.fixture
def area():
    return AreaFactory(name="Northley", slug="northley")


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Amina, died May 2021")


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def rows_of(content: bytes, sheet: int = 0) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))


def xlsx(client, review) -> bytes:
    return client.get(reverse("action-plan-xlsx", args=[review.public_id])).content


def word(client, review):
    return WordDocument(io.BytesIO(client.get(reverse("action-plan-word", args=[review.public_id])).content))


def test_a_plan_has_exactly_the_seven_columns(client, coordinator, review):
    recommendation = RecommendationFactory(review=review, number="1", text="Train staff.", scope="local")
    day = datetime.date(2030, 3, 31)
    action = ActionFactory(recommendation=recommendation, text="Write a course", first_target_date=day)
    action.lead = AgencyFactory(name="Northley Police")
    action.save()
    Milestone.objects.create(action=action, text="Draft", due=datetime.date(2029, 12, 1))
    expected = ("1 Train staff.", "Local", "Write a course", "Northley Police", "Draft (by 01/12/2029)", "31/03/2030")
    [head, row] = rows_of(xlsx(client, review))
    assert list(head) == COLUMNS
    assert row == (*expected, None)
    [table] = word(client, review).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [COLUMNS, [*expected, ""]]


def test_the_word_table_lies_sideways_with_its_headings_on_each_page_and_the_marking(client, coordinator, review):
    RecommendationFactory(review=review, text="Train staff.", scope="local")
    document = word(client, review)
    assert WD_ORIENT.LANDSCAPE in [section.orientation for section in document.sections]
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml
    assert "OFFICIAL" in document.sections[0].header.paragraphs[0].text


def test_completion_is_printed_for_what_is_verified_alone(client, coordinator, review):
    action = ActionFactory(recommendation__review=review)
    day = datetime.date(2025, 3, 12)
    record(action, UpdateKind.DELIVERED, by=UserFactory(), on=day, text="All trained")
    assert rows_of(xlsx(client, review))[1][6] == "Reported as delivered on 12/03/2025; awaiting verification"
    evidence = NewEvidence(EvidenceKind.PRACTICE_AUDIT, day, "It is done", link="https://example.org/audit")
    verified = datetime.date(2025, 4, 2)
    record(action, UpdateKind.VERIFIED, by=UserFactory(), on=verified, text="40 of 40 trained.", evidence=[evidence])
    assert rows_of(xlsx(client, review))[1][6] == "Completed 02/04/2025. 40 of 40 trained."


def test_the_reviews_list_and_each_agencys_stand_apart(client, coordinator, review):
    RecommendationFactory(review=review, text="Of the panel.")
    imr = DocumentFactory(review=review, kind=DocumentKind.IMR, agency=AgencyFactory(name="Northley Police"))
    RecommendationFactory(review=review, document=imr, text="Of the police.")
    book = openpyxl.load_workbook(io.BytesIO(xlsx(client, review)))
    assert [sheet.title for sheet in book] == ["The review’s recommendations", "Northley Police"]
    assert [sheet["A2"].value for sheet in book] == ["Of the panel.", "Of the police."]


def test_a_plan_of_an_area_holds_its_reviews_and_no_others(client, coordinator, area, review):
    RecommendationFactory(review=review, text="Ours.")
    RecommendationFactory(text="Theirs.")
    content = client.get(reverse("area-action-plan-xlsx", args=[area.slug])).content
    assert [row[0] for row in rows_of(content)] == ["Recommendation", "Ours."]
    assert len(openpyxl.load_workbook(io.BytesIO(content)).worksheets) == 1


def test_another_areas_plan_is_not_there(client, coordinator):
    other = AreaFactory(slug="other")
    for name in ("area-action-plan-xlsx", "area-action-plan-word"):
        assert client.get(reverse(name, args=[other.slug])).status_code == 404
    elsewhere = ReviewFactory(areas=[other])
    assert client.get(reverse("action-plan-word", args=[elsewhere.public_id])).status_code == 404


@pytest.mark.once  # the cells are the same from every database
def test_no_cell_of_a_plan_calculates_in_libreoffice(client, coordinator, review, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("SKIPPED: no LibreOffice here (Debian: libreoffice-calc and -writer), so no file was opened in it")
    for text in FORMULAS:
        recommendation = RecommendationFactory(review=review, text=text)
        action = ActionFactory(recommendation=recommendation, text=text, lead_as_stated=text)
        Milestone.objects.create(action=action, text=text)
    files = {
        "plan.xlsx": (xlsx(client, review), "fods"),
        "plan.docx": (client.get(reverse("action-plan-word", args=[review.public_id])).content, "fodt"),
        "rows.csv": ("".join(csv_lines([FORMULAS])).encode(), "fods"),
    }
    for name, (content, kind) in files.items():
        path = tmp_path / name
        path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/office"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        opened = path.with_suffix(f".{kind}").read_text(encoding="utf-8")
        path.with_suffix(f".{kind}").unlink()
        assert "1+1" in opened
        assert "table:formula" not in opened
        assert 'office:value-type="float"' not in opened
        assert "text:database" not in opened


def test_nobody_without_actions_to_plan_finds_the_pages(client, area):
    client.force_login(UserFactory())
    assert client.get(reverse("action-plan-import")).status_code == 404
    assert not ActionPlanImport.objects.exists()
