"""Somebody at a browser of their own, who goes through the site by what it says."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, expect

from tests.areas.codes import code_for

from .conftest import GuardedSite, wrong_with

PASSWORD = "three-random-words-of-mine"
MAKE_UP = """() => [...document.querySelectorAll("*")].map(
  element => [element.tagName, element.getAttribute("class"), ...element.getAttributeNames()].join(" ")
).join()"""
examined: set[str] = set()  # pages by what they are made of


@dataclass
class Person:
    """`page` is their browser's window, `said` what its console complained of."""

    name: str
    email: str
    page: Page
    said: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, site: GuardedSite, name: str) -> "Person":
        context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        email = f"{name.lower().replace(' ', '.')}@example.org"
        person = cls(name, email, context.new_page())
        person.page.on("console", lambda told: person.said.append(told.text) if told.type == "error" else None)
        person.page.on("pageerror", lambda error: person.said.append(str(error)))
        return person

    def opens(self, *links: str) -> None:
        """Follow links of the page's main part, one after the other. Every page on the way is accessible."""
        main = self.page.get_by_role("main")
        for name in links:
            link = main.get_by_role("link", name=name, exact=True).or_(
                main.get_by_role("button", name=name, exact=True)
            )
            with self.page.expect_navigation():
                link.first.click()
            self.looks_at()

    def presses(self, name: str) -> None:
        """Send a form; the page that comes is accessible."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        self.looks_at()

    def looks_at(self, heading: str | None = None) -> None:
        """The page has come, and is accessible; it is the one with this heading."""
        if heading:
            expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        made_of = self.page.evaluate(MAKE_UP)
        if made_of not in examined:  # as the same page is for somebody else
            wrong = wrong_with(self.page)
            assert wrong == [], f"{self.page.url}: {wrong}"
            examined.add(made_of)

    def fills(self, **words: str) -> None:
        """Type into fields, named by their labels: `e_mail_address` is the field "E-mail address"."""
        for label, typed in words.items():
            self.page.get_by_label(re.compile(label.replace("_", "[ -]"), re.I)).first.fill(typed)

    def sets_up_a_second_factor(self) -> None:
        """What stands before everything else; at its end is the desk."""
        self.looks_at("Set up your authenticator app")
        self.page.get_by_label("Code").fill(code_for(self.page.locator(".dhr-key").inner_text()))
        self.presses("Go on")
        self.looks_at("Your recovery codes")
        self.opens("I have kept them: go on to your desk")
        self.looks_at("Your desk")

    def accepts(self, link: str, *, confidentiality: bool = False) -> None:
        """Open an account from an invitation."""
        self.page.goto(link)
        self.looks_at("You are invited")
        self.page.get_by_label("Your full name").fill(self.name)
        self.page.get_by_label("Choose a password").fill(PASSWORD)
        if confidentiality:
            self.page.get_by_label("I have read this and agree to it").check()
        self.presses("Accept and open my account")

    def forgives(self, complaint: str) -> None:
        """Leave out what the console had to say about something that was meant to go wrong."""
        self.said[:] = [said for said in self.said if complaint not in said]

    def status_of(self, address: str) -> int:
        """What the server answers this person there."""
        return self.page.request.get(address, max_redirects=0).status
