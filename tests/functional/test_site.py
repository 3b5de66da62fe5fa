"""Every page in a real browser: axe, two widths, the keyboard, and the way of each person through the site."""

import json
import re

import pytest
from playwright.sync_api import expect

from .conftest import wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HEADLINE = ["mental-health", "substance-misuse", "alcohol", "drugs", "older-victims", "suicide"]


@pytest.fixture(scope="session")
def password(site):
    return site.manage("load_demo").rsplit("password ", 1)[1].split()[0]


def log_in(page, username, password):
    page.goto("/accounts/login/")
    page.get_by_label(re.compile("username|e-mail", re.I)).first.fill(username)
    page.get_by_label("Password").first.fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))


def first_link(page, pattern):
    return page.locator(f'main a[href*="{pattern}"]').first.get_attribute("href").split("#")[0]


PUBLIC = [
    "/",
    "/search/",
    "/search/?q=isolated+from+her+family",
    "/search/?q=zebra+quagga",
    "/search/?theme=alcohol.victim&sort=newest",
    "/themes/",
    "/themes/alcohol/",
    "/themes/marac/",
    "/about/",
    "/data-sources/",
    "/accessibility/",
    "/privacy/",
    "/get-help/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/no-such-page/",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_accessible_at_both_widths(page, address):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    assert wrong_with(page) == []
    assert [text for text in said if "404" not in text] == []
    expect(page.get_by_text("Leave this site quickly").first).to_be_visible()
    expect(page.get_by_text("0808 2000 247").first).to_be_visible()


def test_a_review_and_its_papers_are_accessible(page):
    page.goto("/search/?q=Nadia")
    review = first_link(page, "/reviews/")
    page.goto(review)
    assert wrong_with(page) == []
    paper = first_link(page, "/papers/")
    for marks in ("", "?marks=all", "?marks=off", "?theme=alcohol"):
        page.goto(paper + marks)
        assert wrong_with(page) == [], marks


def test_every_page_of_the_desk_is_accessible(page, password):
    log_in(page, "coordinator", password)
    assert wrong_with(page) == []
    review = first_link(page, "/desk/reviews/")
    page.goto(review)
    assert wrong_with(page) == []
    paper = first_link(page, "/desk/papers/")
    page.goto(paper)
    assert wrong_with(page) == []
    page.goto(page.locator('a[href*="?decide="]').first.get_attribute("href"))
    assert wrong_with(page) == []
    for address in ("/desk/upload/", "/desk/uploads/", paper + "publish/", "/search/?q=alcohol"):
        page.goto(address)
        assert wrong_with(page) == [], address


def test_somebody_searches_reads_and_filters_without_javascript(plain_page):
    page = plain_page
    page.goto("/")
    page.get_by_role("searchbox").first.fill('"Lantern House"')
    page.locator("main form button").first.click()
    expect(page.locator("main mark").first).to_contain_text("Lantern House")
    page.locator('main a[href*="/papers/"]').first.click()
    expect(page).to_have_url(re.compile(r"/papers/.+#p-"))


def test_the_quick_exit_works_without_javascript(plain_page):
    plain_page.goto("/")
    link = plain_page.get_by_role("link", name=re.compile("Leave this site quickly"))
    assert link.first.get_attribute("href").startswith("https://")


def test_keyboard_users_reach_the_content_first(page):
    page.goto("/search/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main-content$"))


def test_a_coordinator_sends_papers_and_learns_what_became_of_each(page, password, site, tmp_path):
    good, bad = tmp_path / "strategy.txt", tmp_path / "broken.pdf"
    good.write_text(
        "1. Introduction\n\n1.1 Zucchero is a word that stands in no other paper of this area.\n\n"
        "2. Recommendations\n\nRecommendation 1: The council should publish a plan.\n"
    )
    bad.write_bytes(b"%PDF-1.7 and then nothing that can be read")
    log_in(page, "coordinator", password)
    page.goto("/desk/upload/")
    page.locator('select[name="kind"]').select_option("context")
    page.locator('input[type="file"]').set_input_files([good, bad])
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/desk/uploads/"))
    site.manage("work", "--once")
    page.goto("/desk/uploads/")
    assert wrong_with(page) == []
    expect(page.locator("main")).to_contain_text("Read in")
    expect(page.locator("main")).to_contain_text("Could not be read")
    page.goto("/search/?q=zucchero")
    expect(page.locator("main mark").first).to_contain_text(re.compile("zucchero", re.I))


def test_unpublished_work_of_another_area_is_nowhere(page, password):
    log_in(page, "coordinator-eskholme", password)
    for address in ("/desk/", "/search/?q=KM", "/search/?area=aldermere", "/themes/drugs/"):
        page.goto(address)
        assert "KM, died" not in page.content(), address


def test_a_withdrawn_report_is_nowhere(page, site):
    for address in ("/", "/search/?q=Grace", "/search/?area=dunmarsh", "/themes/older-victims/"):
        page.goto(address)
        assert "Grace, died" not in page.content(), address


def test_the_command_line_finds_passages_best_first(site):
    lines = [json.loads(line) for line in site.manage("search", "controlled her money", "--json").splitlines()]
    assert set(lines[0]) == {"review", "document", "section", "paragraph", "text", "score", "themes", "url"}
    assert [line["score"] for line in lines] == sorted((line["score"] for line in lines), reverse=True)


@pytest.mark.parametrize("theme", HEADLINE)
def test_every_headline_theme_is_found_for_victim_and_perpetrator(page, theme):
    for subject in ("victim", "perpetrator"):
        page.goto(f"/search/?theme={theme}.{subject}")
        expect(page.locator('main a[href*="/reviews/"]').first, subject).to_be_visible()
