"""A chair writes in the paper editor, and two people write in one paper, each in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import wrong_with
from .test_site import log_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def password(site):
    return site.manage("load_demo").rsplit("password ", 1)[1].split()[0]


@pytest.fixture
def two_pages(browser, site):
    contexts = [browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}) for _ in range(2)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def open_report(page, username, password):
    log_in(page, username, password)
    page.goto("/admin/papers/?q=overview")
    page.get_by_role("link", name=re.compile("KM: overview report")).click()
    expect(introduction(page)).to_be_visible()


def introduction(page):
    return page.get_by_role("textbox", name=re.compile("1 Introduction"))


def write(page, words, *, saved=True):
    """Type at the end of the introduction, and wait for the autosave's answer."""
    introduction(page).click()
    page.keyboard.press("Control+End")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url) as answer:
        page.keyboard.type(words)
    assert answer.value.ok == saved


def test_a_chair_writes_and_finds_it_saved_and_counted(page, password):
    open_report(page, "chair", password)
    section = page.locator("[data-section]", has=introduction(page))
    counted = int(re.match(r"[\d,]+", section.locator("[data-count]").inner_text())[0].replace(",", ""))
    write(page, " Kindness costs nothing.")
    expect(section.locator("[data-count]")).to_have_text(f"{counted + 3} words")
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Saved")
    page.reload()
    expect(introduction(page)).to_contain_text("Kindness costs nothing.")
    expect(section.locator("[data-count]")).to_have_text(f"{counted + 3} words")


def test_saving_by_hand_goes_on_from_what_was_saved_by_itself(page, password):
    open_report(page, "chair", password)
    write(page, " Once more.")
    page.locator(".action-save").click()
    expect(page.locator(".messages")).to_contain_text("Saved: KM")


def test_two_people_in_one_paper_lose_nothing(two_pages, password):
    first, second = two_pages
    open_report(first, "chair", password)
    open_report(second, "coordinator", password)
    write(first, " From the chair.")
    write(second, " From the coordinator.", saved=False)
    expect(second.get_by_text("Autosave is paused").first).to_be_visible()
    second.locator(".action-save").click()
    warning = second.locator("#w-save-confirmation-dialog").get_by_role("button", name=re.compile("Save|Continue"))
    conflict = second.get_by_role("alert").filter(has_text="saved this paper")
    expect(warning.or_(conflict)).to_be_visible()
    if warning.is_visible():  # only once the page has heard of the other version by itself
        warning.click()
    expect(conflict.locator("del")).to_contain_text(["words struck through", "chair"])
    expect(introduction(second)).to_contain_text("From the coordinator.")
    second.locator(".action-save").click()
    expect(second.locator(".messages")).to_contain_text("Saved: KM")
    second.goto(second.url.replace("/edit/", "/history/"))
    expect(second.locator("main")).to_contain_text("Orla Pennyfeather")


def test_the_pages_of_writing_are_accessible(page, password):
    open_report(page, "chair", password)
    pages = [page.url, page.url.replace("/edit/", "/history/"), "/admin/", "/admin/papers/"]
    pages += [page.url.replace("/edit/", "/history/") + "revisions/compare/earliest...latest/"]
    pages += [page.url.replace("/edit/", "/preview/")]
    for address in pages:
        page.goto(address)
        if "/edit/" in address:
            expect(introduction(page)).to_be_visible()
        assert wrong_with(page) == [], address
