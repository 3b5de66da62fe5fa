"""A review from its registration to the panel's reading, each person in a browser of their own.

Nobody skips anything: everybody is invited by e-mail and sets up a second factor before anything else is shown. The
tests go on from each other, in this order.
"""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from .long_text import blocks, piece
from .person import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AREA, AGENCIES = "Sorrel Vale", ("Sorrel Vale Police", "Sorrel Vale Hospital")
TITLE = "Verity, died March 2024"
WORDS, SECTIONS = 15_000, 21  # without the one that answers key lines
COPY = """async html => {
  const words = new DOMParser().parseFromString(html, "text/html").body.textContent;
  const item = {
    "text/html": new Blob([html], { type: "text/html" }),
    "text/plain": new Blob([words], { type: "text/plain" }),
  };
  await navigator.clipboard.write([new ClipboardItem(item)]);
}"""

IN_THE_FORM = (
    """words => [...document.querySelectorAll("[name^=section-]")].some(field => field.value.includes(words))"""
)


@pytest.fixture(scope="module")
def person(browser, guarded_site):
    """Makes people who never were here; their browsers stay open, and complain of nothing to the end."""
    made = []

    def at(name: str) -> Person:
        made.append(Person.at(browser, guarded_site, name))
        return made[-1]

    yield at
    for each in made:
        each.page.context.close()
    assert {each.name: each.said for each in made if each.said} == {}


@pytest.fixture(scope="module")
def coordinator(person, guarded_site):
    """Invited by an administrator, to an area that was just added."""
    administrator = person("Agnes Holloway")
    made = guarded_site.manage("first_administrator", administrator.email, "--another")
    page = administrator.page
    page.goto(made.split()[-1])
    administrator.looks_at("Choose a new password")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    administrator.presses("Keep this password")
    page.goto("/accounts/login/")
    administrator.fills(username=administrator.email, password=PASSWORD)
    administrator.presses("Sign in")
    administrator.sets_up_a_second_factor()

    administrator.opens("Administration", "Areas", "Add an area")
    administrator.fills(name=AREA)
    administrator.presses("Add the area")
    for agency in AGENCIES:
        page.goto("/desk/administration/agencies/add/")
        administrator.fills(name=agency)
        administrator.presses("Save")
    page.goto("/desk/administration/")
    administrator.opens("Invite somebody")
    invited = person("Rosamund Tey")
    administrator.fills(e_mail_address=invited.email)
    page.get_by_label("Role").select_option(label="Partnership lead or coordinator")
    page.get_by_label("Area").select_option(label=AREA)
    administrator.presses("Send the invitation")
    assert administrator.status_of("/admin/papers/") == 404

    guarded_site.manage("work", "--once")
    invited.accepts(guarded_site.link_sent_to(invited.email))
    invited.sets_up_a_second_factor()
    return invited


@pytest.fixture(scope="module")
def review(coordinator):
    """The address of a review that the coordinator registers."""
    page = coordinator.page
    page.goto("/desk/")
    coordinator.opens("Register a review")
    page.get_by_label("Domestic abuse related death review (DARDR)").check()
    page.get_by_label("Reference").fill("2024-07")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Date of notification").fill("2 4 2024")
    page.get_by_label("Month of death").select_option(label="March")
    page.get_by_label("Year of death").fill("2024")
    coordinator.presses("Register the review")
    coordinator.looks_at(TITLE)
    return re.search(r"/desk/reviews/[^/]+/", page.url)[0]


@pytest.fixture(scope="module")
def invited(coordinator, review, guarded_site, person):
    """Chair, IMR author and panel member, by role, with the link that was sent to each."""
    chair, author, member = person("Odette Marchbanks"), person("Piers Lockwood"), person("Winifred Aske")
    page = coordinator.page
    for someone, role, agency in (
        (chair, "Independent chair", None),
        (author, "IMR author", AGENCIES[0]),
        (member, "Panel member", AGENCIES[1]),
    ):
        page.goto(review)
        coordinator.opens("Invite somebody")
        coordinator.fills(e_mail_address=someone.email)
        page.get_by_label("Role").select_option(label=role)
        if agency:
            page.get_by_label("Agency").select_option(label=agency)
        coordinator.presses("Send the invitation")
        expect(page.get_by_text(f"The invitation to {someone.email} is on its way.")).to_be_visible()
    guarded_site.manage("work", "--once")
    people = {"chair": chair, "author": author, "member": member}
    return {role: (each, guarded_site.link_sent_to(each.email)) for role, each in people.items()}


@pytest.fixture(scope="module")
def newcomer(invited):
    """The chair, with an account and no second factor yet."""
    someone, link = invited["chair"]
    someone.accepts(link)
    return someone


@pytest.fixture(scope="module")
def chair(newcomer):
    newcomer.page.goto("/desk/")
    newcomer.sets_up_a_second_factor()
    return newcomer


@pytest.fixture(scope="module")
def terms(chair, review):
    """The address at which the terms of reference are read: begun by the chair, and released to the panel."""
    page = chair.page
    begins(chair, review, "Terms of reference")
    writes(page, "What the review is not", " It is no trial of anybody.")
    follows(page, "Read")
    chair.looks_at()
    address = page.url
    chair.opens("Release it")
    chair.presses("Release")
    return address


@pytest.fixture(scope="module")
def report(chair, review):
    """The address of the editor of an overview report that the chair begins."""
    begins(chair, review, "Overview report")
    return chair.page.url


@pytest.fixture(scope="module")
def imr_author(invited, terms):
    someone, link = invited["author"]
    someone.accepts(link)
    someone.sets_up_a_second_factor()
    return someone


@pytest.fixture(scope="module")
def imr(imr_author, review):
    """The address of the editor of the IMR that its author begins."""
    imr_author.page.goto(review)
    begins(imr_author, review, "Individual management review (IMR)")
    return imr_author.page.url


def begins(someone, review, kind):
    page = someone.page
    page.goto(review)
    someone.opens("Begin a paper from a template", kind)
    page.get_by_role("main").get_by_role("button", name="Begin").click()
    expect(page).to_have_url(re.compile(r"/admin/papers/edit/\d+/"))
    expect(page.get_by_role("textbox").first).to_be_visible()


def section(page, heading):
    """The editor of the section with this heading."""
    return page.locator("[data-section]").get_by_role("textbox", name=re.compile(heading)).first


def opens_editor(page, editor):
    page.goto(editor)
    expect(section(page, "Conclusions")).to_be_visible()


def types(page, heading, words):
    section(page, heading).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def writes(page, heading, words):
    with saved_by_itself(page, words):
        types(page, heading, words)


@contextmanager
def saved_by_itself(page, words):
    """What is done in here leads to a save with these words, without a button."""

    def has_them(answer):
        sent = answer.request
        return answer.ok and sent.method == "POST" and "/edit/" in sent.url and words in (sent.post_data or "")

    with page.expect_response(has_them):
        yield
    expect(page.locator("#w-autosave-indicator").get_by_text("Saved")).to_be_visible()


def saves(page):
    """By hand."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: ").first).to_be_visible()


def follows(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def in_history(someone, editor, action):
    """Do something with the latest version, from the menu that stands beside it."""
    page = someone.page
    page.goto(editor.replace("/edit/", "/history/"))
    latest = page.get_by_role("main").locator("tbody tr").first
    latest.get_by_role("button").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name=action).first.click()
    someone.looks_at()


def names_the_latest_version(someone, editor, name):
    in_history(someone, editor, "Name this version")
    someone.page.get_by_label("Name").fill(name)
    someone.page.get_by_role("button", name="Save the name").click()
    expect(someone.page.get_by_role("main").locator("tbody tr").first).to_contain_text(name)


def test_nothing_opens_before_a_second_factor_is_set_up(newcomer, review):
    for address in ("/desk/", review, "/admin/papers/", "/search/", "/"):
        newcomer.page.goto(address)
        expect(newcomer.page.get_by_role("heading", level=1)).to_have_text("Set up your authenticator app")


def test_a_chair_pastes_a_long_report_and_compares_two_versions(chair, report):
    page = chair.page
    opens_editor(page, report)
    writes(page, "Conclusions", "To be written.")
    names_the_latest_version(chair, report, "Draft 1, begun")

    opens_editor(page, report)
    editors = page.locator("[data-section]:not(:has(.dhr-section__caption))").get_by_role("textbox")
    expect(editors).to_have_count(SECTIONS)
    for number in range(SECTIONS):
        page.evaluate(COPY, piece(number, words=WORDS // SECTIONS))
        editors.nth(number).locator("[data-block]").last.click()
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+v")
        expect(editors.nth(number)).to_contain_text(blocks(number)[-1])
    saves(page)

    follows(page, "Read")
    text = page.locator(".dhr-paper__text")
    words = " ".join(text.locator(".dhr-paragraph").all_inner_texts()).split()
    begun = [block for number in range(SECTIONS) for block in blocks(number)]
    assert [word for word in words if word in set(begun)] == begun
    assert len(words) > WORDS
    expect(text.get_by_role("heading", name=re.compile("^s3b[14] "))).to_have_count(2)
    expect(text.get_by_role("listitem").filter(has_text=re.compile("s3b[67] "))).to_have_count(2)
    expect(text.locator("strong", has_text="s3b2 ")).to_be_visible()
    expect(text.locator("a[href*='/admin/']")).to_have_count(0)

    names_the_latest_version(chair, report, "Draft 2, whole")
    in_history(chair, report, "Compare with previous version")
    earlier = page.locator("#from option", has_text="Draft 1, begun").get_attribute("value")
    page.get_by_label("From").select_option(earlier)
    page.get_by_role("button", name="Compare").click()
    main = page.get_by_role("main")
    expect(main.locator("del", has_text="To be written")).to_be_visible()
    for number in range(SECTIONS):
        expect(main.locator("ins", has_text=f"s{number}b5 ")).to_be_visible()


def test_words_typed_while_a_save_is_under_way_are_saved_too(chair, report):
    page, more = chair.page, " And more in that moment."
    answered = []

    def answer(route):
        if answered or route.request.method != "POST":
            route.continue_()
            return
        answered.append(route.fetch())
        page.keyboard.insert_text(more)
        page.wait_for_function(IN_THE_FORM, arg=more)
        route.fulfill(response=answered[0])

    opens_editor(page, report)
    page.route(report, answer)
    with saved_by_itself(page, more):
        types(page, "Conclusions", " Words.")
    page.unroute(report)
    assert answered
    opens_editor(page, report)
    expect(section(page, "Conclusions")).to_contain_text(more)


def test_words_written_without_a_connection_are_saved_when_it_is_back(chair, report):
    page = chair.page
    opens_editor(page, report)
    page.context.set_offline(True)
    words = " Written on a train."
    types(page, "Methodology", words)
    expect(page.get_by_text("Autosave is paused").first).to_be_visible()
    with saved_by_itself(page, words):
        page.context.set_offline(False)
    chair.forgives("ERR_INTERNET_DISCONNECTED")
    opens_editor(page, report)
    expect(section(page, "Methodology")).to_contain_text(words)


def test_two_people_in_one_paper_lose_nothing(chair, coordinator, report):
    first, second = chair.page, coordinator.page
    opens_editor(first, report)
    opens_editor(second, report)
    writes(first, "Dissemination", " Chair, alone.")
    writes(first, "Conclusions", " Chairwords.")
    types(second, "Methodology", " Coordinator, alone.")
    types(second, "Conclusions", " Deskwords.")
    expect(second.get_by_text("Autosave is paused").first).to_be_visible()
    second.get_by_role("button", name="Save", exact=True).click()
    warning = second.locator("#w-save-confirmation-dialog").get_by_role("button", name=re.compile("Save|Continue"))
    conflict = second.get_by_role("alert").filter(has_text="saved this paper")
    expect(warning.or_(conflict)).to_be_visible()
    if warning.is_visible():  # only once the page has heard of the other version by itself
        warning.click()
    expect(conflict.get_by_role("listitem").filter(has_text="Dissemination")).to_be_visible()
    expect(conflict.locator("del", has_text="Chairwords")).to_be_visible()
    expect(conflict.locator("ins", has_text="Deskwords")).to_be_visible()
    expect(section(second, "Dissemination")).to_contain_text("Chair, alone.")
    saves(second)
    coordinator.forgives("400 (Bad Request)")

    opens_editor(first, report)
    for heading, words in (
        ("Dissemination", "Chair, alone."),
        ("Methodology", "Coordinator, alone."),
        ("Conclusions", "Deskwords."),
    ):
        expect(section(first, heading)).to_contain_text(words)
    in_history(chair, report, "Compare with previous version")
    expect(first.get_by_role("main").locator("del", has_text="Chairwords")).to_be_visible()


def test_an_imr_author_writes_against_the_key_lines(imr_author, imr, terms, report):
    page = imr_author.page
    answers = page.locator("[data-section]", has=page.locator(".dhr-section__caption"))
    expect(answers.locator(".dhr-section__caption").first).to_have_text("Answers key line of enquiry 1")
    assert answers.count() == 13  # the generic ones, which came with the terms of reference
    words = "Officers came twice, and did not speak with her alone."
    with saved_by_itself(page, words):
        answers.first.get_by_role("textbox").click()
        page.keyboard.type(words)
    follows(page, "Read")
    imr_author.looks_at()
    expect(page.locator(".dhr-paper__text")).to_contain_text(words)
    page.goto("/admin/papers/")
    expect(page.get_by_role("main").locator("tbody tr")).to_have_count(1)
    assert imr_author.status_of(report) == 404


def test_a_panel_member_reads_what_was_released_and_finds_nothing_else(invited, terms, report, imr, review, chair):
    hidden = [report, imr]
    for editor in hidden[:2]:
        chair.page.goto(editor)
        hidden.append(chair.page.get_by_role("link", name="Read", exact=True).get_attribute("href"))
    someone, link = invited["member"]
    someone.accepts(link, confidentiality=True)
    someone.sets_up_a_second_factor()
    page = someone.page
    someone.opens(f"Terms of reference: {TITLE}")
    expect(page.locator(".dhr-paper__text")).to_contain_text("It is no trial of anybody.")
    page.goto(review)
    someone.looks_at(TITLE)
    for paper in ("Overview report", "Individual management review"):
        expect(page.get_by_role("main")).not_to_contain_text(paper)
    for address in (*hidden, "/admin/", "/admin/papers/"):
        assert someone.status_of(address) == 404, address
