"""Which lessons, or recommendations, are numbered together: those of the review, or of a paper that has its own."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dhr.areas.permissions import Permission, has_permission

from .enums import DocumentKind
from .models import Document, Review

SUMMARIES = frozenset({DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.SEVEN_MINUTE_BRIEFING})
REPORTS = frozenset({DocumentKind.OVERVIEW_REPORT, DocumentKind.MARAC_REVIEW_REPORT})
_OF_AN_AGENCY = Q(document__kind=DocumentKind.IMR) | Q(document__agency__isnull=False)


@dataclass(frozen=True)
class CaseList:
    """`rows` are numbered together; `paper` is whose they are, None for the review's own list."""

    paper: Document | None
    rows: list
    may_write: bool

    @property
    def may_add(self) -> bool:
        """A summary only says again what the review's list holds."""
        return self.may_write and (self.paper is None or is_of_an_agency(self.paper))


def is_of_an_agency(document: Document) -> bool:
    """Whether what a paper says first is its agency's own: nothing of it enters the review's list."""
    return document.kind == DocumentKind.IMR or document.agency_id is not None


def list_of(review: Review, rows: QuerySet, paper: Document | None) -> QuerySet:
    """Those of `rows` (lessons or recommendations) that stand in one list with those of `paper`."""
    rows = rows.filter(review=review)
    if paper is not None and _has_its_own(paper):
        return rows.filter(document=paper)
    return rows.exclude(_OF_AN_AGENCY).exclude(document__kind__in=SUMMARIES)


def printed_in(document: Document, rows: QuerySet) -> QuerySet:
    """Those of `rows` that a section of `document` prints: none that stand in its own text already."""
    listed = list_of(document.review, rows, document if is_of_an_agency(document) else None)
    return listed.exclude(~Q(source_paragraph=""), document=document)


def printed_first_in(document: Document, rows: QuerySet) -> QuerySet:
    """Those of `rows` printed in `document` that belong to no paper yet, or to another that is not released."""
    return printed_in(document, rows).exclude(document=document).exclude(document__released_to_panel=True)


def lists_of(review: Review, rows: QuerySet, user) -> list[CaseList]:
    """All lists that `user` may write in or see something of; `rows` are those that this person may see."""
    papers = [paper for paper in review.documents.select_related("agency", "review") if _has_its_own(paper)]
    lists = [
        CaseList(paper, list(list_of(review, rows, paper)), may_write(user, review, paper)) for paper in [None, *papers]
    ]
    return [each for each in lists if each.rows or each.may_add]


def may_write(user, review: Review, paper: Document | None) -> bool:
    """Whether `user` may write in the list of `paper`: an agency's is written by those who write its paper."""
    if paper is not None and is_of_an_agency(paper):
        return has_permission(user, Permission.WRITE_PAPER, on=paper)
    return has_permission(user, Permission.WRITE_CASE, on=review)


def report_of(review: Review) -> Document | None:
    """The paper that makes the review's lessons and recommendations: its report, the latest where there are more."""
    return review.documents.filter(kind__in=REPORTS, agency=None).order_by("pk").last()


def adopt(report: Document) -> None:
    """What stood in no paper before `report` was begun is the report's from now on, in the caller's transaction."""
    for rows in (report.review.lessons, report.review.recommendations):  # the latter's room is above this one
        for row in rows.filter(document=None):
            row.document = report
            row.save()


def _has_its_own(paper: Document) -> bool:
    return is_of_an_agency(paper) or paper.kind in SUMMARIES
