"""Keeps both indexes in step with the database. Only the worker writes; the rows of IndexChange are its list."""

import datetime
import logging
from functools import lru_cache, partial

from django.db import OperationalError, transaction
from django.utils import timezone

from dhr.actions.models import Recommendation
from dhr.learning.tagging import tag_unit
from dhr.reviews.audiences import audiences_of, audiences_of_review
from dhr.reviews.models import Document, Review, ReviewArea

from .building import build
from .engines.protocol import SearchBeingBuilt, SearchUnavailable
from .failures import failures_noted, note_failure
from .indexes import INDEXES, Index, erase_left_behind
from .listening import note_audiences
from .models import Erasure, IndexBuild, IndexChange, IndexedOwner
from .ratings import rate_actions
from .records import UNKNOWN, digest_of, last_taken_in, remember
from .units import all_units, papers_of
from .vectors import model_wanted

logger = logging.getLogger(__name__)

MANY = 200
"""From so many changed units on, building an index anew may be quicker than changing it."""


def work() -> int:
    """Tag and index what changed since the last time, and erase what was taken away; returns how many units changed.

    Builds an index that can't be read anew. What fails is kept for the status page.
    """
    with failures_noted():
        note_dates_that_came(timezone.localdate())
        rate_actions()
        try:
            done = _bring_in()
            for index in INDEXES:
                if _is_to_be_erased(index) or _has_other_vectors(index) or _is_not_the_one_built(index):
                    build(index, meanwhile=partial(_bring_in, may_build=False))
            erase_left_behind()
        except SearchBeingBuilt as busy:
            logger.info("%s", busy)
            return 0
    return done


def _bring_in(may_build: bool = True) -> int:
    """Write what changed into the indexes in use, each built anew where that is quicker and allowed.

    Deletes the rows that it began with: a change that comes in between keeps its own row, and a crash leaves them all
    for the next time.
    """
    changes = list(IndexChange.objects.values_list("pk", "unit"))
    units = list(dict.fromkeys(unit for _, unit in changes))
    for unit in units:
        mark_themes(unit)
    for index in INDEXES:
        if may_build and _is_built_quicker(index, len(units)):
            build(index)
        else:
            for unit in units:
                write_unit(index, unit)
    with transaction.atomic():
        for unit in units:
            _remember_audiences(unit)
        _delete_changes([pk for pk, _ in changes])
    return len(units)


def write_unit(index: Index, unit: str, *, anyway: bool = False) -> None:
    """Write a unit as it is now into the index in use, unless it holds just that; `anyway` doesn't trust the record."""
    engine = index.engine()
    with engine.writing():
        documents = index.documents_of(unit)  # read here, so that who writes last has read last
        name, digest = engine.in_use(), digest_of(documents)
        if anyway or digest != last_taken_in(name, unit):
            remember(name, {unit: UNKNOWN})
            engine.replace_unit(unit, documents)
            remember(name, {unit: digest})


def _is_built_quicker(index: Index, changed: int) -> bool:
    try:
        index.engine().check()
    except SearchUnavailable as problem:
        logger.warning("%s The worker builds it anew now.", problem)
        return True
    return changed >= MANY and 4 * changed > sum(1 for _ in all_units())


def _is_to_be_erased(index: Index) -> bool:
    return Erasure.objects.filter(index=index.name).exists()


def _is_not_the_one_built(index: Index) -> bool:
    """Whether the index in use is another than the last that was put to use, and so knows nothing of what came since.

    So it is where a site has gone back to an engine that it used before, or to an older copy of its database.
    """
    built = IndexBuild.objects.filter(index=index.name).first()
    if built is None:
        return False
    known = {built.name} if built.finished else {built.name, built.replaces}  # it may be taking over just now
    return index.engine().in_use() not in known


def _has_other_vectors(index: Index) -> bool:
    """Whether related wording was turned on or off, or got another model, since the index was built.

    People go on searching it meanwhile.
    """
    built = IndexBuild.objects.filter(index=index.name).first()
    return built is not None and built.model != model_wanted()


def mark_themes(unit: str) -> None:
    """Tag a unit's papers. One that can't be tagged keeps its old marks, and keeps no other out of the index."""
    try:
        tag_unit(papers_of(unit))
    except OperationalError:
        raise
    except Exception as error:  # the type alone: a message could carry case text
        logger.error("The themes of %s can't be marked: %s", unit, type(error).__name__)
        note_failure(type(error).__name__, f"The themes of {unit} can't be marked.")


def _delete_changes(pks: list[int]) -> None:
    """Delete these rows and no others: a row with a smaller key may be committed later."""
    for start in range(0, len(pks), 500):
        IndexChange.objects.filter(pk__in=pks[start : start + 500]).delete()


def _remember_audiences(unit: str) -> None:
    now = {f"d{paper.pk}": audiences_of(paper) for paper in papers_of(unit)}
    if unit.startswith("r") and (review := Review.objects.filter(pk=unit[1:]).first()):
        now[unit] = audiences_of_review(review)
    if unit.startswith("o") and (outside := Recommendation.objects.filter(pk=unit[1:]).exclude(area=None).first()):
        now[unit] = outside.audiences
    IndexedOwner.objects.bulk_create(
        [IndexedOwner(owner=owner, audiences=sorted(audiences)) for owner, audiences in now.items()],
        update_conflicts=True,
        update_fields=["audiences"],
        unique_fields=["owner"],
    )


@lru_cache(maxsize=1)
def note_dates_that_came(today: datetime.date) -> None:
    """An area's part in a joint review may begin or end by date alone, without anybody saving anything.

    Looks once a day, and when the worker starts, as it may have been down for days; `listening` hears of every save.
    """
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
