"""A report is a draft, counted anew each time that it is looked at, until it is issued: then it is kept as it is."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from dhr.areas.models import User

from ..models import BoardReport
from .figures import figures
from .tables import Figures


class NotIssued(Exception):
    """This report can't be issued now; the message says why, for whoever tried."""


def figures_of(report: BoardReport) -> Figures:
    """Those that were issued; of a draft, those of now."""
    if report.issued_at:
        return Figures.from_json(report.figures)
    return figures(report.area, report.kind, report.since, report.until)


def last_issued(report: BoardReport) -> BoardReport | None:
    """The report of the same kind that the board had before this one."""
    before = BoardReport.objects.issued().filter(area=report.area, kind=report.kind, until__lt=report.until)
    return before.order_by("-until").first()


def issue(report: BoardReport, *, by: User) -> None:
    """Freeze the figures as they are now, and let the partnership's chair read them.

    Raises:
        NotIssued: it is issued already, or another of its kind to the same day is.
    """
    try:
        with transaction.atomic():
            locked = BoardReport.objects.select_for_update().get(pk=report.pk)
            if locked.issued_at:
                raise NotIssued("This report is issued already.")
            locked.figures = figures_of(locked).as_json()
            locked.issued_at, locked.issued_by = timezone.now(), by
            locked.save()
    except IntegrityError:
        kind = report.get_kind_display().lower()
        raise NotIssued(
            f"A {kind} to {report.until:%-d %B %Y} is issued already. Change the dates of this draft, or discard it."
        ) from None
