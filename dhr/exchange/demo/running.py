"""Demo reviews that are under way: registered, staffed and written through the doors that people use."""

import tomllib
from pathlib import Path

from django.db import transaction

from dhr.areas.models import Agency, Area, User
from dhr.reviews import registering
from dhr.reviews.invitations import invite
from dhr.reviews.models import Participation, Person, Review

from .days import Days
from .recorded import record_as_it_went
from .writing import write_paper

FACTS = ("title", "reference", "scheme", "category", "test_applied", "guidance_applied")


def load_running(folder: Path, users: dict[str, User], tell) -> None:
    """Load each review of `folder`/running; one that is here already is left as people have made it since.

    `users` are the demo's by their names. `tell` takes a line about each review.
    """
    for place in sorted(path.parent for path in folder.glob("running/*/review.toml")):
        facts = tomllib.loads((place / "review.toml").read_text(encoding="utf-8"))
        area = Area.objects.get(slug=facts["area"])
        here = registering.same_reference(area, facts["reference"])
        review = here or _begin(place, facts, area, users)
        tell(f"{review.title}: under way")


@transaction.atomic
def _begin(place: Path, facts: dict, area: Area, users: dict[str, User]) -> Review:
    days, by = Days(facts["days"]), users[facts["by"]]
    review = registering.register_review(
        area=area,
        by=by,
        death_year=days["death"].year,
        death_month=days["death"].month,
        **{name: days.fill(facts[name]) for name in FACTS},
    )
    for entry in facts["people"]:
        Person.objects.create(review=review, **entry)
    _record_course(review, facts, days, by)
    record_as_it_went(review)
    for entry in facts.get("taking_part", []):
        _take_part(review, entry, users, days)
    for entry in facts.get("invitations", []):
        agency = Agency.objects.get(slug=entry["agency"])
        invite(email=entry["email"], name=entry["name"], role=entry["role"], review=review, agency=agency, by=by)
    for entry in facts.get("papers", []):
        write_paper(place, entry, review, users, days)
    return review


def _record_course(review: Review, facts: dict, days: Days, by: User) -> None:
    for entry in facts["events"]:
        registering.record_event(
            review, entry["state"], days[entry["on"]], by, reason=entry["reason"], decision=entry.get("decision", "")
        )
    for entry in facts.get("extensions", []):
        registering.extend(
            review,
            agreed_on=days[entry["agreed_on"]],
            until=days[entry["until"]],
            agreed_by=entry["agreed_by"],
            reason=entry["reason"],
            by=by,
        )
    for entry in facts.get("pauses", []):
        registering.pause(
            review,
            since=days[entry["since"]],
            next_check=days[entry["next_check"]],
            agreed_by=entry["agreed_by"],
            reason=entry["reason"],
            continues=entry["continues"],
            by=by,
        )


def _take_part(review: Review, entry: dict, users: dict[str, User], days: Days) -> None:
    since = days[entry["since"]]
    Participation.objects.create(
        review=review,
        user=users[entry["username"]],
        role=entry["role"],
        agency=Agency.objects.get(slug=entry["agency"]) if "agency" in entry else None,
        since=since,
        confidentiality_signed=since,
    )
