"""An owner without an account, from the e-mail to the verified action: a link, a phone, a question, another person."""

import datetime
import io
import re
from email import message_from_bytes
from email.policy import default

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .conftest import wrong_with
from .test_site import log_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OWNER = "petra.lindqvist@example.org"
WHAT = "Train every triage nurse to ask about abuse."
PHONE = {"width": 375, "height": 812}


def plan_an_action() -> tuple[int, str]:
    """In the site's own process: an action of a recommendation that the CSP chair may see too; with its area's name."""
    from dhr.actions.models import Action, Owner, Recommendation
    from dhr.areas.models import User

    coordinator, chair = User.objects.get(username="coordinator"), User.objects.get(username="csp-chair")
    seen = Recommendation.objects.visible_to(coordinator) & Recommendation.objects.visible_to(chair)
    recommendation = next(row for row in seen if row.lead_area.roles_of(coordinator) and row.review_id)
    action = Action.objects.create(
        recommendation=recommendation,
        text=WHAT,
        first_target_date=timezone.localdate() + datetime.timedelta(days=20),
        owner=Owner.objects.create(area=recommendation.lead_area, name="Petra Lindqvist", email=OWNER),
    )
    return action.pk, recommendation.lead_area.name


def a_week_goes_by() -> None:
    """In the site's own process: the last letter was written a week earlier."""
    from dhr.actions.models import OwnerEmail

    letter = OwnerEmail.objects.get(email=OWNER)
    letter.on -= datetime.timedelta(days=7)
    letter.save()


def links_to_owner(site) -> list[str]:
    """Those in every e-mail that the owner got, the first first."""
    files = sorted(site.post.iterdir(), key=lambda file: file.stat().st_mtime)
    letters = [message_from_bytes(one.lstrip(), policy=default) for file in files for one in letters_in(file)]
    return [
        re.search(rf"{re.escape(site.url)}/act/\S+", letter.get_content())[0]
        for letter in letters
        if letter["To"] == OWNER
    ]


def letters_in(file) -> list[bytes]:
    return [one for one in file.read_bytes().split(b"-" * 79 + b"\n") if one.strip()]


@pytest.fixture(scope="module")
def person(browser, site):
    """Makes a browser for somebody with a demo account, signed in."""
    password = site.manage("load_demo").rsplit("password ", 1)[1].split()[0]
    contexts = []

    def at(name):
        contexts.append(browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        log_in(page, name, password)
        return page

    yield at
    for context in contexts:
        context.close()


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "sessionid"]
    context.close()


def send(page, button):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def test_an_owner_reports_by_links_another_person_verifies_and_the_board_is_told(guarded_site, person, phone, tmp_path):
    action, area = guarded_site.process.submit(plan_an_action).result()
    guarded_site.manage("work", "--once")
    [first] = links_to_owner(guarded_site)

    phone.goto(first)
    assert wrong_with(phone) == []
    phone.set_viewport_size(PHONE)
    phone.get_by_role("link", name="Report it as delivered").click()
    assert wrong_with(phone) == []
    phone.set_viewport_size(PHONE)
    audit = tmp_path / "audit.txt"
    audit.write_text("38 of 40 files show the question.")
    phone.get_by_label("What was delivered").fill("All nurses are trained.")
    phone.get_by_label("What the evidence is").select_option("practice-audit")
    phone.get_by_label("Date of the evidence").fill("2 2 2026")
    phone.get_by_label("What it shows").fill("The question is asked in 38 of 40 files.")
    phone.get_by_label("File").set_input_files(audit)
    send(phone, "Send")
    expect(phone.get_by_role("main")).to_contain_text("Delivered, awaiting evidence")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="audit.txt").click()
    assert download.value.path().read_text() == audit.read_text()

    coordinator = person("coordinator")
    coordinator.goto(f"/desk/actions/{action}/say/queried/")
    coordinator.get_by_label("What do you want to know?").fill("And the night shift?")
    send(coordinator, "Ask")

    guarded_site.manage("work", "--once")
    assert len(links_to_owner(guarded_site)) == 1  # one letter a week
    guarded_site.process.submit(a_week_goes_by).result()
    guarded_site.manage("work", "--once")
    second = links_to_owner(guarded_site)[1]
    phone.goto(second)
    phone.get_by_role("link", name="Answer the question").click()
    expect(phone.get_by_role("main")).to_contain_text("And the night shift?")
    phone.get_by_label("Your answer").fill("They were trained in the same week.")
    send(phone, "Send")

    chair = person("csp-chair")
    chair.goto(f"/desk/actions/{action}/say/verified/")
    expect(chair.get_by_role("main")).to_contain_text("They were trained in the same week.")
    chair.get_by_label("Outcome").fill("The audit shows that nurses ask.")
    send(chair, "Verify")
    expect(chair.get_by_role("main")).to_contain_text("Complete (verified)")
    phone.goto(second)
    expect(phone.get_by_role("main")).to_contain_text("Complete (verified)")
    expect(phone.get_by_role("link", name="Report progress")).to_have_count(0)

    coordinator.goto("/desk/reports/new/")
    coordinator.get_by_label("Area").select_option(label=area)
    today = timezone.localdate()
    coordinator.get_by_label("First day").fill(f"{today - datetime.timedelta(days=90):%-d %-m %Y}")
    coordinator.get_by_label("Last day").fill(f"{today:%-d %-m %Y}")
    send(coordinator, "Save the draft")
    told = coordinator.get_by_role("row").filter(has_text=WHAT)
    expect(told.filter(has_text="The question is asked in 38 of 40 files.")).to_be_visible()
    with coordinator.expect_download() as workbook:
        coordinator.get_by_role("link", name="workbook with every action (Excel)").click()
    sheets = openpyxl.load_workbook(io.BytesIO(workbook.value.path().read_bytes())).worksheets
    rows = [row for sheet in sheets for row in sheet.values if any(WHAT in str(cell) for cell in row)]
    assert any("Complete (verified)" in row for row in rows)


def test_a_dead_link_says_what_to_do_on_a_phone(guarded_site, phone):
    phone.goto(f"{guarded_site.url}/act/nonsense/")
    assert wrong_with(phone) == []
    send(phone, "Ask for a new link")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You asked for a new link")
