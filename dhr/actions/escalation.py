"""Bringing actions that stay red before the bodies of their area, and reminding of reports to their meetings."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.areas.models import Area, Membership, User
from dhr.areas.models.area import with_successors
from dhr.areas.permissions import Permission, areas_with
from dhr.outbox import mail
from dhr.outbox.models import OutgoingEmail

from .enums import OPEN, Rag
from .models import Action, Body, Escalation, Meeting
from .ratings import Rater

BEFORE_A_REPORT = datetime.timedelta(days=14)


class Chains:
    """Before whom the actions of an area are brought, one after the other."""

    def __init__(self, bodies: Iterable[Body]):
        """`bodies` are all of one area, in their order."""
        self.bodies = {body.pk: body for body in bodies}

    @property
    def beginnings(self) -> list[Body]:
        """Where a chain begins that is no agency's own: one, where the area's bodies are in order."""
        own = [body for body in self.bodies.values() if not body.agency_id]
        parents = {body.parent_id for body in own}
        return [body for body in own if body.pk not in parents]

    def of(self, agency: int | None) -> list[Body]:
        """The bodies for actions that `agency` (a primary key) leads: its own first, then the parent of each."""
        own = [body for body in self.bodies.values() if agency and body.agency_id == agency]
        parents = {body.parent_id for body in own}
        starts = [body for body in own if body.pk not in parents] or self.beginnings
        return self.onwards(starts[0]) if starts else []

    def onwards(self, body: Body | None) -> list[Body]:
        """`body`, its parent, and so on."""
        found = []
        while body is not None and body not in found:  # what two people saved at once could go round
            found.append(body)
            body = self.bodies.get(body.parent_id)
        return found


def work() -> int:
    """Escalate what is due today, and remind of the reports that are."""
    today = timezone.localdate()
    due = defaultdict(list)
    for body, action, red_since in to_escalate(today):
        due[body].append((action, red_since))
    return sum(_bring(body, rows, today) for body, rows in due.items()) + _remind_of_reports(today)


def to_escalate(today: datetime.date) -> Iterator[tuple[Body, Action, datetime.date]]:
    """What goes before which body on `today`, with the first day of red. A body is told of all of a day at once, so
    what becomes due later on that day is brought on the next."""
    chains = chains_by_area()
    brought = set(Escalation.objects.values_list("action", "body", "red_since"))
    told = set(Escalation.objects.filter(on=today).values_list("body", flat=True))
    for action in _red(today, chains):
        for body in chains[action.lead_area].of(action.lead_id):
            due = body.pk not in told and (today - action.red_since).days >= body.after_days
            if due and (action.pk, body.pk, action.red_since) not in brought:
                yield body, action, action.red_since


def _red(today: datetime.date, areas: Iterable[int]) -> Iterator[Action]:
    """The red actions of `areas`, due first, each with `red_since`, which is kept from here until it is red no longer.

    Its rating alone doesn't do: each report of an owner who cannot deliver would begin a new time of red.
    """
    rater = Rater(today)
    rated = Q(status__in=OPEN) | Q(red_since__isnull=False)
    actions = Action.objects.filter(rated).with_next_milestone().with_lead_area().filter(lead_area__in=list(areas))
    for action in actions.order_by("target_date", "pk"):
        now = rater.rate(action.pk, action.lead_area, action.standing)
        since = (action.red_since or now.since) if now.rag == Rag.RED else None
        if since != action.red_since:
            action.red_since = since
            Action.objects.filter(pk=action.pk).update(red_since=since)
        if since:
            yield action


def chains_by_area() -> dict[int, Chains]:
    """The chains of every area that has bodies, by its primary key."""
    bodies = defaultdict(list)
    for body in Body.objects.select_related("area"):
        bodies[body.area_id].append(body)
    return {area: Chains(rows) for area, rows in bodies.items()}


def _bring(body: Body, rows: list[tuple[Action, datetime.date]], today: datetime.date) -> int:
    """Note that these were brought before `body` and tell its secretary, both or neither."""
    with transaction.atomic():
        for action, red_since in rows:
            Escalation.objects.create(action=action, body=body, red_since=red_since, on=today)
        if body.email:
            number = len(rows)
            mail.queue(
                dedupe_key=f"escalation:{body.pk}:{today}",
                to=body.email,
                subject=f"{number} red action{pluralize(number)} for {body}"[:200],
                body=(
                    f"Hello,\n\n{number} action{pluralize(number)} of {body.area} {pluralize(number, 'stays,stay')} "
                    f"red, and {pluralize(number, 'is,are')} brought before {body} today. Whoever has an account can "
                    f"read what and why:\n\n{settings.BASE_URL}{reverse('escalations', args=[body.area.slug])}\n\n"
                    "Otherwise ask the partnership’s coordinator, who records what is decided.\n"
                ),
            )
    return len(rows)


def _remind_of_reports(today: datetime.date) -> int:
    """Tell the coordinators of an area, once, of each report that is due within two weeks."""
    due = Meeting.objects.filter(report_due__range=(today, today + BEFORE_A_REPORT)).select_related("body__area")
    letters = {
        f"report-due:{meeting.pk}:{meeting.report_due}:{user.pk}": (meeting, user)
        for meeting in due
        for user in coordinators_of(meeting.body.area)
    }
    queued = OutgoingEmail.objects.filter(dedupe_key__in=letters).values_list("dedupe_key", flat=True)
    new = letters.keys() - set(queued)
    for key in sorted(new):
        meeting, user = letters[key]
        mail.queue(
            dedupe_key=key,
            to=user.email,
            subject=f"Report to {meeting.body} due on {meeting.report_due:%-d %B %Y}"[:200],
            body=(
                f"Hello {user},\n\n{meeting.body} ({meeting.body.area}) meets on {meeting.on:%-d %B %Y}. The report "
                f"to it is due on {meeting.report_due:%-d %B %Y}.\n\n{settings.BASE_URL}{reverse('desk')}\n"
            ),
        )
    return len(new)


def areas_followed_by(user) -> QuerySet[Area]:
    """The areas whose bodies, meetings and escalations `user` keeps."""
    return Area.objects.filter(pk__in=areas_with(user, Permission.FOLLOW_ACTIONS))


def coordinators_of(area: Area) -> list[User]:
    """Those of `area`, or of what it merged into, who can be written to."""
    places = Membership.objects.current().filter(role=Role.COORDINATOR, area__in=with_successors([area.pk]))
    return list(User.objects.filter(is_active=True, memberships__in=places).exclude(email="").distinct().order_by("pk"))
