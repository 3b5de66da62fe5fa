"""The site as `make demo` makes it, in a folder of its own, with a real server and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from . import commands

expect.set_options(timeout=30_000)  # milliseconds; a busy machine is no failure
ROOT = Path(__file__).parents[2]
# Debian's Chromium as an ordinary headless browser that asks nothing of the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what holds is not told at length, which takes longer than to look
}


@dataclass
class Site:
    """A demo site: `manage(...)` runs a command on it and returns what it printed."""

    url: str
    environment: dict
    process: Executor

    def manage(self, *arguments: str) -> str:
        return self.process.submit(commands.run, *arguments).result()

    def wait(self) -> None:
        """Until the site answers."""
        for _ in range(240):
            try:
                urllib.request.urlopen(self.url, timeout=5)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        raise AssertionError(f"Nothing answers at {self.url}")


@dataclass
class GuardedSite(Site):
    """A site that asks for a second factor, with the folder that its e-mails go to."""

    post: Path

    def link_sent_to(self, email: str) -> str:
        """The link in the e-mail to this address."""
        files = b"".join(file.read_bytes() for file in self.post.iterdir())
        letters = [message_from_bytes(one.lstrip(), policy=default) for one in files.split(b"-" * 79 + b"\n")]
        words = next(letter.get_content() for letter in letters if letter["To"] == email)
        return re.search(rf"{re.escape(self.url)}\S+", words)[0]


@pytest.fixture(scope="session")
def site(tmp_path_factory, migrated):
    """The demo content loaded, tagged, indexed and served."""
    if not shutil.which("chromium"):
        pytest.skip("SKIPPED: the browser tests need Debian's chromium")
    url, home = _free_address(), tmp_path_factory.mktemp("site")
    if (begun := migrated[0] / migrated[1]).is_file():  # not where the tests use another database
        shutil.copy(begun, home / "db.sqlite3")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DHR_", "DATABASE_URL"))}
    environment |= {
        "DHR_DATA_DIR": str(home),
        "DHR_BASE_URL": url,
        "DHR_SECOND_FACTOR": "off",  # as in the demo
        "DJANGO_SETTINGS_MODULE": "dhr.settings",
    }
    with _started(url, environment) as process:
        site = Site(url, environment, process)
        site.manage("migrate", "--verbosity=0")
        site.manage("make_site")
        site.manage("load_demo")
        site.manage("work", "--once")
        site.wait()
        yield site


@pytest.fixture(scope="session")
def guarded_site(site, tmp_path_factory):
    """The same site served once more as it is outside a demonstration: a second factor is asked of everybody.

    The e-mails that its commands send are files in the folder `post`.
    """
    url, post = _free_address(), tmp_path_factory.mktemp("post")
    own = {"DHR_BASE_URL": url, "DHR_SECOND_FACTOR": "required", "DHR_EMAIL_URL": f"filemail:///{post}"}
    environment = site.environment | own
    with _started(url, environment) as process:
        guarded = GuardedSite(url, environment, process, post)
        guarded.wait()
        yield guarded


def _free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def _started(url: str, environment: dict) -> Iterator[Executor]:
    """A server of a site, and the process that runs its commands. Both are still starting."""
    server = subprocess.Popen(
        [sys.executable, "-m", "waitress", f"--listen={url.removeprefix('http://')}", "dhr.wsgi:application"],
        cwd=ROOT,
        env=environment,
    )
    try:
        with commands.process_for(environment) as process:
            yield process
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="package")  # while it lives, an event loop runs in which Django lets nobody ask the database
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, site):
    """A page of a signed-out visitor, at desktop width."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(browser, site):
    """A page of a browser without JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def wrong_with(page) -> list[str]:
    """What axe finds on the page as it stands, and whether it scrolls sideways at 375 pixels."""
    found = Axe().run(page, options=AXE).response["violations"]
    wrong = [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in found]
    page.set_viewport_size({"width": 375, "height": 812})
    if page.evaluate("document.documentElement.scrollWidth") > 376:
        wrong.append("scrolls sideways at 375 pixels")
    found = Axe().run(page, options=AXE).response["violations"]
    wrong += [f"at 375: {rule['id']}: {rule['nodes'][0]['target']}" for rule in found]
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong
