"""Database queries a page, on a small site and on one twenty times as large: they should be the same."""

import os
import sys
import tempfile

SMALL, LARGE = 3, 60
PAGES = ("/search/?q=support", "/search/?theme=alcohol", "/themes/", "/themes/alcohol/", "/search.csv?q=support", "/")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DHR_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "dhr.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("make_site", verbosity=0)
        small = measured(SMALL)
        large = measured(LARGE - SMALL)
    print(f"\nDatabase queries a page with {SMALL} and with {LARGE} published reviews")
    for address in PAGES:
        print(f"  {address:<28}{small[address]:>5}{large[address]:>5}   ratio {large[address] / small[address]:.2f}")
    return int(any(large[address] > small[address] for address in PAGES))


def measured(reviews: int) -> dict[str, int]:
    """Publish so many more reviews, index them, and count the queries of each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from dhr.publishing.editions import publish
    from dhr.search.upkeep import work
    from tests.factories import DocumentFactory

    for _ in range(reviews):
        facts = ["She asked for support with his drinking.", "The victim was dependent on alcohol."] * 5
        publish(DocumentFactory(sections={"Facts": facts}), by=None)
    work()
    counts = {}
    for address in PAGES:
        client = Client()
        consume(client.get(address))  # fills caches
        with CaptureQueriesContext(connection) as asked:
            consume(client.get(address))
        counts[address] = len(asked)
    return counts


def consume(response) -> None:
    """Read a streamed answer to its end; fail where a page failed."""
    if response.status_code != 200:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")
    if response.streaming:
        for _ in response.streaming_content:
            pass


if __name__ == "__main__":
    sys.exit(main())
