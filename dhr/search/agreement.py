"""Whether an index really holds what the database says that it should, and mending it where it doesn't."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from .documents import IndexDocument
from .indexes import Index
from .models import IndexChange
from .units import all_units
from .upkeep import write_unit


class Fault(StrEnum):
    """What is wrong with a unit in an index, in words that follow a number."""

    MISSING = "missing from the index"
    EXTRA = "in the index and not in the database"
    LOST = "with some documents lost"
    DOUBLED = "with some documents too many"
    AUDIENCES = "open to other people than they should be"
    STALE = "with other text or facts than the database"


@dataclass(frozen=True)
class Holding:
    """What is held of a unit: how many documents, and sums over their marks, whatever their order."""

    documents: int = 0
    content: int = 0
    access: int = 0

    def with_(self, key: str, mark: str) -> "Holding":
        content, access = (hash((key, digest)) for digest in mark.split("."))
        return Holding(self.documents + 1, self.content + content, self.access + access)


NONE = Holding()


@dataclass(frozen=True)
class Comparison:
    """An index beside the database. `faults` is by unit; units that wait for the worker are in none of them."""

    units: int
    documents: int
    waiting: int
    faults: dict[str, Fault]


def compare(
    index: Index,
    *,
    repair: bool = False,
    watch: Callable[[list[str]], Iterable[str]] = iter,
) -> Comparison:
    """Compare every unit, and with `repair` write those anew that are wrong; `watch` goes through the units.

    Goes on while others write. Raises `SearchError`.
    """
    held = holdings(index.engine().contents())
    waiting = _waiting()
    units = list(dict.fromkeys([*all_units(), *held]))
    documents, faults = 0, {}
    for unit in watch(units):
        holding = held.get(unit, NONE)
        documents += holding.documents
        # what seems wrong may have changed since: it is looked at again while nobody writes
        if unit not in waiting and holding != _wanted(index, unit) and (fault := _confirmed(index, unit, repair)):
            faults[unit] = fault
    return Comparison(len(held), documents, len(waiting), faults)


def holdings(contents: Iterable[tuple[str, str, str]]) -> dict[str, Holding]:
    """By unit; `contents` are those of an engine."""
    held: dict[str, Holding] = {}
    for unit, key, mark in contents:
        held[unit] = held.get(unit, NONE).with_(key, mark)
    return held


def _wanted(index: Index, unit: str) -> Holding:
    documents: list[IndexDocument] = index.documents_of(unit)
    return holdings((unit, document.key, document.mark()) for document in documents).get(unit, NONE)


def _confirmed(index: Index, unit: str, repair: bool) -> Fault | None:
    engine = index.engine()
    with engine.writing():
        if unit in _waiting():
            return None
        fault = _fault(holdings(engine.contents(unit)).get(unit, NONE), _wanted(index, unit))
        if fault and repair:
            write_unit(index, unit, anyway=True)
        return fault


def _waiting() -> set[str]:
    return set(IndexChange.objects.values_list("unit", flat=True))


def _fault(held: Holding, wanted: Holding) -> Fault | None:
    if held == wanted:
        return None
    if not held.documents:
        return Fault.MISSING
    if not wanted.documents:
        return Fault.EXTRA
    if held.documents != wanted.documents:
        return Fault.LOST if held.documents < wanted.documents else Fault.DOUBLED
    return Fault.AUDIENCES if held.access != wanted.access else Fault.STALE
