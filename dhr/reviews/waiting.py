"""What waits for one person: clocks that run out, papers with empty sections, decisions and answers that are due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.admin.utils import quote
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.areas.models.area import with_predecessors
from dhr.areas.permissions import PERMISSIONS, Permission

from .access.places import kept_invitations
from .clocks import ClockState
from .enums import DocumentKind, ParagraphKind, Placed
from .models import Document, PaperNote, Paragraph, Pause, Review, ReviewArea, ReviewCharacteristic, Section
from .register import Entry
from .writing.access import writable_by


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what it is, where it is done, and what it belongs to. `urgent` things come first."""

    what: str
    url: str
    about: str
    urgent: bool = False


def waiting_for(user, register: Iterable[Entry]) -> list[Waiting]:
    """All that waits for `user`, urgent things first; `register` is what this person's register holds."""
    reviews = {entry.review.pk: entry.review for entry in register}
    found = [
        *_clocks(user, register),
        *_pauses(user, reviews),
        *_imrs_to_begin(user, reviews),
        *_empty_sections(user, reviews),
        *_notes(user, reviews),
        *_characteristics(user, reviews),
        *_invitations(user),
    ]
    return sorted(found, key=lambda each: not each.urgent)


def _where(user, permission: Permission) -> Q:
    """The reviews in which a place of `user` carries `permission` today."""
    roles = [role for role, may in PERMISSIONS.items() if permission in may]
    areas = with_predecessors(
        user.memberships.current().filter(role__in=roles, area__isnull=False).values_list("area", flat=True)
    )
    return Q(pk__in=ReviewArea.objects.current().filter(area__in=areas).values("review")) | Q(
        pk__in=user.participations.current().filter(role__in=roles).values("review")
    )


def _clocks(user, register: Iterable[Entry]) -> Iterator[Waiting]:
    runs = set(Review.objects.filter(_where(user, Permission.RUN_REVIEW)).values_list("pk", flat=True))
    for entry in register:
        clock = entry.clock
        if entry.review.pk in runs and clock and clock.state in (ClockState.OVERDUE, ClockState.DUE_SOON):
            yield Waiting(
                f"{clock.title}: {clock.words}",
                f"{reverse('work-review', args=[entry.review.public_id])}#clocks",
                entry.review.title,
                urgent=clock.state == ClockState.OVERDUE,
            )


def _pauses(user, reviews: dict[int, Review]) -> Iterator[Waiting]:
    due = Pause.objects.filter(
        review__in=Review.objects.filter(_where(user, Permission.RUN_REVIEW), pk__in=reviews),
        until__isnull=True,
        next_check__lte=timezone.localdate(),
    )
    for pause in due:
        review = reviews[pause.review_id]
        url = f"{reverse('work-review', args=[review.public_id])}#clocks"
        yield Waiting(f"A pause was to be looked at again on {pause.next_check:%-d %B %Y}", url, review.title)


def _imrs_to_begin(user, reviews: dict[int, Review]) -> Iterator[Waiting]:
    parts = user.participations.current().filter(role=Role.IMR_AUTHOR, review__in=reviews).select_related("agency")
    begun = set(Document.objects.filter(kind=DocumentKind.IMR, review__in=reviews).values_list("review", "agency"))
    for part in parts:
        if (part.review_id, part.agency_id) not in begun:
            review = reviews[part.review_id]
            url = reverse("begin-paper-kind", args=[review.public_id, DocumentKind.IMR])
            yield Waiting(f"Begin the IMR of {part.agency}", url, review.title)


def _empty_sections(user, reviews: dict[int, Review]) -> Iterator[Waiting]:
    empty = (
        Section.objects.filter(document__in=writable_by(user), required=True)
        .exclude(shows__in=Placed.values)
        .exclude(Exists(Paragraph.objects.filter(section=OuterRef("pk")).exclude(kind=ParagraphKind.HEADING)))
        .values("document__pk", "document__title", "document__review")
        .annotate(sections=Count("pk"))
        .order_by("document__pk")
    )
    for row in empty:
        number = row["sections"]
        yield Waiting(
            f"{number} required section{'s are' if number > 1 else ' is'} empty",
            reverse("wagtailsnippets_reviews_document:edit", args=[quote(row["document__pk"])]),
            _paper(row["document__title"], reviews.get(row["document__review"])),
        )


def _notes(user, reviews: dict[int, Review]) -> Iterator[Waiting]:
    open_notes = (
        PaperNote.objects.filter(document__in=writable_by(user), resolved_at__isnull=True)
        .values("document__public_id", "document__title", "document__review")
        .annotate(notes=Count("pk"))
        .order_by("document__title")
    )
    for row in open_notes:
        yield Waiting(
            f"{row['notes']} note{'s' if row['notes'] > 1 else ''} without an answer",
            f"{reverse('work-paper', args=[row['document__public_id']])}#notes",
            _paper(row["document__title"], reviews.get(row["document__review"])),
        )


def _paper(title: str, review: Review | None) -> str:
    """A paper as it is told from others: agencies' papers have the same title in every review."""
    return title if review is None or review.title in title else f"{title} · {review.title}"


def _characteristics(user, reviews: dict[int, Review]) -> Iterator[Waiting]:
    undecided = (
        ReviewCharacteristic.objects.filter(
            review__in=Review.objects.filter(_where(user, Permission.WRITE_CASE), pk__in=reviews), relevant=""
        )
        .values("review")
        .annotate(number=Count("pk"))
        .order_by("review")
    )
    for row in undecided:
        review = reviews[row["review"]]
        number = row["number"]
        yield Waiting(
            f"{number} protected characteristic{'s are' if number > 1 else ' is'} not yet decided",
            reverse("equality", args=[review.public_id]),
            review.title,
        )


def _invitations(user) -> Iterator[Waiting]:
    expired = kept_invitations(user).filter(expires_at__lte=timezone.now())
    for invitation in expired:
        yield Waiting(
            f"The invitation to {invitation.email} expired without an answer",
            reverse("access"),
            invitation.get_role_display(),
        )
