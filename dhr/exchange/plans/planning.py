"""From the rows of an action plan to what saving them would do: compared with what is here."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from dhr.actions.enums import UNDELIVERED, Provenance, Scope
from dhr.actions.models import Action, Recommendation

from ..headings import plain
from ..recipients import agency_opening, recipient_of
from .entries import PlanEntry
from .here import Here
from .matching import SAME, likeness, matched, same_words
from .planned import Plan, PlannedRow
from .rows import Passed
from .steps import agree, held, written
from .updates import date_agreed, report
from .wording import recommendation_of

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
    first: dict[int, PlannedRow] = {}
    for row in rows:
        if row.recommendation and row.recommendation.pk is None and not row.entry.problems:
            first.setdefault(id(row.recommendation), row).brings = row.recommendation
    return Plan(tuple(rows), tuple(sorted(passed, key=lambda each: (each.sheet, each.number))))


def _recommendations(review, rows: list[PlannedRow], here: Here):
    """The rows of each recommendation, in the file's order, with the one that it is here or a new one."""
    known, groups = here.recommendations(review), defaultdict(list)
    for row in rows:
        _part_number(row.entry, known)
        groups[plain(row.entry.text("recommendation"))].append(row)
    firsts = [group[0].entry for group in groups.values()]
    found = matched(firsts, known, lambda entry, row: _certain(entry, row, here))
    rest = [row for row in known if row not in found.values()]
    left = [place for place in range(len(firsts)) if place not in found]
    alike = matched([firsts[place] for place in left], rest, _alike)
    found |= {left[at]: row for at, row in alike.items()}
    for place, group in enumerate(groups.values()):
        yield found.get(place) or _new_recommendation(review, group, here), group


def _part_number(entry: PlanEntry, known: list[Recommendation]) -> None:
    """Take the number of one here off the words, before which our own plan writes it."""
    text = entry.text("recommendation")
    for row in known:
        number = " ".join(row.number.split())
        if not number or entry.text("number") or not text.startswith(f"{number} "):
            continue
        rest = text.removeprefix(number).strip()
        if text == " ".join(recommendation_of(row).split()) or likeness(rest, row.text) >= ALIKE_NUMBERED:
            entry.values |= {"number": row.number, "recommendation": rest}
            return


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
        # as its first row gives it, though that is refused: the rows below may be numbered for themselves
        number=next((row.entry.text("number") for row in group if row.entry.text("number")), ""),
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
        compared = ("scope", "owner", "target", "completion", "set_aside", "progress", "expected", "seen")
        differing = [name for name in compared if before.said.get(name) != entry.said.get(name)]
        if "target" in differing and entry.steps:  # the date of its own milestone
            entry.steps = [replace(step, due=step.due or entry.target) for step in entry.steps]
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
        number = row.entry.text("number")
        if recommendation.pk is None and recommendation.number and number not in ("", recommendation.number):
            row.entry.note("number", f"“{number}” is left out: the recommendation is one, {recommendation.number}.")
    accepted = [row for row in group if not row.entry.problems]
    if not accepted:
        return
    if recommendation.pk is None:
        _note_number_taken(recommendation, accepted[0], here)
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


def _note_number_taken(recommendation: Recommendation, row: PlannedRow, here: Here) -> None:
    for same in here.of_number(recommendation.review, recommendation.number):
        told = f"This review already has a recommendation {same.number}: “{same.text[:120]}”. "
        row.entry.note("number", f"{told}If this is the same one, write it in these words.")


def _plan_actions(recommendation: Recommendation, group: list[PlannedRow], here: Here, today: datetime.date) -> None:
    rows = []
    for row in group:
        if row.entry.text("action"):
            rows.append(row)
        elif _has_facts(row.entry):
            row.entry.refuse("action", "No action stands here, but facts of one do. Write what will be done.")
    known = [action for each in _same_here(recommendation, here) for action in each.actions.all()]
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


def _same_here(recommendation: Recommendation, here: Here) -> list[Recommendation]:
    """Those here of the same words, as where an agency's own list and the panel's hold one; none for a new one."""
    listed = here.recommendations(recommendation.review) if recommendation.pk else []
    words = plain(recommendation.text)
    return [each for each in listed if each == recommendation or plain(each.text) == words]


def _has_facts(entry: PlanEntry) -> bool:
    return bool(entry.target or entry.steps or entry.delivered or entry.set_aside or entry.progress or entry.email)


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
        row.report(date_agreed(entry.revised))
    report(row, {}, today)


def _plan_known(row: PlannedRow, here: Here, today: datetime.date) -> None:
    action, said = row.action, here.said_of_action(row.action.pk)
    if "lead" in said:
        said = said | {"lead": _lead(said["lead"], here)}
    if "owner" in said:
        said = said | {"owner": _address(said["owner"], here)}
    steps = [held(milestone) for milestone in action.milestones.all()]
    ours = {
        "action": action.text,
        "lead": action.led_by,
        "owner": action.owner.email if action.owner else "",
        "milestones": written(steps),
        "expected": action.expected_change,
        "seen": action.how_seen,
        "target": action.target_date.isoformat() if action.target_date else "",
    }
    for key, value in _given(row, here).items():
        if key == "target" and value != ours["target"] and value and action.status not in UNDELIVERED:
            if value != said.get("target"):
                row.entry.note("target", f"The action is “{action.get_status_display().lower()}”, so its date stays.")
            continue
        if key == "milestones" and agree(row.entry.steps, steps):
            continue
        _compare(row, key, value, ours[key], said.get(key, ""), shown=_day if key == "target" else str)
    report(row, said, today)


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
    if not theirs or same_words(theirs, ours):
        return
    if same_words(theirs, said):
        row.entry.note(key, "It was changed here since; the file says what it said, so ours stays.")
    elif not ours or same_words(ours, said):
        row.differs(key, shown(ours) if ours else "", shown(theirs))
    else:
        row.conflicts_in(key, shown(ours), shown(theirs))


def _lead(stated: str, here: Here) -> str:
    """The agency's name here, where the area calls it as the file does."""
    return str(here.agency(stated) or stated) if stated else ""


def _address(owner: str, here: Here) -> str:
    return owner if "@" in owner or not owner else here.owner_email(owner)


def _day(iso: str) -> str:
    return f"{datetime.date.fromisoformat(iso):%d/%m/%Y}"
