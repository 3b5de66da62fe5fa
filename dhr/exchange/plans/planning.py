"""From the rows of an action plan to what saving them would do: compared with what is here."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from dhr.actions.enums import UNDELIVERED, VERIFIED, ActionStatus, Provenance, Scope, UpdateKind
from dhr.actions.models import Action, Recommendation

from ..headings import plain
from ..recipients import agency_opening, recipient_of
from .entries import PlanEntry
from .here import Here
from .matching import SAME, likeness, matched
from .planned import NewUpdate, Plan, PlannedRow
from .rows import Passed

# How alike two texts must be that are taken for one, reworded; less where the number is the same, or nothing else is
# left to compare with.
ALIKE, ALIKE_NUMBERED, ALIKE_LEFT = 0.85, 0.6, 0.5
ALIKE_ACTIONS = 0.75

REMOVED = "It came in with an earlier plan and was removed here since. If it is wanted again, add it by hand."


def make_plan(read: Iterable[PlanEntry | Passed], here: Here, today: datetime.date) -> Plan:
    """What saving these rows would do; `here` knows the reviews that they may speak of."""
    read = list(read)
    passed = [each for each in read if isinstance(each, Passed)]
    rows = [PlannedRow(each) for each in read if isinstance(each, PlanEntry)]
    by_review = defaultdict(list)
    for row in rows:
        if row.entry.review and row.entry.text("recommendation"):
            by_review[row.entry.review].append(row)
    for review, of_review in by_review.items():
        for recommendation, group in _recommendations(review, of_review, here):
            same = _folded(group, passed)
            rows = [row for row in rows if row not in same]
            kept = [row for row in group if row not in same]
            if recommendation.pk is None and here.was_removed(review, recommendation.text):
                for row in kept:
                    row.entry.refuse("recommendation", REMOVED)
            _plan_recommendation(recommendation, kept, here)
            _plan_actions(recommendation, kept, here, today)
    return Plan(tuple(rows), tuple(sorted(passed, key=lambda each: (each.sheet, each.number))))


def _recommendations(review, rows: list[PlannedRow], here: Here):
    """The rows of each recommendation, in the file's order, with the one that it is here or a new one."""
    groups = defaultdict(list)
    for row in rows:
        groups[plain(row.entry.text("recommendation"))].append(row)
    firsts = [group[0].entry for group in groups.values()]
    known = here.recommendations(review)
    found = matched(firsts, known, lambda entry, row: _certain(entry, row, here))
    rest = [row for row in known if row not in found.values()]
    left = [place for place in range(len(firsts)) if place not in found]
    alike = matched([firsts[place] for place in left], rest, _alike)
    found |= {left[at]: row for at, row in alike.items()}
    for place, group in enumerate(groups.values()):
        yield found.get(place) or _new_recommendation(review, group, here), group


def _certain(entry: PlanEntry, row: Recommendation, here: Here) -> float:
    text = plain(entry.text("recommendation"))
    numbered = bool(entry.text("number")) and entry.text("number") == row.number
    if text == plain(row.text):
        return SAME + 1 + numbered
    return SAME + numbered if text == plain(here.said_of_recommendation(row.pk).get("recommendation", "")) else 0


def _alike(entry: PlanEntry, row: Recommendation) -> float:
    alike = likeness(entry.text("recommendation"), row.text)
    numbered = bool(entry.text("number")) and entry.text("number") == row.number
    return alike + numbered if alike >= (ALIKE_NUMBERED if numbered else ALIKE) else 0


def _new_recommendation(review, group: list[PlannedRow], here: Here) -> Recommendation:
    entry = next((row.entry for row in group if not row.entry.problems), group[0].entry)
    text = entry.text("recommendation")
    stated = next((row.entry.text("lead") for row in group if row.entry.text("lead")), "") or agency_opening(text)
    agency = here.agency(stated) if stated else None
    return Recommendation(
        review=review,
        number=entry.text("number"),
        text=text,
        provenance=Provenance.IMPORTED,
        agency=agency,
        agency_as_stated="" if agency else stated,
        recipient=recipient_of(stated, agency),
        scope=next((row.entry.scope for row in group if row.entry.scope), ""),
    )


def _folded(group: list[PlannedRow], passed: list[Passed]) -> list[PlannedRow]:
    """The rows that say again what one above says, or only add milestones to it; they are taken up in that one."""
    first, same = {}, []
    for row in group:
        entry = row.entry
        key = (plain(entry.text("action")), plain(entry.text("lead")), entry.email)
        before = first.setdefault(key, row).entry
        if before is entry or entry.problems or before.problems:
            continue
        compared = ("scope", "owner", "target", "completion", "progress", "expected", "seen")
        differing = [name for name in compared if before.said.get(name) != entry.said.get(name)]
        if "target" in differing and entry.steps:  # the date of its own milestone
            entry.steps = [type(step)(step.text, step.due or entry.target) for step in entry.steps]
            differing.remove("target")
        if differing:
            entry.refuse("action", f"Row {before.number} has the same action with other facts. Give each its own.")
            continue
        before.steps += [step for step in entry.steps if step.text not in {each.text for each in before.steps}]
        before.more.append(entry.number)
        passed.append(
            Passed(entry.sheet, entry.number, entry.text("action")[:120], f"goes on with row {before.number}")
        )
        same.append(row)
    return same


def _plan_recommendation(recommendation: Recommendation, group: list[PlannedRow], here: Here) -> None:
    for row in group:
        row.recommendation = recommendation
    accepted = [row for row in group if not row.entry.problems]
    if not accepted or recommendation.pk is None:
        return
    row, said = accepted[0], here.said_of_recommendation(recommendation.pk)
    scope = next((each.entry.scope for each in accepted if each.entry.scope), "")
    label = dict(Scope.choices).get
    _compare(row, "scope", scope, recommendation.scope, said.get("scope", ""), shown=lambda value: label(value, ""))
    text = row.entry.text("recommendation")
    if recommendation.provenance == Provenance.IMPORTED:
        _compare(row, "recommendation", text, recommendation.text, said.get("recommendation", ""))
    elif plain(text) != plain(recommendation.text):
        row.entry.note("recommendation", "It is worded otherwise here, after its paper, and stays so.")


def _plan_actions(recommendation: Recommendation, group: list[PlannedRow], here: Here, today: datetime.date) -> None:
    rows = []
    for row in group:
        if row.entry.text("action"):
            rows.append(row)
        elif _has_facts(row.entry):
            row.entry.refuse("action", "No action stands here, but facts of one do. Write what will be done.")
    known = list(recommendation.actions.all()) if recommendation.pk else []
    found = matched(rows, known, lambda row, action: _same_action(row.entry, action, here))
    if len(rows) - len(found) == 1 and len(known) - len(found) == 1:
        [place] = set(range(len(rows))) - found.keys()
        [action] = [action for action in known if action not in found.values()]
        if likeness(rows[place].entry.text("action"), action.text) >= ALIKE_LEFT:
            found[place] = action
    for place, row in enumerate(rows):
        row.action = found.get(place)
        if row.action is None:
            _plan_new(row, here, today)
        else:
            _plan_known(row, here, today)


def _has_facts(entry: PlanEntry) -> bool:
    return bool(entry.target or entry.steps or entry.delivered or entry.progress or entry.email)


def _same_action(entry: PlanEntry, action: Action, here: Here) -> float:
    said = here.said_of_action(action.pk)
    same_lead = plain(entry.text("lead")) in {plain(said.get("lead", "")), plain(action.led_by)}
    text = plain(entry.text("action"))
    if said and text == plain(said.get("action", "")):
        return SAME + 1 + same_lead / 2
    if text == plain(action.text):
        return SAME + same_lead / 2
    alike = likeness(entry.text("action"), action.text)
    return alike + same_lead / 2 if alike >= ALIKE_ACTIONS else 0


def _plan_new(row: PlannedRow, here: Here, today: datetime.date) -> None:
    entry = row.entry
    row.action = Action(recommendation=row.recommendation)
    for key, value in _given(row, here).items():
        if value:
            row.differs(key, "", _day(value) if key == "target" else value)
    if entry.revised and entry.target and entry.revised != entry.target:
        row.report(_date_agreed(entry.revised))
    _plan_progress(row, {}, today)
    _plan_completion(row, {}, today)
    _plan_crossed_out(row, {})


def _plan_known(row: PlannedRow, here: Here, today: datetime.date) -> None:
    action, said = row.action, here.said_of_action(row.action.pk)
    if "lead" in said:
        said = said | {"lead": _lead(said["lead"], here)}
    if "owner" in said:
        said = said | {"owner": _address(said["owner"], here)}
    ours = {
        "action": action.text,
        "lead": action.led_by,
        "owner": action.owner.email if action.owner else "",
        "milestones": "\n".join(step.text for step in action.milestones.all()),
        "expected": action.expected_change,
        "seen": action.how_seen,
        "target": action.target_date.isoformat() if action.target_date else "",
    }
    for key, value in _given(row, here).items():
        if key == "target" and value != ours["target"] and value and action.status not in UNDELIVERED:
            if value != said.get("target"):
                row.entry.note("target", f"The action is “{action.get_status_display().lower()}”, so its date stays.")
            continue
        _compare(row, key, value, ours[key], said.get(key, ""), shown=_day if key == "target" else str)
    _plan_progress(row, said, today)
    _plan_completion(row, said, today)
    _plan_crossed_out(row, said)


def _given(row: PlannedRow, here: Here) -> dict[str, str]:
    """What a row gives for an action's own facts; "" where it gives nothing."""
    entry = row.entry
    owner = entry.email or _address(entry.text("owner"), here)
    if entry.text("owner") and not owner:
        entry.note("owner", f"“{entry.text('owner')}” is left out: an owner needs an e-mail address.")
    target = entry.said.get("target", "")
    if row.action.pk is None and entry.target:
        target = entry.target.isoformat()
    return {
        "action": entry.text("action"),
        "lead": _lead(entry.text("lead"), here),
        "owner": owner,
        "milestones": entry.said.get("milestones", ""),
        "expected": entry.text("expected"),
        "seen": entry.text("seen"),
        "target": target,
    }


def _compare(row: PlannedRow, key: str, theirs: str, ours: str, said: str, *, shown=str) -> None:
    """Take the file's value where it alone changed since the last plan (`said`), or where nothing stands here."""
    if not theirs or _same(theirs, ours):
        return
    if _same(theirs, said):
        row.entry.note(key, "It was changed here since; the file says what it said, so ours stays.")
    elif not ours or _same(ours, said):
        row.differs(key, shown(ours) if ours else "", shown(theirs))
    else:
        row.conflicts_in(key, shown(ours), shown(theirs))


def _plan_completion(row: PlannedRow, said: dict[str, str], today: datetime.date) -> None:
    reported, action = row.entry.delivered, row.action
    if not reported or _same(reported.words, said.get("completion", "")):
        return
    if action.pk and action.status not in UNDELIVERED:
        known = action.status in VERIFIED | {ActionStatus.DELIVERED} and not said
        if not known:
            row.entry.note("completion", f"The action is “{action.get_status_display().lower()}”; nothing is added.")
        return
    row.report(NewUpdate(UpdateKind.DELIVERED, reported.words, {"on": reported.on or today}))


def _plan_progress(row: PlannedRow, said: dict[str, str], today: datetime.date) -> None:
    entry, action = row.entry, row.action
    words = "\n".join(each.words for each in entry.progress)
    if not words or _same(words, said.get("progress", "")):
        return
    if action.pk and action.status not in UNDELIVERED:
        if said:
            entry.note("progress", f"The action is “{action.get_status_display().lower()}”; nothing is added.")
        return
    facts = {"on": entry.progress_on or today}
    percent = next((each.percent for each in reversed(entry.progress) if each.percent is not None), None)
    if percent is not None:
        facts["percent"] = percent
    row.report(NewUpdate(UpdateKind.PROGRESS, words, facts))


def _plan_crossed_out(row: PlannedRow, said: dict[str, str]) -> None:
    """An action that the file crosses out, and does not call complete, is set aside; it can be opened again."""
    open_ = row.action.pk is None or row.action.status in UNDELIVERED
    if row.entry.crossed_out and open_ and not row.entry.delivered and not said.get("crossed_out"):
        row.report(NewUpdate(UpdateKind.SUPERSEDED, "Crossed out in the plan"))


def _date_agreed(day: datetime.date) -> NewUpdate:
    return NewUpdate(UpdateKind.DATE_AGREED, f"New target date {day:%d/%m/%Y}", {"new_date": day})


def _lead(stated: str, here: Here) -> str:
    """The agency's name here, where the area calls it as the file does."""
    return str(here.agency(stated) or stated) if stated else ""


def _address(owner: str, here: Here) -> str:
    return owner if "@" in owner or not owner else here.owner_email(owner)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _day(iso: str) -> str:
    return f"{datetime.date.fromisoformat(iso):%d/%m/%Y}"
