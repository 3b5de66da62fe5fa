"""What demo areas do about their recommendations: planned and reported through the doors that people use."""

import datetime
import tomllib
from contextlib import ExitStack
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from dhr.actions.enums import BY_OWNERS, ReportKind
from dhr.actions.models import (
    Action,
    BoardReport,
    Body,
    Escalation,
    Meeting,
    Milestone,
    Owner,
    Priority,
    RagOverride,
    Recommendation,
    Repeat,
    Sending,
    Statement,
    TrackingRules,
    Update,
)
from dhr.actions.ratings import rate_one
from dhr.actions.reports.issuing import issue
from dhr.actions.reports.period import last_quarter
from dhr.actions.updates import NewEvidence, record
from dhr.areas.models import Agency, Area, User
from dhr.reviews.enums import DocumentKind
from dhr.reviews.files import kept
from dhr.reviews.models import Review
from dhr.reviews.models.stored_file import sha256_of
from dhr.themes.models import Theme

OF_OWNER = ("name", "email", "job")
OF_BODY = ("name", "kind", "after_days", "email")
OF_ACTION = ("text", "lead_as_stated", "expected_change", "how_seen", "cost")
OF_RECOMMENDATION = ("origin", "scope", "library_theme", "acceptance", "acceptance_reason", "source", "source_url")


def load_actions(folder: Path, users: dict[str, User], tell) -> None:
    """Load `folder`/actions: a file for each area. An area with actions is left as people have made it since."""
    for path in sorted(folder.glob("actions/*.toml")):
        area = Area.objects.get(slug=path.stem)
        if not Action.objects.of_area(area).exists():
            _AreaActions(area, tomllib.loads(path.read_text(encoding="utf-8")), path.parent / "files", users).load()
        tell(f"{area}: {Action.objects.of_area(area).count()} actions")


def _day(ago: int | None) -> datetime.date | None:
    return None if ago is None else timezone.localdate() - datetime.timedelta(days=ago)


def _moment(ago: int) -> datetime.datetime:
    return timezone.localtime() - datetime.timedelta(days=ago)  # by the wall clock: 24-hour days drift off the date


def _given(entry: dict, names: tuple[str, ...]) -> dict:
    return {name: entry[name] for name in names if name in entry}


def _agency(entry: dict, name: str) -> Agency | None:
    return Agency.objects.get(slug=entry[name]) if name in entry else None


def _then(row, ago: int) -> None:
    """Have the history of `row` say that what was just saved was saved then: for the board as of a day gone by."""
    latest = row.history.order_by("-history_id").first()
    row.history.filter(history_id=latest.history_id).update(history_date=_moment(ago))


class _AreaActions:
    """One area's file, `said`; the files that it names as evidence are in `files`."""

    def __init__(self, area: Area, said: dict, files: Path, users: dict[str, User]):
        self.area, self.said, self.files, self.users = area, said, files, users
        self.by = users[said["by"]]

    @transaction.atomic
    def load(self) -> None:
        TrackingRules.objects.update_or_create(area=self.area, defaults=self.said["rules"])
        self.priorities = {
            entry["key"]: Priority.objects.create(
                area=self.area, name=entry["name"], strategy=entry["strategy"], order=order
            )
            for order, entry in enumerate(self.said.get("priorities", []))
        }
        self.owners = {entry["key"]: self._owner(entry) for entry in self.said["owners"]}
        self.bodies = {}
        for entry in self.said["bodies"]:
            self.bodies[entry["name"]] = self._body(entry)
        for entry in self.said["recommendations"]:
            self._follow(entry)
        if "report" in self.said:
            self._issue_report(self.said["report"])

    def _owner(self, entry: dict) -> Owner:
        return Owner.objects.create(
            area=self.area,
            agency=_agency(entry, "agency"),
            retired_on=_day(entry.get("left")),
            **_given(entry, OF_OWNER),
        )

    def _body(self, entry: dict) -> Body:
        body = Body.objects.create(
            area=self.area,
            agency=_agency(entry, "agency"),
            parent=self.bodies.get(entry.get("parent")),
            **_given(entry, OF_BODY),
        )
        for meeting in entry.get("meetings", []):
            Meeting.objects.create(body=body, on=_day(meeting["on"]), report_due=_day(meeting.get("report_due")))
        return body

    def _issue_report(self, entry: dict) -> None:
        """The report on the last whole quarter."""
        quarter = last_quarter(timezone.localdate())
        report = BoardReport.objects.create(
            area=self.area, kind=ReportKind.QUARTERLY, since=quarter.since, until=quarter.until, by=self.by, **entry
        )
        issue(report, by=self.by)

    def _follow(self, entry: dict) -> None:
        recommendation = self._recommendation(entry)
        for order, said in enumerate(entry["actions"]):
            self._act(recommendation, order, said)

    def _recommendation(self, entry: dict) -> Recommendation:
        if "text" in entry:
            review = Review.objects.get(reference=entry["review"]) if "review" in entry else None
            row = Recommendation(text=entry["text"], review=review, area=None if review else self.area)
        else:
            row = _recommendation_of(entry)
        if row.review and not row.document_id:
            row.order = row.review.recommendations.count()
        row.origin = row.origin or ("panel" if row.review else "")
        for name, value in _given(entry, OF_RECOMMENDATION).items():
            setattr(row, name, value)
        row.made_on = _day(entry["made"])
        row.edited_at = timezone.now()
        if "accepted" in entry:
            row.acceptance, row.accepted_on = row.acceptance or "accepted", _day(entry["accepted"])
        if agency := _agency(entry, "agency"):
            row.agency, row.recipient = agency, agency.kind
        if found := entry.get("finding"):
            row.finding, row.finding_evidence, row.found_on = found["finding"], found["evidence"], _day(found["ago"])
        row.save()
        _then(row, entry["made"])
        row.themes.set(Theme.objects.filter(code__in=entry.get("themes", [])))
        row.priorities.set(self.priorities[key] for key in entry.get("priorities", []))
        self._tell_of(row, entry)
        return row

    def _tell_of(self, recommendation: Recommendation, entry: dict) -> None:
        """To whom it was sent, what it repeats, and what the public was told of it."""
        for sending in entry.get("sendings", []):
            Sending.objects.create(
                recommendation=recommendation,
                sent_to=sending["to"],
                sent_on=_day(sending["ago"]),
                proof=sending["proof"],
                replied_on=_day(sending.get("replied")),
                reply=sending.get("reply", ""),
                by=self.by,
            )
        if repeated := entry.get("repeats"):
            Repeat.objects.create(
                recommendation=recommendation,
                earlier=_recommendation_of(repeated),
                why_not_held=repeated["why_not_held"],
                by=self.by,
            )
        if said := entry.get("statement"):
            # not by `publish_statement`, which would tell it today
            Statement.objects.create(
                recommendation=recommendation,
                text=recommendation.text,
                agency=recommendation.to,
                recipient=recommendation.recipient,
                status=said["status"],
                evidence=said["evidence"],
                published_at=_moment(said["ago"]),
                by=self.by,
            )

    def _act(self, recommendation: Recommendation, order: int, said: dict) -> None:
        action = Action.objects.create(
            recommendation=recommendation,
            order=order,
            lead=_agency(said, "lead"),
            owner=self.owners[said["owner"]],
            starts_on=_day(said.get("starts")),
            first_target_date=_day(said["target"]),
            created_at=_moment(said["made"]),
            **_given(said, OF_ACTION),
        )
        _then(action, said["made"])
        action.contributors.set(self.owners[key] for key in said.get("contributors", []))
        for place, step in enumerate(said.get("milestones", [])):
            milestone = Milestone.objects.create(action=action, order=place, text=step["text"], due=_day(step["due"]))
            _then(milestone, said["made"])
            if "reached" in step:
                milestone.reached_on = _day(step["reached"])
                milestone.save()
                _then(milestone, step["reached"])
        recorded: list[Update] = []
        for update in said.get("updates", []):
            recorded.append(self._record(action, update, recorded))
        if override := said.get("override"):
            RagOverride.objects.create(
                action=action,
                rag=override["rag"],
                reason=override["reason"],
                until=_day(override["until"]),
                at=_moment(override["ago"]),
                by=self.by,
            )
        for brought in said.get("escalated", []):
            Escalation.objects.create(
                action=action,
                body=self.bodies[brought["body"]],
                red_since=rate_one(action).since,
                on=_day(brought["ago"]),
                answer=brought["answer"],
                answered_on=_day(brought["answered"]),
            )

    def _record(self, action: Action, said: dict, recorded: list[Update]) -> Update:
        """Record what was said, by the action's owner where an owner says such and nobody else is named."""
        by_owner = said["kind"] in BY_OWNERS
        with ExitStack() as files:
            evidence = [self._evidence(entry, said["ago"], files) for entry in said.get("evidence", [])]
            update = record(
                action,
                said["kind"],
                by=None if by_owner else self.users[said["by"]] if "by" in said else self.by,
                by_owner=action.owner if by_owner else None,
                on=_day(said["ago"]),
                text=said["text"],
                percent=said.get("percent"),
                outlook=said.get("outlook", ""),
                new_date=_day(said.get("new_date")),
                corrects=recorded[said["corrects"]] if "corrects" in said else None,
                evidence=evidence,
                at=_moment(said["ago"]),
            )
        _then(action, said["ago"])
        return update

    def _evidence(self, entry: dict, ago: int, files: ExitStack) -> NewEvidence:
        stored = None
        if "file" in entry:
            content = ContentFile((self.files / entry["file"]).read_bytes(), name=entry["file"])
            stored = files.enter_context(kept(content, name=content.name, sha256=sha256_of(content), by=self.by))
        return NewEvidence(
            kind=entry["kind"], dated=_day(ago), shows=entry["shows"], file=stored, link=entry.get("link", "")
        )


def _recommendation_of(entry: dict) -> Recommendation:
    """That of the review's report by its number, or of the paper that `entry` names."""
    return Recommendation.objects.get(
        review__reference=entry["review"],
        document__kind=entry.get("document", DocumentKind.OVERVIEW_REPORT),
        number=entry["number"],
    )
