"""The register: the reviews that somebody may see, each with where it stands: for list, counts and CSV."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, TextChoices
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.areas.models import Area

from .audiences import people_for
from .clocks import Clock, Clocks, ClockState, clocks_of
from .enums import DocumentKind
from .models import Participation, Review, ReviewArea, ReviewEvent

WITHIN = 30  # days


class ClockFilter(TextChoices):
    OVERDUE = "overdue", "Overdue"
    SOON = "soon", f"Due within {WITHIN} days"
    EXTENDED = "extended", "Extended"
    PAUSED = "paused", "Paused"


@dataclass(frozen=True)
class Entry:
    """A review in the register. `clocks` is None for a MARAC review."""

    review: Review
    clocks: Clocks | None
    event: ReviewEvent | None  # the latest
    areas: list[Area]  # that take part today, lead first
    chairs: list[str]
    knows_people: bool = True

    @property
    def lead(self) -> Area | None:
        return self.areas[0] if self.areas else None

    @property
    def clock(self) -> Clock | None:
        return self.clocks and self.clocks.current

    @property
    def died(self) -> datetime.date | None:
        """The first day of the month, or of the year, of the death."""
        year = self.review.death_year
        return datetime.date(year, self.review.death_month or 1, 1) if year else None

    def has(self, clock: str) -> bool:
        """Whether the review belongs under this filter by its clocks."""
        if self.clocks is None:
            return False
        running = self.clock.running
        match clock:
            case ClockFilter.OVERDUE:
                return self.clock.state == ClockState.OVERDUE
            case ClockFilter.SOON:
                return running and 0 <= self.clock.days_left <= WITHIN
            case ClockFilter.EXTENDED:
                return running and self.clock.extensions > 0
            case _:
                return self.clocks.paused

    def says(self, words: str) -> bool:
        """Whether title, reference and pseudonyms together have every one of `words`."""
        people = self.review.people.all() if self.knows_people else ()
        names = (name for person in people for name in person.names)
        text = " ".join([self.review.title, self.review.reference, *names]).casefold()
        return all(word in text for word in words.casefold().split())


def entries(user) -> list[Entry]:
    """Every review that `user` may see, in as many queries however many there are; records of the library are none."""
    reviews = (
        Review.objects.visible_to(user)
        .exclude(documents__kind=DocumentKind.LIBRARY_RECORD)
        .prefetch_related(
            Prefetch(
                "review_areas",
                ReviewArea.objects.current().select_related("area").order_by("-lead", "area__name"),
                to_attr="links",
            ),
            Prefetch(
                "participations",
                Participation.objects.current().filter(role=Role.CHAIR).select_related("user"),
                to_attr="chairs",
            ),
            "events",
            "extensions",
            "pauses",
            "people",
        )
    )
    today = timezone.localdate()
    known = set(Review.objects.filter(people_for(user)).values_list("pk", flat=True))
    return [
        Entry(
            review=review,
            clocks=clocks_of(review, today),
            event=review.current_event,
            areas=[link.area for link in review.links],
            chairs=[str(part.user) for part in review.chairs],
            knows_people=review.pk in known,
        )
        for review in reviews
    ]


def matching(
    found: Iterable[Entry],
    *,
    q: str = "",
    area: int | None = None,
    lead: int | None = None,
    state: int | None = None,
    kind: str = "",
    scheme: str = "",
    clock: str = "",
    year: int | None = None,
) -> list[Entry]:
    """The entries that fit everything that is asked for; areas by primary key."""
    tests: list[tuple[object, Callable[[Entry], bool]]] = [
        (q, lambda entry: entry.says(q)),
        (area, lambda entry: any(each.pk == area for each in entry.areas)),
        (lead, lambda entry: entry.lead is not None and entry.lead.pk == lead),
        (state, lambda entry: entry.event is not None and entry.event.state == state),
        (kind, lambda entry: entry.review.kind == kind),
        (scheme, lambda entry: entry.review.scheme == scheme),
        (clock, lambda entry: entry.has(clock)),
        (year, lambda entry: entry.review.death_year == year),
    ]
    asked = [test for wanted, test in tests if wanted]
    return [entry for entry in found if all(test(entry) for test in asked)]


# What each column is sorted by; an entry without it comes last either way.
SORT_KEYS: dict[str, Callable[[Entry], object]] = {
    "title": lambda entry: entry.review.title.casefold(),
    "reference": lambda entry: entry.review.reference.casefold() or None,
    "state": lambda entry: entry.event and entry.event.state,
    "due": lambda entry: entry.clock.due if entry.clock and entry.clock.running else None,
    "died": lambda entry: entry.died,
}


def in_order(found: list[Entry], sort: str) -> list[Entry]:
    """By one of SORT_KEYS, with "-" before it downwards; by anything else as they come, the latest death first."""
    key = SORT_KEYS.get(sort.removeprefix("-"))
    if key is None:
        return found
    have = [entry for entry in found if key(entry) is not None]
    return sorted(have, key=key, reverse=sort.startswith("-")) + [entry for entry in found if key(entry) is None]


COLUMNS = (
    "Reference",
    "Title",
    "Kind",
    "Scheme",
    "Lead area",
    "Other areas",
    "Chair",
    "Category",
    "Year of death",
    "Month of death",
    "State",
    "Since",
    "Decision due",
    "Decision clock",
    "Review due",
    "Review clock",
    "Extensions",
    "Paused",
)


def rows(found: Iterable[Entry]) -> Iterable[tuple]:
    """The head, then a row for each entry: what leaves the site as CSV."""
    yield COLUMNS
    for entry in found:
        review, clocks = entry.review, entry.clocks
        yield (
            review.reference,
            review.title,
            review.get_kind_display(),
            review.scheme,
            entry.lead,
            "; ".join(str(area) for area in entry.areas[1:]),
            "; ".join(entry.chairs),
            review.get_category_display(),
            review.death_year,
            review.death_month,
            entry.event.get_state_display() if entry.event else "",
            entry.event.on if entry.event else "",
            *(
                value
                for clock in clocks or (None, None)
                for value in (
                    (clock.due, ", ".join(filter(None, (clock.state.label, clock.words)))) if clock else ("", "")
                )
            ),
            clocks.review.extensions if clocks else "",
            "yes" if clocks and clocks.paused else "",
        )
