"""What a row reports of where its action stands: the updates that saving it would record."""

import datetime

from dhr.actions.enums import UNDELIVERED, VERIFIED, ActionStatus, UpdateKind

from .matching import same_words
from .planned import NewUpdate, PlannedRow
from .wording import completion_of


def report(row: PlannedRow, said: dict[str, str], today: datetime.date) -> None:
    """Plan the updates of a row; `said` is what the last plan said of its action, which is not said again."""
    _progress(row, said, today)
    _completion(row, said, today)
    _set_aside(row, said, today)


def date_agreed(day: datetime.date) -> NewUpdate:
    return NewUpdate(UpdateKind.DATE_AGREED, f"New target date {day:%d/%m/%Y}", {"new_date": day})


def _completion(row: PlannedRow, said: dict[str, str], today: datetime.date) -> None:
    reported, action = row.entry.delivered, row.action
    if not reported or same_words(reported.words, said.get("completion", "")):
        return
    if not _takes_reports(row):
        known = action.status in VERIFIED | {ActionStatus.DELIVERED} and not said
        if not known and not same_words(reported.words, completion_of(action)):
            _add_nothing(row, "completion")
        return
    row.report(NewUpdate(UpdateKind.DELIVERED, reported.words, {"on": reported.on or today}))


def _progress(row: PlannedRow, said: dict[str, str], today: datetime.date) -> None:
    entry = row.entry
    words = "\n".join(each.words for each in entry.progress)
    if not words or same_words(words, said.get("progress", "")):
        return
    if not _takes_reports(row):
        if said:
            _add_nothing(row, "progress")
        return
    facts = {"on": entry.progress_on or today}
    percent = next((each.percent for each in reversed(entry.progress) if each.percent is not None), None)
    if percent is not None:
        facts["percent"] = percent
    row.report(NewUpdate(UpdateKind.PROGRESS, words, facts))


def _set_aside(row: PlannedRow, said: dict[str, str], today: datetime.date) -> None:
    """An action that the file sets aside, or crosses out and does not call complete; it can be opened again."""
    entry, aside = row.entry, row.entry.set_aside
    if aside and not same_words(aside.words, said.get("set_aside", "")):
        if _takes_reports(row):
            row.report(NewUpdate(aside.kind, aside.words, {"on": aside.on or today}))
            entry.notes.append(f"It is set aside as “{aside.kind.label.lower()}”, in the file’s words as the reason.")
        elif row.action.status != aside.kind:
            _add_nothing(row, "completion")
    elif entry.crossed_out and not entry.delivered and not said.get("crossed_out") and _takes_reports(row):
        row.report(NewUpdate(UpdateKind.SUPERSEDED, "Crossed out in the plan"))


def _takes_reports(row: PlannedRow) -> bool:
    return row.action.pk is None or row.action.status in UNDELIVERED


def _add_nothing(row: PlannedRow, key: str) -> None:
    row.entry.note(key, f"The action is “{row.action.get_status_display().lower()}”; nothing is added.")
