"""The passages that the judged set is about: what the demo publishes and, where at hand, two council papers."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from bench.dataset import SHARED_DATA
from dhr.search.documents import IndexDocument, Sort

PAPERS = SHARED_DATA / "documents"
DEMO = Path(__file__).parents[2] / "demo"


@dataclass(frozen=True)
class Corpus:
    """What the public index holds of the demo and of the council papers; `papers` is empty where there are none."""

    demo: tuple[IndexDocument, ...]
    papers: tuple[IndexDocument, ...]

    @property
    def everything(self) -> tuple[IndexDocument, ...]:
        return self.demo + self.papers


def passages(documents: tuple[IndexDocument, ...]) -> list[IndexDocument]:
    return [document for document in documents if document.sort == Sort.PASSAGE]


@contextmanager
def empty_site() -> Iterator[None]:
    """A site of its own, with its database, for as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DHR_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "dhr.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def load() -> Corpus:
    """Read demo and papers into an empty site, through the doors that real ones take, and tag them."""
    from dhr.exchange.demo import load_context_papers, load_reviews, load_world
    from dhr.search.units import all_units

    load_world(DEMO)
    load_reviews(DEMO, tell=_silent)
    load_context_papers(DEMO, tell=_silent)
    demo = list(all_units())
    if PAPERS.is_dir():
        _read_papers()
    return Corpus(_documents(demo), _documents([unit for unit in all_units() if unit not in demo]))


def _silent(line: str) -> None:
    pass


def _read_papers() -> None:
    from django.core.management import call_command

    place = ("--area", "councils", "--create-area", "--kind", "context")
    public = ("--published", "--source-url", "https://www.example.org/papers")
    call_command("ingest", str(PAPERS), *place, *public, stdout=StringIO(), stderr=StringIO())


def _documents(units: list[str]) -> tuple[IndexDocument, ...]:
    from dhr.learning.tagging import tag_unit
    from dhr.search.units import papers_of, public_documents
    from dhr.search.vectors import with_vectors

    for unit in units:
        tag_unit(papers_of(unit))
    return tuple(document for unit in units for document in with_vectors(unit, public_documents(unit)))
