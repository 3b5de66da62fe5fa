"""Builds an index from the database, beside the one in use, and goes on where an earlier process was stopped.

People search the index in use meanwhile, and whoever else runs goes on changing it: what they changed is taken over
at the end, when nobody may write. What was taken away after a building began may have come into its files, so an
`Erasure` is settled by a building that began after it, and a half-built index that began before it is thrown away.
"""

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils import timezone

from .engines.protocol import Engine, SearchUnavailable, Successor
from .indexes import Index
from .models import Erasure, IndexBuild
from .records import NOTHING, UNKNOWN, digest_of, forget, remember, taken_in
from .units import all_units
from .vectors import model_wanted

BATCH = 50
"""Units that are written at a time: what a process that is stopped may have done in vain."""


def build(
    index: Index,
    *,
    start_again: bool = False,
    watch: Callable[[IndexBuild], object] = lambda build: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> IndexBuild:
    """Build `index` anew, or go on with what is half built, and put it to use.

    start_again  throws a half-built index away; one of another version, or begun before an erasure, is so anyhow
    watch        is told how far it is after each batch of units
    meanwhile    is called after each batch

    Raises `SearchBeingBuilt` where another process builds it, and `SearchError`; what was built is kept then.
    """
    engine = index.engine()
    half_built = "" if start_again else _half_built(index, engine)
    with engine.successor(half_built) as successor:
        if successor.name != half_built:
            _begin(index, engine, successor)
        progress = IndexBuild.objects.get(index=index.name)
        known = taken_in(successor.name)
        units = list(dict.fromkeys([*all_units(), *known]))
        progress.units, progress.done, progress.documents = len(units), 0, 0
        watch(progress)
        for start in range(0, len(units), BATCH):
            batch = units[start : start + BATCH]
            progress.documents += _take_in(index, successor, batch, known)
            progress.done += len(batch)
            progress.seen = timezone.now()
            progress.save()
            watch(progress)
            meanwhile()
        successor.settle()
        with engine.writing():
            _take_in(index, successor, _changed_meanwhile(engine, known), known)
            successor.take_over()
    _finish(progress)
    return progress


def _half_built(index: Index, engine: Engine) -> str:
    """The name of the index that can be gone on with; none where there is nothing, or it must be thrown away."""
    begun = IndexBuild.objects.filter(index=index.name, finished=None)
    unfinished = begun.filter(built_with=engine.wanted(), model=model_wanted()).first()
    if not unfinished or Erasure.objects.filter(index=index.name).exclude(build=unfinished.name).exists():
        return ""
    return unfinished.name


@transaction.atomic
def _begin(index: Index, engine: Engine, successor: Successor) -> None:
    """What has been taken away by now won't come into it."""
    replaces = ""
    if before := IndexBuild.objects.filter(index=index.name).first():
        replaces = before.name if before.finished else before.replaces
        if not before.finished:
            forget(before.name)
    now = timezone.now()
    IndexBuild(
        index=index.name,
        name=successor.name,
        replaces=replaces,
        built_with=engine.wanted(),
        model=model_wanted(),
        began=now,
        seen=now,
    ).save()
    Erasure.objects.filter(index=index.name).update(build=successor.name)


def _take_in(index: Index, successor: Successor, units: Collection[str], known: dict[str, str]) -> int:
    """Write what `successor` doesn't hold of these units as they are now; returns how many documents they have.

    `known` is what it holds, and is kept up to date.
    """
    documents = {unit: index.documents_of(unit) for unit in units}
    digests = {unit: digest_of(of_unit) for unit, of_unit in documents.items()}
    changed = {unit: digest for unit, digest in digests.items() if digest != known.get(unit, NOTHING)}
    if changed:
        remember(successor.name, dict.fromkeys(changed, UNKNOWN))
        successor.remove(changed.keys() & known.keys())
        successor.add(document for unit in changed for document in documents[unit])
        remember(successor.name, changed)
        known |= changed
    return sum(map(len, documents.values()))


def _changed_meanwhile(engine: Engine, known: dict[str, str]) -> list[str]:
    """The units of which the index in use holds something else than its successor."""
    try:
        in_use = taken_in(engine.in_use())
    except SearchUnavailable:
        return []
    return [unit for unit, digest in in_use.items() if digest != known.get(unit, NOTHING)]


@transaction.atomic
def _finish(progress: IndexBuild) -> None:
    progress.finished = progress.seen = timezone.now()
    progress.save()
    Erasure.objects.filter(index=progress.index, build=progress.name).delete()
    forget(progress.replaces)
