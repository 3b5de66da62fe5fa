"""The pictures of the guides, taken from the demo by Debian's Chromium as docs/guide/pictures.toml lists them."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import docx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"
ADMINISTRATOR = "administrator@demo.example"
OWNER = "owner@demo.example"  # of actions, by the link in an e-mail
WORD = "word"  # the paper as it is taken away, with a few words changed
COLOURS = 96  # enough for pages of flat colour; keeps each picture far below its limit
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONG = 200  # characters
SETTLING = 1500  # milliseconds
SEPARATOR = b"-" * 79 + b"\n"  # of e-mails in a file
MARGIN = 16  # pixels above what a picture begins with
BELOW_HEADER = 110  # pixels of the editor's header, which stays in place when its page scrolls
WAIT = 90  # seconds
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(frozen=True)
class Picture:
    """A line of the table: who opens what, and which part of it is shown. Lengths are pixels."""

    name: str
    path: str
    user: str = ""  # of the demo; nobody for a visitor who is not signed in
    follow: Sequence[str] = ()  # links or buttons to press, by what they say
    instead: Sequence[str] = ()  # a pattern in the address reached so, and what takes its place
    send: str = ""  # a file to send there, from the project's root; or WORD
    agree: Sequence[str] = ()  # buttons to press once it is sent
    window: bool = False  # the window as it is, and not a part of the page
    begin: str = "main :is(.govuk-caption-l, h1)"  # a selector: where the picture begins
    width: int = 1000
    height: int = 760
    second_factor: bool = False  # on a site that asks for one


@dataclass(frozen=True)
class Site:
    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[None]:
        command = [sys.executable, "-m", "waitress", f"--listen={self.url.removeprefix('http://')}"]
        server = subprocess.Popen([*command, "dhr.wsgi:application"], cwd=ROOT, env=self.environment)
        try:
            self._wait()
            yield
        finally:
            server.terminate()
            server.wait()

    def _wait(self) -> None:
        host, port = self.url.removeprefix("http://").split(":")
        end = time.monotonic() + WAIT
        while True:
            try:
                socket.create_connection((host, int(port))).close()
                return
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)


class Camera:
    """Takes pictures of `site`, signed in with `password`; `links` are addresses that only e-mails know."""

    def __init__(self, browser: Browser, site: Site, password: str, links: dict[str, str]):
        self.browser, self.site, self.password, self.links = browser, site, password, links
        self._windows: dict[str, Page] = {}

    def take(self, picture: Picture, folder: Path) -> None:
        page = self._window(picture.user)
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        page.goto(self.links.get(picture.path, picture.path))
        for words in picture.follow:
            page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first.click()
            page.wait_for_load_state("networkidle")
        if picture.instead:
            page.goto(re.sub(*picture.instead, page.url))
        if picture.send:
            _send(page, picture.send)
        for words in picture.agree:
            page.get_by_role("button", name=words).click()
        page.wait_for_load_state("networkidle")
        image = Image.open(BytesIO(_window(page, picture) if picture.window else _part(page, picture)))
        image.convert("RGB").quantize(COLOURS).save(folder / f"{picture.name}.png", optimize=True)

    def _window(self, user: str) -> Page:
        if user not in self._windows:
            context = self.browser.new_context(base_url=self.site.url, locale="en-GB", reduced_motion="reduce")
            context.set_default_timeout(WAIT * 1000)
            page = self._windows[user] = context.new_page()
            if user == ADMINISTRATOR:
                page.goto(self.links["administrator"])
                for field in page.locator("main input[type=password]").all():
                    field.fill(self.password)
                page.locator("main button[type=submit]").first.click()
                page.wait_for_load_state()
            if user:
                page.goto("/accounts/login/?next=/desk/")
            if user and "/accounts/login/" in page.url:
                page.locator("input[name=login]").fill(user)
                page.locator("input[type=password]").fill(self.password)
                page.locator("main button[type=submit]").first.click()
                page.wait_for_url(re.compile(r"^(?!.*/accounts/login/)"))
        return self._windows[user]


def _send(page: Page, what: str) -> None:
    if what == WORD:
        taken_away = page.request.get(page.url.replace("/word-draft/", "/word/")).body()
        page.locator("input[type=file]").set_input_files(
            {"name": "draft 2, with the sign-off officer.docx", "mimeType": WORD_TYPE, "buffer": _changed(taken_away)}
        )
    else:
        page.locator("input[type=file]").set_input_files(ROOT / what)
    page.locator("main button[type=submit]").first.click()


def _changed(taken_away: bytes) -> bytes:
    """A Word paper as somebody sends it back: a sentence more in each of its first long paragraphs."""
    paper, out = docx.Document(BytesIO(taken_away)), BytesIO()
    long = [paragraph for paragraph in paper.paragraphs if len(paragraph.text) > LONG]
    for paragraph in long[:3]:
        paragraph.add_run(" This was confirmed by the sign-off officer.")
    paper.save(out)
    return out.getvalue()


def _window(page: Page, picture: Picture) -> bytes:
    scroll = "(element, header) => { element.style.scrollMarginTop = `${header}px`; element.scrollIntoView(); }"
    for _ in range(2):  # editors grow as they come into view, and push down what follows
        page.locator(picture.begin).first.evaluate(scroll, BELOW_HEADER)
        page.wait_for_timeout(SETTLING)
    return page.screenshot()


def _part(page: Page, picture: Picture) -> bytes:
    page.evaluate("scrollTo(0, 0)")
    main = page.locator("main").bounding_box()
    top = max(page.locator(picture.begin).first.bounding_box()["y"] - MARGIN, 0)
    bottom = min(main["y"] + main["height"], top + picture.height)
    return page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": picture.width, "height": bottom - top})


def pictures() -> list[Picture]:
    listed = tomllib.loads((GUIDE / "pictures.toml").read_text(encoding="utf-8"))["picture"]
    return [Picture(**entry) for entry in listed]


def _site(folder: Path, second_factor: str) -> Site:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DHR_", "DATABASE_URL"))}
    return Site(
        url,
        clean
        | {
            "DHR_DATA_DIR": str(folder / "data"),
            "DHR_BASE_URL": url,
            "DHR_SECOND_FACTOR": second_factor,
            "DHR_EMAIL_URL": f"filemail:///{folder}/post",
            "DJANGO_SETTINGS_MODULE": "dhr.settings",
        },
    )


def _prepared(site: Site, post: Path) -> tuple[str, dict[str, str]]:
    """The demo made on `site`: its password, and the addresses that only e-mails know."""
    site.manage("migrate", "--verbosity=0")
    site.manage("make_site")
    password = site.manage("load_demo").rsplit("password ", 1)[1].split()[0]
    site.manage("work", "--once")
    administrator = site.manage("first_administrator", ADMINISTRATOR)
    letters = [message_from_bytes(one.lstrip(), policy=default) for one in _sent(post)]
    words = "".join(letter.get_content() for letter in letters)
    to_owner = next(letter.get_content() for letter in letters if letter["To"] == OWNER)
    return password, {
        "administrator": re.search(r"https?://\S+", administrator)[0],
        "invitation": re.search(r"https?://\S+/invitation/\S+", words)[0],
        "owner": re.search(r"https?://\S+/act/\S+", to_owner)[0],
    }


def _sent(post: Path) -> Iterator[bytes]:
    """The e-mails in `post`, as Django writes them to files."""
    for file in post.iterdir():
        yield from file.read_bytes().removesuffix(SEPARATOR).split(SEPARATOR)


def main(names: Sequence[str]) -> None:
    """Take all pictures, or those with these names."""
    wanted = [picture for picture in pictures() if not names or picture.name in names]
    folder = GUIDE / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        place = Path(made)
        (place / "data").mkdir(mode=0o700)
        (place / "post").mkdir()
        sites = {False: _site(place, "off"), True: _site(place, "required")}
        password, links = _prepared(sites[False], place / "post")
        for site in sites.values():
            stack.enter_context(site.served())
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        cameras = {factor: Camera(browser, site, password, links) for factor, site in sites.items()}
        for picture in wanted:
            cameras[picture.second_factor].take(picture, folder)
            sys.stdout.write(f"{picture.name}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
