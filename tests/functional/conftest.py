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
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

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
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Site:
    """A running demo site: `manage(...)` runs a command on it and returns what it printed."""

    url: str
    environment: dict

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


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
def site(tmp_path_factory):
    """The demo content loaded, tagged, indexed and served."""
    if not shutil.which("chromium"):
        pytest.skip("SKIPPED: the browser tests need Debian's chromium")
    url = _free_address()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DHR_", "DATABASE_URL"))}
    environment |= {
        "DHR_DATA_DIR": str(tmp_path_factory.mktemp("site")),
        "DHR_BASE_URL": url,
        "DHR_SECOND_FACTOR": "off",  # as in the demo
        "DJANGO_SETTINGS_MODULE": "dhr.settings",
    }
    site = Site(url, environment)
    site.manage("migrate", "--verbosity=0")
    site.manage("make_site")
    site.manage("load_demo")
    site.manage("work", "--once")
    with _served(site):
        yield site


@pytest.fixture(scope="session")
def guarded_site(site, tmp_path_factory):
    """The same site served once more as it is outside a demonstration: a second factor is asked of everybody.

    The e-mails that its commands send are files in the folder `post`.
    """
    url, post = _free_address(), tmp_path_factory.mktemp("post")
    guarded = GuardedSite(
        url,
        site.environment
        | {"DHR_BASE_URL": url, "DHR_SECOND_FACTOR": "required", "DHR_EMAIL_URL": f"filemail:///{post}"},
        post,
    )
    with _served(guarded):
        yield guarded


def _free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def _served(site: Site) -> Iterator[None]:
    server = subprocess.Popen(
        [sys.executable, "-m", "waitress", f"--listen={site.url.removeprefix('http://')}", "dhr.wsgi:application"],
        cwd=ROOT,
        env=site.environment,
    )
    try:
        _wait_for(site.url)
        yield
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"Nothing answers at {url}")


@pytest.fixture(scope="session")
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
    found = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    wrong = [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in found]
    page.set_viewport_size({"width": 375, "height": 812})
    if page.evaluate("document.documentElement.scrollWidth") > 376:
        wrong.append("scrolls sideways at 375 pixels")
    found = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    wrong += [f"at 375: {rule['id']}: {rule['nodes'][0]['target']}" for rule in found]
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong
