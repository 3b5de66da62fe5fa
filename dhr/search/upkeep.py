"""Keeps both indexes in step with the database. Only the worker writes; the rows of IndexChange are its list."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from dhr.learning.tagging import tag_unit
from dhr.reviews.audiences import audiences_of, audiences_of_review
from dhr.reviews.models import Document, Review, ReviewArea

from .documents import IndexDocument
from .engines.protocol import Engine, SearchUnavailable
from .engines.writing import one_writer
from .indexes import public_index, workspace_index
from .listening import note_audiences
from .models import IndexChange, IndexedOwner, IndexedUnit
from .units import all_units, papers_of, public_documents, workspace_documents

logger = logging.getLogger(__name__)

MANY = 200
"""From so many changed units on, building an index anew is quicker than changing it."""

PATIENCE = 10
"""Seconds that one process waits while another takes changes in."""


def work() -> int:
    """Tag and index what changed since the last time; returns how many units that were.

    Reads the state as it is now, then deletes the rows that it began with: a change that comes in between keeps
    its own row, and a crash leaves them all for the next time. Raises `SearchError`.
    """
    with _one_at_a_time():
        return _take_in()


def _one_at_a_time() -> AbstractContextManager[None]:
    """Reading the state, writing and remembering belong together: else the older of two states may be written last."""
    return one_writer(settings.INDEX_DIR / "upkeep.lock", PATIENCE)


def _take_in() -> int:
    _note_dates_that_came()
    changes = list(IndexChange.objects.values_list("pk", "unit", "purges"))
    if not changes and all(_readable(index) for index in INDEXES):
        return 0
    units = list(dict.fromkeys(unit for _, unit, _ in changes))
    for unit in units:
        _tag(unit)
    purged = {unit for _, unit, purges in changes if purges}
    for index in INDEXES:
        _update(index, units, purged)
    with transaction.atomic():
        for unit in units:
            _remember_audiences(unit)
        _delete_changes([pk for pk, _, _ in changes])
    return len(units)


def rebuild(progress: Callable[[Iterable[str]], Iterable[str]] = iter) -> int:
    """Tag whatever is not tagged, and build both indexes from the database; returns how many units they hold.

    Raises `SearchError`.
    """
    with _one_at_a_time():
        return _build_all(progress)


def _build_all(progress: Callable[[Iterable[str]], Iterable[str]]) -> int:
    changes = list(IndexChange.objects.values_list("pk", flat=True))
    units = list(all_units())
    for unit in progress(units):
        _tag(unit)
    for index in INDEXES:
        _build(index, units)
    with transaction.atomic():
        IndexedOwner.objects.all().delete()
        for unit in units:
            _remember_audiences(unit)
        _delete_changes(changes)
    return len(units)


def _tag(unit: str) -> None:
    """Tag a unit's papers. One that can't be tagged keeps its old marks, and keeps no other out of the index."""
    try:
        tag_unit(papers_of(unit))
    except OperationalError:
        raise
    except Exception as error:  # the type alone: a message could carry case text
        logger.error("The themes of %s can't be marked: %s", unit, type(error).__name__)


def _delete_changes(pks: list[int]) -> None:
    """Delete these rows and no others: a row with a smaller key may be committed later."""
    for start in range(0, len(pks), 500):
        IndexChange.objects.filter(pk__in=pks[start : start + 500]).delete()


@dataclass(frozen=True)
class Index:
    """One of the two indexes: `engine` opens it, `documents_of` says what it holds of a unit."""

    name: str
    engine: Callable[[], Engine]
    documents_of: Callable[[str], list[IndexDocument]]


INDEXES = (
    Index("public", public_index, public_documents),
    Index("workspace", workspace_index, workspace_documents),
)


def _update(index: Index, units: Iterable[str], purged: set[str]) -> None:
    """Write what changed of `units` since the index took them in; all of it anew where something must be purged."""
    known = dict(IndexedUnit.objects.filter(index=index.name).values_list("unit", "digest"))
    anew = not _readable(index)
    changed: dict[str, list[IndexDocument]] = {}
    for unit in () if anew else units:
        documents = index.documents_of(unit)
        if _digest(documents) != known.get(unit, NOTHING):
            changed[unit] = documents
            if anew := unit in purged or len(changed) >= MANY:
                break
    if anew:
        _build(index, list(all_units()))
        return
    _remember(index, dict.fromkeys(changed, UNKNOWN))
    for unit, documents in changed.items():
        index.engine().replace_unit(unit, documents)
        _remember(index, {unit: _digest(documents)})


def _build(index: Index, units: list[str]) -> None:
    digests: dict[str, str] = {}

    def documents() -> Iterator[IndexDocument]:
        for unit in units:
            of_unit = index.documents_of(unit)
            digests[unit] = _digest(of_unit)
            yield from of_unit

    _remember(index, dict.fromkeys(units, UNKNOWN))
    index.engine().rebuild(documents())
    with transaction.atomic():
        IndexedUnit.objects.filter(index=index.name).delete()
        _remember(index, digests)


def _remember(index: Index, digests: dict[str, str]) -> None:
    """Keep what `index` holds of these units, `UNKNOWN` before it is written: a crash may come in between."""
    IndexedUnit.objects.bulk_create(
        [IndexedUnit(index=index.name, unit=unit, digest=digest) for unit, digest in digests.items()],
        update_conflicts=True,
        update_fields=["digest"],
        unique_fields=["index", "unit"],
        batch_size=500,
    )


def _digest(documents: list[IndexDocument]) -> str:
    return hashlib.sha256(repr(documents).encode()).hexdigest()


NOTHING = _digest([])
UNKNOWN = ""


def _readable(index: Index) -> bool:
    try:
        index.engine().check()
    except SearchUnavailable as problem:
        logger.info("%s Building it anew.", problem)
        return False
    return True


def _remember_audiences(unit: str) -> None:
    now = {f"d{paper.pk}": audiences_of(paper) for paper in papers_of(unit)}
    if unit.startswith("r") and (review := Review.objects.filter(pk=unit[1:]).first()):
        now[unit] = audiences_of_review(review)
    IndexedOwner.objects.bulk_create(
        [IndexedOwner(owner=owner, audiences=sorted(audiences)) for owner, audiences in now.items()],
        update_conflicts=True,
        update_fields=["audiences"],
        unique_fields=["owner"],
    )


def _note_dates_that_came() -> None:
    """An area's part in a joint review may begin or end by date alone, without anybody saving anything."""
    today = timezone.localdate()
    dated = ReviewArea.objects.filter(since__lte=today) | ReviewArea.objects.filter(until__lte=today)
    for review in Review.objects.filter(review_areas__in=dated).distinct():
        indexed = dict(
            IndexedOwner.objects.filter(
                owner__in=[review.unit, *(f"d{paper.pk}" for paper in review.documents.all())]
            ).values_list("owner", "audiences")
        )
        now = {review.unit: audiences_of_review(review)}
        now |= {f"d{paper.pk}": audiences_of(paper) for paper in Document.objects.filter(review=review)}
        for owner, audiences in now.items():
            if owner in indexed and set(indexed[owner]) != audiences:
                note_audiences(review.unit, owner, audiences)
