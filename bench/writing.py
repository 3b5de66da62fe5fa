"""The paper editor: server time and queries of a report's page, and how long until a browser has all its editors."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

SECTIONS, WORDS, PARAGRAPH = 19, 15_000, 50  # words of the whole report, and of one paragraph
ROUNDS = 5
READY_WITHIN = 4.0  # seconds until every editor can be typed in


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {
            "DHR_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "dhr.settings",
            "DHR_SECOND_FACTOR": "off",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("make_site", verbosity=0)
        chair, once, fourfold = reports()
        plain, long = measured(chair, once), measured(chair, fourfold)
        print(f"\nThe editor of a report of {SECTIONS} sections, median of {ROUNDS}")
        for words, (seconds, queries, saving) in ((WORDS, plain), (4 * WORDS, long)):
            page = f"{seconds * 1000:.0f} ms, {queries} queries"
            print(f"  {words:>6,} words: {page}; one section saved in {saving * 1000:.0f} ms")
        seconds = until_ready(chair, once)
    if seconds is None:
        print("  SKIPPED: the time until a browser is ready needs Debian's chromium")
    else:
        print(f"  all editors ready in Chromium after {seconds:.1f} s (bar: {READY_WITHIN:.0f} s)")
    return int(plain[1] != long[1] or (seconds or 0) > READY_WITHIN)


def reports():
    """A chair, and two reports of theirs: one of so many words, one of four times as many paragraphs."""
    from dhr.areas.enums import Role
    from tests.factories import DocumentFactory, ParticipationFactory, ReviewFactory

    review = ReviewFactory()
    chair = ParticipationFactory(review=review, role=Role.CHAIR).user
    paragraphs = WORDS // SECTIONS // PARAGRAPH
    text = " ".join(["agency"] * PARAGRAPH)
    made = [
        DocumentFactory(
            review=review, sections={f"Section {n}": [text] * (paragraphs * times) for n in range(SECTIONS)}
        )
        for times in (1, 4)
    ]
    return chair, *made


def address(paper) -> str:
    from django.urls import reverse

    return reverse("wagtailsnippets_reviews_document:edit", args=[paper.pk])


def measured(chair, paper) -> tuple[float, int, float]:
    """Seconds and queries of the page, and seconds of saving one changed section."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.reviews.writing.posting import loaded, typed

    client = Client()
    client.force_login(chair)
    client.post(address(paper), loaded(paper))  # its first revision
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert client.get(address(paper)).status_code == 200
        spent.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as asked:
        client.get(address(paper))
    queries = len(asked)
    data = loaded(paper, section_3=typed("Other words."))
    began = time.perf_counter()
    assert client.post(address(paper), data).status_code == 302
    return statistics.median(spent), queries, time.perf_counter() - began


def until_ready(chair, paper) -> float | None:
    """Seconds from asking for the page until every editor can be typed in, None where there is no Chromium."""
    chromium = shutil.which("chromium")
    if not chromium:
        return None
    from django.conf import settings
    from django.test import Client
    from playwright.sync_api import sync_playwright

    client = Client()
    client.force_login(chair)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "dhr.wsgi:application"])
    try:
        wait_for(url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(base_url=url)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
            page = context.new_page()
            page.goto("/admin/")  # scripts and styles are in the browser's cache, as on most days
            began = time.perf_counter()
            page.goto(address(paper), wait_until="commit")
            ready = "n => document.querySelectorAll('[data-section] [contenteditable=true]').length === n"
            page.wait_for_function(ready, arg=SECTIONS)
            spent = time.perf_counter() - began
            browser.close()
            return spent
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"Nothing answers at {url}")


if __name__ == "__main__":
    sys.exit(main())
