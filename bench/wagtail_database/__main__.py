"""`python -m bench.wagtail_database 100000` prints what Wagtail's database backend takes, as JSON.

Full-text search of SQLite in a temporary file or, with DATABASE_URL, of a PostgreSQL database, where it makes tables
of its own; its planner is told about the tables (ANALYZE). Each query is asked for the first 20 passages and how many
there are; no theme, audience or facet comes into it. A query is broken off after `PATIENCE` seconds and counts as so
long, and no more of its kind are asked once they have taken that together.
"""

import itertools
import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import django
import environ
from django.conf import settings

from bench.passages import documents, paragraphs
from bench.questions import questions
from dhr.search.documents import Sort
from dhr.search.query import SearchQuery

KINDS = ("rare word", "common word", "phrase", "ten-way OR", "word and filters")
PASSAGES = 20
PATIENCE = 20
CHUNK = 5_000


def main(passages: int, folder: Path) -> dict:
    """Seconds of making the index, its bytes, the peak memory of this process, milliseconds of each kind's queries."""
    file = folder / "passages.sqlite3"
    settings.configure(
        DATABASES={"default": environ.Env().db_url("DATABASE_URL", f"sqlite:///{file}")},
        INSTALLED_APPS=["django.contrib.contenttypes", "modelsearch", "bench.wagtail_database"],
        MODELSEARCH_BACKENDS={"default": {"BACKEND": "modelsearch.backends.database"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.wagtail_database.models import Passage

    call_command("migrate", run_syncdb=True, verbosity=0)
    Passage.objects.all().delete()  # of a run before, on PostgreSQL
    paragraphs()
    rows = (
        Passage(kind=each.kind, region=each.regions[0], body=each.body)
        for each in documents(passages)
        if each.sort == Sort.PASSAGE
    )
    while chunk := list(itertools.islice(rows, CHUNK)):
        Passage.objects.bulk_create(chunk)
    begun = time.perf_counter()
    call_command("rebuild_modelsearch_index", chunk_size=CHUNK, verbosity=0)
    seconds = time.perf_counter() - begun
    connection.cursor().execute("ANALYZE")
    return {
        "seconds": seconds,
        "bytes": file.stat().st_size if connection.vendor == "sqlite" else database_bytes(connection),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "database": connection.vendor,
        "times": {kind: list(times(questions()[kind])) for kind in KINDS},
    }


def database_bytes(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def times(queries: list[SearchQuery]) -> Iterator[float]:
    """Milliseconds of each query, as far as patience reaches."""
    from django.db import DatabaseError, connection

    raw = connection.connection
    ends = time.perf_counter() + PATIENCE
    for query in queries:
        begun = time.perf_counter()
        timer = threading.Timer(PATIENCE, raw.interrupt if connection.vendor == "sqlite" else raw.cancel)
        timer.start()
        with suppress(DatabaseError):
            ask(query)
        timer.cancel()
        yield (time.perf_counter() - begun) * 1_000
        if time.perf_counter() > ends:
            return


def ask(query: SearchQuery) -> tuple[list, int]:
    from modelsearch.backends import get_search_backend
    from modelsearch.query import Phrase, PlainText

    from bench.wagtail_database.models import Passage

    words = query.text.replace('"', "")
    if query.text.startswith('"'):
        sought = Phrase(words)
    else:
        sought = PlainText(words.replace(" OR ", " "), operator="or" if " OR " in words else "and")
    passages = Passage.objects.all()
    if query.region:
        passages = passages.filter(kind__in=query.kind, region__in=query.region)
    found = get_search_backend().search(sought, passages)
    return list(found[:PASSAGES]), found.count()


if __name__ == "__main__":
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as temporary:
        print(json.dumps(main(int(sys.argv[1]), Path(temporary))))
