"""What the section editor adds to Draftail, in a real browser: footnotes, links, and tables with pasting."""

import re

import pytest
from playwright.sync_api import expect

from .test_site import log_in, password  # noqa: F401  the fixture

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_footnotes_links_and_tables_are_written_edited_and_read(page, password):  # noqa: F811
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, "coordinator", password)
    page.goto("/admin/papers/")
    page.get_by_role("link", name=re.compile("Terms of reference")).first.click()
    editor = page.locator(".Draftail-Editor").nth(1)  # the first begins with a table, where nobody types
    tool = lambda name: editor.locator(f".Draftail-ToolbarButton[name={name}]")  # noqa: E731
    dialog = page.locator("dialog[open]")

    editor.locator("[contenteditable=true]").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("The letter ")
    tool("FOOTNOTE").click()
    dialog.get_by_label("Words of the footnote").fill("It was kept by the council.")
    dialog.get_by_role("button", name="Insert footnote").click()
    expect(editor.locator(".dhr-footnote-marker")).to_have_count(1)
    page.keyboard.type("was answered, see ")

    tool("LINK").click()
    dialog.get_by_label("Address of the web page").fill("example.org/answer")
    dialog.get_by_label("Words to show").fill("the answer")
    page.keyboard.press("Enter")
    expect(editor.get_by_text("the answer")).to_be_visible()
    page.keyboard.type(". ")

    tool("TABLE").click()
    expect(dialog.get_by_label("Row 1, column 1")).to_be_focused()
    page.evaluate(PASTE, "Date\tAgency\tWhat happened\tBy whom\nMay\tPolice\tCame\t\n")
    dialog.get_by_label("Row 2, column 4").fill("A sergeant")
    dialog.get_by_role("button", name="Remove row 3").click()
    dialog.get_by_role("button", name="Insert table").click()
    expect(editor.locator(".dhr-table-block th")).to_have_text(["Date", "Agency", "What happened", "By whom"])

    editor.locator(".dhr-footnote-marker").click()
    dialog.get_by_label("Words of the footnote").fill("It was kept by the county council.")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    editor.get_by_role("button", name="Edit table").click()
    dialog.get_by_label("Row 2, column 1").fill("June")
    dialog.get_by_role("button", name="Save").click()
    expect(editor.locator(".dhr-table-block td").first).to_have_text("June")

    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved:").first).to_be_visible()
    page.get_by_role("link", name="Read").first.click()
    text = page.locator(".dhr-paper__text")
    expect(text.get_by_role("link", name="the answer")).to_have_attribute("href", "https://example.org/answer")
    expect(text.get_by_role("columnheader", name="By whom")).to_be_visible()
    expect(text.get_by_role("cell", name="A sergeant")).to_be_visible()
    text.get_by_role("link", name=re.compile("^Footnote")).first.click()
    expect(text.locator(".dhr-footnotes li").first).to_contain_text("It was kept by the county council.")
    assert said == []
