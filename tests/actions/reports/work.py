"""An area in the first quarter of 2026: seven reviews, seven actions, and what was recorded after the quarter."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import time_machine

from dhr.actions.enums import EvidenceKind, UpdateKind
from dhr.actions.models import Action, Escalation, Recommendation, Repeat, Sending, TrackingRules
from dhr.actions.updates import NewEvidence, record
from dhr.areas.models import Area
from dhr.reviews.enums import Decision, DocumentKind, ReviewKind, State
from dhr.reviews.models import Review
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    DocumentFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

SINCE, UNTIL = datetime.date(2026, 1, 1), datetime.date(2026, 3, 31)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def on(text: str):
    """The clock stands at the noon of a day."""
    return time_machine.travel(datetime.datetime.fromisoformat(f"{text}T12:00:00+00:00"), tick=False)


def evidence(kind: str, shows: str) -> NewEvidence:
    return NewEvidence(kind, day("2026-02-01"), shows, link="https://example.org/evidence")


@dataclass
class Work:
    area: Area
    other: Area
    reviews: list[Review]
    actions: list[Action]
    recommendations: dict[str, Recommendation]


def some_work(small_number: int = 1) -> Work:
    """All of it, recorded day by day. With `small_number` 1 nothing is suppressed."""
    area, other = AreaFactory(name="Aldermere"), AreaFactory(name="Brackenford")
    with on("2025-11-01"):
        TrackingRules.objects.create(area=area, small_number=small_number)
        reviews = [ReviewFactory(areas=[area], title=f"Review {number}") for number in range(1, 8)]
        reviews[3].review_areas.all().delete()
        reviews[3].review_areas.create(area=other, lead=True)
        reviews[3].review_areas.create(area=area)
        reviews[5].kind = ReviewKind.MARAC
        reviews[5].save()
    _steps(reviews)
    recommendations = _recommendations(area, other, reviews)
    return Work(area, other, reviews, _actions(area, recommendations), recommendations)


def _steps(reviews: list[Review]) -> None:
    def step(number: int, state: State, when: str, decision: str = "") -> None:
        reviews[number - 1].events.create(state=state, on=day(when), decision=decision)

    with on("2026-03-31"):
        step(1, State.NOTIFIED, "2025-11-03")
        step(1, State.DECIDED, "2025-11-20", Decision.REVIEW)
        step(1, State.SIGNED_OFF, "2026-02-10")
        step(1, State.SUBMITTED, "2026-02-20")
        step(2, State.NOTIFIED, "2026-01-12")
        step(2, State.DECIDED, "2026-03-02", Decision.NO_REVIEW)
        step(3, State.NOTIFIED, "2026-03-10")
        step(4, State.NOTIFIED, "2025-05-01")
        step(4, State.DECIDED, "2025-05-20", Decision.REVIEW)
        step(7, State.QA_LETTER, "2026-01-20")
        step(7, State.DRAFTING, "2026-02-01")
        joint = reviews[3]
        joint.extensions.create(
            agreed_on=day("2026-01-15"), until=day("2026-06-30"), reason="Zqtrial", agreed_by="The chair"
        )
        joint.pauses.create(since=day("2026-02-01"), reason="Zqtrial", agreed_by="The chair")
    with on("2026-04-02"):  # too late for the report on the quarter
        step(3, State.DECIDED, "2026-03-25", Decision.REVIEW)
        joint.extensions.create(
            agreed_on=day("2026-03-30"), until=day("2026-09-30"), reason="Zqtrial", agreed_by="The chair"
        )


def _recommendations(area: Area, other: Area, reviews: list[Review]) -> dict[str, Recommendation]:
    with on("2025-11-30"):
        report = DocumentFactory(review=reviews[0])
        imr = DocumentFactory(review=reviews[3], kind=DocumentKind.IMR, agency=AgencyFactory())
        found = {
            "training": RecommendationFactory(
                review=reviews[0], document=report, number="1", text="Train the front door.", library_theme="training"
            ),
            "national": RecommendationFactory(
                review=reviews[0], document=report, number="2", text="The department should fund it.", scope="national"
            ),
            "imr": RecommendationFactory(review=reviews[3], document=imr, number="1", text="Zqimr should change."),
            "elsewhere": RecommendationFactory(review=ReviewFactory(areas=[other]), text="Zqelsewhere should change."),
        }
    with on("2026-02-03"):
        Repeat.objects.create(
            recommendation=found["training"], earlier=found["elsewhere"], why_not_held="Staff moved on."
        )
        sent = Sending.objects.create(
            recommendation=found["national"], sent_to="Home Office", sent_on=day("2026-02-03"), proof="Letter 7"
        )
    with on("2026-04-10"):
        sent.replied_on, sent.reply = day("2026-04-09"), "We will."
        sent.save()
    return found


def _actions(area: Area, recommendations: dict[str, Recommendation]) -> list[Action]:
    owner, coordinator, verifier = OwnerFactory(area=area), UserFactory(), UserFactory()
    council = AgencyFactory(name="Aldermere Council")

    def begun(when: str, target: str, recommendation: str = "training", **facts) -> Action:
        with on(when):
            return ActionFactory(
                recommendation=recommendations[recommendation], first_target_date=day(target), owner=owner, **facts
            )

    def said(action: Action, kind: UpdateKind, when: str, text: str, *, by=None, **facts) -> None:
        with on(when):
            who = {"by": by} if by else {"by_owner": owner}
            record(action, kind, text=text, **who, **facts)

    amber = begun("2025-12-01", "2026-03-01", text="Train all teams.", lead=council, cost=Decimal("1250.50"))
    said(amber, UpdateKind.PROGRESS, "2026-01-10", "Two teams of five.", percent=40)
    said(amber, UpdateKind.DATE_ASKED, "2026-02-20", "The trainer is ill.", new_date=day("2026-04-30"))
    said(amber, UpdateKind.DATE_AGREED, "2026-02-25", "", by=coordinator, new_date=day("2026-04-30"))

    red = begun("2025-12-01", "2026-03-15", text="Write the pathway.", lead=council)
    said(red, UpdateKind.PROGRESS, "2026-01-20", "A first draft.", percent=30)
    with on("2026-03-20"):
        subgroup = BodyFactory(area=area, name="Review subgroup")
        escalation = Escalation.objects.create(
            action=red, body=subgroup, red_since=day("2026-03-16"), on=day("2026-03-20")
        )
    with on("2026-04-05"):
        escalation.answer, escalation.answered_on = "Zqlater", day("2026-04-05")
        escalation.save()

    blue = begun("2026-01-05", "2026-03-20", text="Audit the files.", lead=council, cost=Decimal("300"))
    audit = evidence(EvidenceKind.PRACTICE_AUDIT, "Enquiry made in 38 of 40 files")
    said(blue, UpdateKind.DELIVERED, "2026-03-10", "All done.", evidence=[audit])
    said(blue, UpdateKind.VERIFIED, "2026-03-12", "The audit shows it.", by=verifier)

    grey = begun("2026-03-01", "2026-12-31", text="Look again.")

    green = begun("2026-01-05", "2026-04-30", text="Publish the policy.", expected_change="Staff ask.")
    policy = evidence(EvidenceKind.POLICY, "The policy")
    said(green, UpdateKind.DELIVERED, "2026-03-25", "It is out.", evidence=[policy])
    said(green, UpdateKind.VERIFIED, "2026-04-02", "Read.", by=verifier)
    said(green, UpdateKind.IMPACT_CHECKED, "2026-06-02", "Staff asked in nine of ten calls.", by=verifier)

    aside = begun("2025-12-01", "2026-06-30", text="Buy a system.")
    said(aside, UpdateKind.SUPERSEDED, "2026-02-01", "A national one comes.", by=coordinator)

    of_imr = begun("2026-02-01", "2026-05-31", "imr", text="Zqimr action.")
    said(of_imr, UpdateKind.PROGRESS, "2026-03-01", "Zqimr progress.", percent=60)
    return [amber, red, blue, grey, green, aside, of_imr]
