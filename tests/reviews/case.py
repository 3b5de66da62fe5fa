"""A review with its people, for tests of the case's pages."""

from dataclasses import dataclass

from django.urls import reverse

from dhr.areas.enums import Role
from dhr.areas.models import Agency, User
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import KeyLine, Lesson, Review, Section
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)


@dataclass
class Case:
    """`people` by role; `imr-author` writes for `police`, `other-imr-author` for `health`."""

    review: Review
    people: dict[str, User]
    police: Agency
    health: Agency

    def address(self, name: str, *args) -> str:
        return reverse(name, args=[self.review.public_id, *args])


def a_case(**facts) -> Case:
    area = AreaFactory()
    review = ReviewFactory(areas=[area], **facts)
    police, health = AgencyFactory.create_batch(2)
    people = {
        "coordinator": UserFactory.coordinator(area),
        "csp-chair": MembershipFactory(area=area, role=Role.CSP_CHAIR).user,
        "chair": ParticipationFactory(review=review, role=Role.CHAIR).user,
        "author": ParticipationFactory(review=review, role=Role.AUTHOR).user,
        "panel-member": ParticipationFactory(review=review, role=Role.PANEL_MEMBER, agency=police).user,
        "imr-author": ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=police).user,
        "other-imr-author": ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=health).user,
        "action-owner": ParticipationFactory(review=review, role=Role.ACTION_OWNER).user,
        "stranger": UserFactory.coordinator(AreaFactory()),
    }
    return Case(review, people, police, health)


def key_lines(review, *texts) -> list[KeyLine]:
    return [KeyLine.objects.create(review=review, number=n, text=text) for n, text in enumerate(texts, start=1)]


def lessons(review, *texts, document=None) -> list[Lesson]:
    return [
        Lesson.objects.create(review=review, document=document, number=n, text=text)
        for n, text in enumerate(texts, start=1)
    ]


def showing(review, *placed, kind=DocumentKind.OVERVIEW_REPORT, **facts):
    """A paper of `review` with a section for each of `placed`."""
    document = DocumentFactory(review=review, kind=kind, **facts)
    for order, shows in enumerate(placed):
        Section.objects.create(
            document=document, key=f"shows-{order}", sort_order=order, heading=shows.label, shows=shows
        )
    return document


def printed(document) -> list[tuple[str, str]]:
    """(label, text) of each paragraph of a paper."""
    return list(document.paragraphs.values_list("label", "text"))
