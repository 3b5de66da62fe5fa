"""A row's extensions and its pause, compared with those that a review has."""

from django.db.models import Model

from dhr.formats import WrittenDate
from dhr.reviews.models import Extension, Pause

from .columns import ORDINALS, extension_key
from .planned import PlannedRow
from .reading import long_date
from .steps import same_date

PAUSE_KEYS = {name: f"pause-{name}" for name in ("since", "until", "reason", "agreed_by")}


def plan_delays(row: PlannedRow) -> None:
    """Plan what is new and what is corrected. An extension is known by its new date, then by the day it was agreed;
    a pause by its first day, then by its reason."""
    here = [] if row.new else list(row.review.extensions.all())
    for number in ORDINALS:
        keys = {name: extension_key(number, name) for name in ("agreed_on", "until", "reason", "agreed_by")}
        _plan(row, Extension, keys, here, known_by=("until", "agreed_on"), optional=frozenset())
    here = [] if row.new else list(row.review.pauses.all())
    _plan(row, Pause, PAUSE_KEYS, here, known_by=("since", "reason"), optional=frozenset({"until"}))


def _plan(
    row: PlannedRow,
    model: type[Model],
    keys: dict[str, str],
    here: list[Model],
    *,
    known_by: tuple[str, ...],
    optional: frozenset[str],
) -> None:
    given = {name: row.entry.values[key] for name, key in keys.items() if key in row.entry.values}
    if not given:
        return
    record = next(
        (each for name in known_by if name in given for each in here if _same(given[name], getattr(each, name))), None
    )
    if record:
        here.remove(record)
        _correct(row, record, keys, given)
        return
    absent = [key for name, key in keys.items() if name not in given and name not in optional]
    for key in absent:
        if key in row.entry.refused:
            continue  # it could not be read, which is said already
        others = ", ".join(f"“{row.entry.heading(keys[name])}”" for name in given)
        row.entry.refuse(key, f"Nothing stands here, but it is needed with {others}.")
    if not absent:
        record = model(**{name: _value(value) for name, value in given.items()})
        _check(row, record, keys)
        row.created.append(record)
        for name in given:
            row.differs(keys[name], "", _shown(getattr(record, name)))


def _correct(row: PlannedRow, record: Model, keys: dict[str, str], given: dict[str, str | WrittenDate]) -> None:
    differing = [name for name, value in given.items() if not _same(value, getattr(record, name))]
    for name in differing:
        row.differs(keys[name], _shown(getattr(record, name)), _shown(_value(given[name])))
        setattr(record, name, _value(given[name]))
    if differing:
        _check(row, record, keys)
        row.corrected.append(record)


def _check(row: PlannedRow, record: Model, keys: dict[str, str]) -> None:
    row.check(record, keys)


def _same(written: str | WrittenDate, kept) -> bool:
    if isinstance(written, WrittenDate):
        return kept is not None and same_date(written, kept)
    return written == " ".join(kept.split())


def _value(written: str | WrittenDate):
    return written.day if isinstance(written, WrittenDate) else written


def _shown(value) -> str:
    """A value as people read it; a date that is not known is empty."""
    return value if isinstance(value, str) else long_date(value) if value else ""
