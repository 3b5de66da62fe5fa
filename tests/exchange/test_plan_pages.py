import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dhr.actions.models import Action
from dhr.exchange.models import ActionPlanImport
from tests.factories import AreaFactory, ReviewFactory, UserFactory

from .plans import HEAD, a_plan, workbook

pytestmark = pytest.mark.django_db
TEXT = b"Recommendation,Action\nThe police should train staff.,Train all staff\n"
ROW = ("1", "The police should train staff.", "Local", "Train all staff", "Police", "", "31/03/2030", "")


@pytest.fixture
def area():
    return AreaFactory(name="Northley")


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Amina, died May 2021", reference="DHR7")


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def send(client, area, data: bytes, name="plan.xlsx"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("action-plan-import"), {"file": file, "area": area.pk})


def agree_to_guesses(client, pk, step, **changed):
    """Agree to a step as guessed, but for what is `changed`."""
    page = client.get(reverse(step, args=[pk]))
    given = {}
    for form in page.context["forms"]:
        for field in form:
            value = field.value()
            if value not in (None, False):
                given[field.html_name] = getattr(value, "pk", value)
    given = {name: value for name, value in (given | changed).items() if value is not None}
    return client.post(reverse(step, args=[pk]), given)


def previewed(client, area, review, data: bytes) -> str:
    """Send a file, tie its first sheet to `review`, and agree to the columns; the address of the preview."""
    send(client, area, data)
    pk = ActionPlanImport.objects.last().pk
    tie = {"sheet-0-review": review.pk} if review else {}
    assert agree_to_guesses(client, pk, "action-plan-sheets", **tie).status_code == 302
    response = agree_to_guesses(client, pk, "action-plan-columns")
    assert response.status_code == 302
    return response.url


def agree(client, address, **more):
    return client.post(address, {"digest": client.get(address).context["plan"].digest} | more, follow=True)


def test_a_coordinator_brings_in_a_plan(client, coordinator, area, review, private_files):
    address = previewed(client, area, review, a_plan(ROW))
    page = client.get(address).content.decode()
    assert "Save 1 row" in page
    assert "31/03/2030" in page
    assert not Action.objects.exists()
    assert "The action plan is saved" in agree(client, address).content.decode()
    assert Action.objects.get().recommendation.review == review
    found = ActionPlanImport.objects.get()
    assert (found.counts["new"], len(private_files())) == (1, 1)


def test_the_preview_counts_the_recommendations_that_will_be_new(client, coordinator, area, review):
    rows = [
        ("1.1", *ROW[1:]),
        ("1.2", None, *ROW[2:3], "Audit it", *ROW[4:]),
        ("1.3", None, *ROW[2:3], "Print", *ROW[4:]),
    ]
    page = client.get(previewed(client, area, review, a_plan(*rows))).content.decode()
    assert "add 3 rows, with 1 new recommendation" in page
    assert page.count("new recommendation 1.1: The police should train staff.") == 1
    assert page.count("· recommendation 1.1: The police should train staff.") == 2


def test_the_same_file_again_has_nothing_to_save(client, coordinator, area, review):
    agree(client, previewed(client, area, review, a_plan(ROW)))
    page = client.get(previewed(client, area, review, a_plan(ROW))).content.decode()
    assert "There is nothing to save" in page


def test_agreeing_twice_saves_once(client, coordinator, area, review):
    address = previewed(client, area, review, a_plan(ROW))
    digest = client.get(address).context["plan"].digest
    for _ in range(2):
        client.post(address, {"digest": digest})
    assert Action.objects.count() == 1


def test_what_changed_meanwhile_is_shown_again_before_it_is_saved(client, coordinator, area, review):
    agree(client, previewed(client, area, review, a_plan(ROW)))
    address = previewed(client, area, review, a_plan((*ROW[:4], "Health", *ROW[5:])))
    digest = client.get(address).context["plan"].digest
    Action.objects.update(lead_as_stated="Housing")
    page = client.post(address, {"digest": digest}).content.decode()
    assert "has changed since you looked" in page
    agree(client, address)
    assert Action.objects.get().lead_as_stated == "Housing"
    page = client.get(address).content.decode()
    assert "“Housing” is kept. The file says “Health”." in page
    address = previewed(client, area, review, a_plan((*ROW[:4], "Probation", *ROW[5:])))
    page = agree(client, address, take=["Plan:2:lead"]).content.decode()
    assert Action.objects.get().lead_as_stated == "Probation"
    assert "The file’s “Probation” replaced “Housing”." in page
    review.review_areas.update(until=timezone.localdate())  # the review is another area's now
    assert "Housing" not in client.get(address).content.decode()


def test_a_sheets_review_is_guessed_from_its_name_and_remembered(client, coordinator, area, review):
    send(client, area, workbook(DHR7_Amina=[HEAD, ROW], Key=[("Red", "late")]))
    pk = ActionPlanImport.objects.get().pk
    forms = client.get(reverse("action-plan-sheets", args=[pk])).context["forms"]
    assert [(form["read"].value(), form["review"].value()) for form in forms] == [(True, review.pk), (False, None)]


def test_another_areas_review_cannot_be_chosen(client, coordinator, area, review):
    elsewhere = ReviewFactory(title="Other, died 2020", reference="ELSEWHERE1")
    send(client, area, workbook(ELSEWHERE1=[HEAD, ROW]))
    pk = ActionPlanImport.objects.get().pk
    page = client.get(reverse("action-plan-sheets", args=[pk]))
    assert page.context["forms"][0]["review"].value() is None
    assert "Other, died" not in page.content.decode()
    answer = agree_to_guesses(client, pk, "action-plan-sheets", **{"sheet-0-review": elsewhere.pk})
    assert answer.status_code == 200
    assert not ActionPlanImport.objects.get().sheets


def test_columns_are_remembered_for_the_area(client, coordinator, area, review):
    rows = [("Wording", "Doing", "Lead agency", "Recommendation ref", "Target date"), ("R", "A", "Police", "1", "")]
    send(client, area, workbook(Plan=rows))
    pk = ActionPlanImport.objects.last().pk
    sheet = {"sheet-0-read": "on", "sheet-0-review": review.pk, "sheet-0-header_row": 1}
    agree_to_guesses(client, pk, "action-plan-sheets", **sheet)
    answer = agree_to_guesses(client, pk, "action-plan-columns")
    assert "Choose the column with the recommendations" in answer.content.decode()
    chosen = {"columns-0-recommendation": "Wording", "columns-0-action": "Doing"}
    agree_to_guesses(client, pk, "action-plan-columns", **chosen)
    send(client, area, workbook(Later=[*rows, ("R2", "A2", "Police", "2", "")]))
    pk = ActionPlanImport.objects.last().pk
    agree_to_guesses(client, pk, "action-plan-sheets", **sheet)
    [form] = client.get(reverse("action-plan-columns", args=[pk])).context["forms"]
    assert (form["recommendation"].value(), form["action"].value()) == ("Wording", "Doing")


def test_refused_rows_come_as_csv_with_their_reasons(client, coordinator, area, review):
    address = previewed(client, area, review, a_plan((*ROW[:6], "31/02/2025", "")))
    text = b"".join(client.get(f"{address}refused.csv").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["Sheet"], row["Row in the file"]) == ("Plan", "2")
    assert "no day of the calendar" in row["What is wrong"]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"PK\x03\x04 broken", "plan.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx", "password"),
        (b"%PDF-1.7", "plan.xlsx", "PDF"),
        (TEXT, "plan.xlsx", "named .xlsx, as an Excel workbook is, but it is a text file"),
        (TEXT, "Plan.DOCX", "named .docx, as a Word document is, but it is a text file"),
        (a_plan(ROW), "plan.csv", "named .csv, as a text file is, but it is an Excel workbook"),
        (a_plan(ROW), "plan.txt", "named .txt, as a text file is, but it is an Excel workbook"),
        (a_plan(ROW), "plan.docx", "named .docx, as a Word document is, but it is an Excel workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_not_kept(client, coordinator, area, data, name, reason, private_files):
    assert reason in send(client, area, data, name).content.decode()
    assert not ActionPlanImport.objects.exists()
    assert not private_files()


@pytest.mark.parametrize(
    ("data", "name"), [(TEXT, "plan.csv"), (TEXT, "plan"), (TEXT, "plan.report"), (a_plan(ROW), "plan.XLSX")]
)
def test_a_file_that_is_what_its_name_says_is_kept(client, coordinator, area, data, name):
    assert send(client, area, data, name).status_code == 302
    assert ActionPlanImport.objects.get().name == name


def test_a_discarded_file_is_gone(client, coordinator, area, review, private_files):
    send(client, area, a_plan(ROW))
    with_commit = reverse("action-plan-discard", args=[ActionPlanImport.objects.get().pk])
    assert "The file is discarded." in client.post(with_commit, follow=True).content.decode()
    assert not ActionPlanImport.objects.exists()


def test_nobody_else_finds_a_plan_that_was_sent(client, coordinator, area, review):
    address = previewed(client, area, review, a_plan(ROW))
    for user in (UserFactory.coordinator(AreaFactory()), UserFactory.coordinator(area)):
        client.force_login(user)
        for place in ("", "sheets/", "columns/", "file/", "discard/", "refused.csv"):
            assert client.get(f"{address}{place}").status_code == 404
