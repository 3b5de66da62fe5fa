"""What a row reports of how far its action has come, from its cells for completion, status, progress and evidence."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from dhr.formats import DateProblem, Value

from .entries import PlanEntry, text_of
from .set_aside import Aside, read_set_aside
from .standing import Reported, part_rag, read_completion, read_percent, read_status, told_on

_NO_DAY = "It says complete and no day, so the day of the import is kept as the day of the report."
_CLOSED_THEN = "“Closed” with a day is taken as reported delivered. If the action was set aside, write why."
_CLOSED = (
    "“Closed” alone doesn’t say whether it was done, so it is kept as words of progress. "
    "Write “Complete”, or why the action was set aside."
)
_UNCLEAR = (
    "“{words}” doesn’t plainly say that the action is done, so it is kept as {kept}. "
    "Once all of it is, write “Completed” and the day."
)
_BOTH = "“{done}” and “{aside}” don’t go together, so it is not taken as delivered. Send the one that holds."
_SOUNDS_SET_ASIDE = (
    "It sounds as if the action was set aside, and is kept as words of progress. If it was, write so in the status."
)


def read_reports(entry: PlanEntry, cells: Mapping[str, Value], today: datetime.date) -> None:
    """Give `entry` what its row reports: delivered, set aside, or words of progress."""
    reported, asides = _of_columns(entry, cells, today)
    percent = read_percent(cells["percent"]) if "percent" in cells else None
    if "percent" in cells and percent is None:
        entry.note("percent", f"“{_line(cells, 'percent')[:60]}” is no percentage, so none is kept.")
    done = [each for each in reported if each.delivered]
    closed = [each for each in reported if each.closed and not each.delivered]
    key = "completion" if "completion" in cells else "status"
    outcome = text_of(cells.get("outcome"))
    told = [each for each in reported if each.words and each not in done and each not in closed]
    if asides:
        words = dict.fromkeys(each.words for each in (*asides, *done))
        entry.set_aside = replace(asides[0], words="\n".join(words))
        if done:
            entry.note(key, _BOTH.format(done=done[0].words[:60], aside=asides[0].words[:60]))
    elif not done:
        _note_unclear(entry, key, told)
    if closed and not (done or asides):
        told += closed
        entry.note("status" if "status" in cells else key, _CLOSED)
    if done and not asides and "completion" not in entry.refused:
        words = "\n".join(dict.fromkeys(filter(None, (*(each.words for each in done + closed), outcome))))
        on = next((each.on for each in done if each.on), None)
        entry.delivered = Reported(words, True, on)
        if on is None:
            entry.note(key, _NO_DAY)
        if all(each.closed for each in done):
            entry.note(key, _CLOSED_THEN)
    elif outcome:
        told.append(Reported(outcome))
    if words := text_of(cells.get("progress")):
        told.append(Reported(words))
        entry.progress_on = told_on(words, today)
        if not (asides or done) and read_set_aside(words, today):
            entry.note("progress", _SOUNDS_SET_ASIDE)
    if words := text_of(cells.get("evidence")):
        told.append(Reported(f"Evidence: {words}"))
    if percent is not None and (told or percent not in (0, 100)):
        told.append(Reported(f"{percent}% done", percent=percent))
    entry.progress = told


def _note_unclear(entry: PlanEntry, key: str, told: list[Reported]) -> None:
    for each in told:
        if each.unclear:
            kept = "words of progress" if each.percent is None else f"progress of {each.percent}%"
            entry.note(key, _UNCLEAR.format(words=each.words[:60], kept=kept))


def _of_columns(
    entry: PlanEntry, cells: Mapping[str, Value], today: datetime.date
) -> tuple[list[Reported], list[Aside]]:
    """What the columns of completion and of status report, and what they set aside."""
    reported, asides = [], []
    for key in ("completion", "status"):
        value = cells.get(key)
        if key == "status":
            rag, value = part_rag(value)
            if rag:
                entry.note("status", f"“{rag}” is left out: the RAG is worked out here, from dates and updates.")
        try:
            if aside := read_set_aside(value, today):
                asides.append(aside)
            else:
                reported.append(read_completion(value, today) if key == "completion" else read_status(value))
        except DateProblem as problem:
            entry.refuse(key, str(problem))
    return reported, asides


def _line(cells: Mapping[str, Value], key: str) -> str:
    return " ".join(text_of(cells[key]).split())
