"""Marks are checked by the keyboard alone, with and without JavaScript, and nobody's keys are taken from them."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import wrong_with
from .test_site import log_in, password  # noqa: F401  the fixture

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def check(page, password):  # noqa: F811
    """Open the first passage of a paper in which a theme about a person is marked; returns its marks."""
    log_in(page, "coordinator", password)
    page.goto(page.get_by_role("link", name=re.compile(r"Read\s+KM: overview report")).get_attribute("href"))
    passage = page.locator(".dhr-paragraph:has(.dhr-chip--headline) + .dhr-check a").first
    passage.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?decide="))
    about_somebody = page.get_by_role("group", name="About", exact=True)
    return page.locator(".dhr-checked:has(:target) .dhr-evidence").filter(has=about_somebody)


def test_marks_are_confirmed_rejected_and_given_to_another_by_keys_alone(page, password, site):  # noqa: F811
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    mark = check(page, password).first
    name = mark.get_attribute("id")
    address = page.url
    page.keyboard.press("j")
    for _ in range(40):
        if page.locator(":focus").get_attribute("id") == name:
            break
        page.keyboard.press("j")
    mark = page.locator(f"#{name}")
    expect(mark).to_be_focused()
    expect(page.locator(".dhr-mark--looked-at").first).to_be_visible()
    status = page.locator("#said")
    for key, shows in (
        ("c", "✓ Right"),
        ("r", "Wrong: not shown"),
        ("4", "now: Other"),
        ("3", "now: Child"),
        ("o", "now: Possible"),
    ):
        page.keyboard.press(key)
        expect(mark).to_contain_text(shows)
        expect(mark).to_be_focused()
        expect(status).to_contain_text("Your decision is kept")
    page.keyboard.press("u")
    expect(status).to_contain_text("It is taken back")
    expect(mark.get_by_role("group", name="Status")).not_to_contain_text("now: Possible")
    expect(mark).to_contain_text("About somebody else: Rowan Ashby")
    assert page.url == address and said == []
    assert wrong_with(page) == []
    site.manage("tag")
    page.reload()
    expect(mark).to_contain_text("now: Child")
    expect(mark).not_to_contain_text("now: Possible")


def test_a_button_that_was_pressed_keeps_the_focus_at_its_place(page, password):  # noqa: F811
    mark = check(page, password).last
    name = mark.get_attribute("id")
    wrong = mark.get_by_role("button", name="Wrong")
    wrong.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{name}")).to_contain_text("Wrong: not shown")
    expect(page.locator(f"#{name}")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Right")


def test_keys_are_left_alone_in_fields_with_modifiers_and_where_they_are_turned_off(page, password):  # noqa: F811
    sent = []
    marks = check(page, password)
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator(".dhr-checked:has(:target) summary").filter(has_text="Add a theme").click()
    field = page.get_by_label("The words")
    field.focus()
    page.keyboard.type("jcr1u")
    expect(field).to_have_value("jcr1u")
    expect(field).to_be_focused()
    marks.first.focus()
    for keys in ("Control+c", "Alt+r", "Shift+R"):
        page.keyboard.press(keys)
    page.get_by_label("Single keys work").uncheck()
    page.reload()
    expect(page.get_by_label("Single keys work")).not_to_be_checked()
    marks.first.focus()
    for key in "jcr1":
        page.keyboard.press(key)
    expect(marks.first).to_be_focused()
    assert sent == []


def test_without_javascript_each_button_sends_its_form_and_the_reader_comes_back_to_the_mark(plain_page, password):  # noqa: F811
    mark = check(plain_page, password).last
    name = mark.get_attribute("id")
    expect(plain_page.get_by_label("Single keys work")).to_be_hidden()
    mark.get_by_role("button", name="Right", exact=True).or_(mark.get_by_role("button", name="Take back")).first.focus()
    plain_page.keyboard.press("Enter")
    expect(plain_page).to_have_url(re.compile(f"#{name}$"))
    expect(plain_page.locator(f"#{name}")).to_be_focused()
    expect(plain_page.get_by_text(re.compile("Your decision is kept|It is taken back"))).to_be_visible()


def test_where_the_site_does_not_answer_the_mark_says_so(page, password):  # noqa: F811
    mark = check(page, password).first
    page.route(re.compile("/decisions/"), lambda route: route.abort())
    mark.focus()
    page.keyboard.press("r")
    expect(mark).to_contain_text("The site did not answer as it should")
    expect(mark).to_be_focused()


def test_whoever_is_signed_out_meanwhile_is_told_so(page, password):  # noqa: F811
    mark = check(page, password).first
    page.context.clear_cookies(name="sessionid")
    mark.focus()
    page.keyboard.press("r")
    expect(mark).to_contain_text("You are signed out, so this was not kept")
    expect(page.locator("#said")).to_contain_text("You are signed out")
