"""What the product said in the year, as plain data beside the reckoning's: for the tests to compare."""

import datetime
import random
from collections import Counter
from dataclasses import dataclass, field

import time_machine
from django.core import mail
from django.utils import timezone

from dhr.actions.board.rows import rows
from dhr.actions.enums import ReportKind
from dhr.actions.models import Action, Escalation, OwnerEmail
from dhr.actions.reports.figures import figures
from dhr.outbox.models import OutgoingEmail

from .kills import work, work_killed
from .plain import Day, Script, Update
from .reckoning import Reckoning
from .replay import Replay
from .reports import Numbers, Reports, quarter_of, read
from .telling import Brought, Letter, Telling

REPORTED = ("ashby", "eaves", "firth")  # two whose rules change in the year, and one without bodies


@dataclass(frozen=True)
class Line:
    """One action on the board."""

    action: int
    rag: str
    status: str
    owner: str
    percent: int | None
    target: Day | None
    slips: int
    asked: Day | None
    delivered_on: Day | None
    completed_on: Day | None
    heard_on: Day | None
    waiting: bool
    queried: bool


@dataclass
class Diary:
    """Boards are of the end of each month: as shown then, as reckoned, and as history has them after the year."""

    shown: dict[Day, list[Line]] = field(default_factory=dict)
    reckoned: dict[Day, list[Line]] = field(default_factory=dict)
    remembered: dict[Day, list[Line]] = field(default_factory=dict)
    wrongly_taken: list[Update] = field(default_factory=list)
    kills: int = 0
    letters: list[Letter] = field(default_factory=list)
    letters_reckoned: list[Letter] = field(default_factory=list)
    reports: dict[tuple[str, str, Day], Numbers] = field(default_factory=dict)  # area, kind, last day
    reports_reckoned: dict[tuple[str, str, Day], Numbers] = field(default_factory=dict)
    brought: list[Brought] = field(default_factory=list)
    brought_reckoned: list[Brought] = field(default_factory=list)
    queued: list[tuple[str, str, Day]] = field(default_factory=list)  # why, to whom, when
    posted: dict[str, Counter] = field(default_factory=dict)  # by status; `sent` are those that truly left


def live_through(script: Script, seed: int) -> Diary:
    """The whole year, needs an empty database. The worker is killed on every seventh evening, and runs after that."""
    diary, dice = Diary(), random.Random(seed)
    reckoning = Reckoning(script)
    telling = Telling(script, reckoning)
    reports = [Reports(script, area, reckoning, telling) for area in REPORTED]
    mail.outbox = []
    with time_machine.travel(datetime.datetime.combine(script.first, datetime.time()), tick=False) as clock:
        replay = Replay(script, clock)
        for day in script.days():
            replay.live(day)
            reckoning.live(day)
            telling.live(day)
            if dice.random() < 0.15:
                diary.kills += sum(work_killed(dice) for _ in range(dice.randrange(1, 4)))
            work()
            if day in script.month_ends():
                diary.shown[day] = _board(replay)
                diary.reckoned[day] = [_line(reckoning.followed[key]) for key in sorted(reckoning.followed)]
            if day in script.quarter_ends():
                for each in reports:
                    diary.reports_reckoned[each.area, ReportKind.QUARTERLY, day] = each.quarter(quarter_of(day), day)
        work()
        clock.shift(datetime.timedelta(days=30))
        for day in script.month_ends():
            diary.remembered[day] = _board(replay, day)
        for each in reports:
            diary.reports_reckoned[each.area, ReportKind.ANNUAL, script.last] = each.year()
        for area, kind, day in diary.reports_reckoned:
            since = quarter_of(day) if kind == ReportKind.QUARTERLY else script.first
            diary.reports[area, kind, day] = read(figures(replay.areas[area], kind, since, day))
    diary.wrongly_taken = replay.wrong
    diary.letters_reckoned, diary.brought_reckoned = telling.letters, telling.brought
    _what_was_told(diary, replay)
    return diary


def _board(replay: Replay, day: Day | None = None) -> list[Line]:
    keys = {row.pk: key for key, row in replay.actions.items()}
    owners = {row.pk: key for key, row in replay.owners.items()}
    lines = [
        Line(
            action=keys[row.pk],
            rag=row.rated.rag.value,
            status=row.status.value,
            owner=owners.get(row.owner_id, ""),
            percent=row.percent,
            target=row.target_date,
            slips=row.slips,
            asked=row.asked_date,
            delivered_on=row.delivered_on,
            completed_on=row.completed_on,
            heard_on=row.reported_on,
            waiting=row.report_waiting,
            queried=row.query_open,
        )
        for row in rows(Action.objects.all(), day)
    ]
    return sorted(lines, key=lambda line: line.action)


def _line(followed) -> Line:
    now = followed.stand
    return Line(
        action=followed.action.key,
        rag=followed.rag,
        status=now.status,
        owner=followed.owner,
        percent=now.percent,
        target=now.target,
        slips=now.slips,
        asked=now.asked,
        delivered_on=now.delivered_on,
        completed_on=now.completed_on,
        heard_on=now.heard_on,
        waiting=now.waiting,
        queried=now.queried,
    )


def _what_was_told(diary: Diary, replay: Replay) -> None:
    keys = {row.pk: key for key, row in replay.actions.items()}
    diary.letters = [
        Letter(row.on, row.email, frozenset((keys[each["action"]], frozenset(each["why"])) for each in row.actions))
        for row in OwnerEmail.objects.all()
    ]
    diary.brought = [
        Brought(row.on, keys[row.action_id], row.body.name) for row in Escalation.objects.select_related("body")
    ]
    for email in OutgoingEmail.objects.all():
        diary.queued.append((email.dedupe_key.partition(":")[0], email.to, timezone.localdate(email.created_at)))
        diary.posted.setdefault(email.status, Counter())[email.to, email.subject, email.body] += 1
    diary.posted["left"] = Counter((sent.to[0], sent.subject, sent.body) for sent in mail.outbox)
