"""Reports to an area's board: drafts of its coordinators, and what was issued, which its chair reads as well."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from dhr.areas.permissions import Permission, areas_with, has_permission
from dhr.formats import DOCX_TYPE, PDF_TYPE, XLSX_TYPE, write_docx, write_pdf
from dhr.reviews.files import as_attachment

from ..enums import ReportKind
from ..models import BoardReport
from ..reports.comparison import compare
from ..reports.forms import BoardReportForm
from ..reports.issuing import NotIssued, figures_of, issue, last_issued
from ..reports.paper import as_paper, decisions_of, introduction_of, notes_of, title_of
from ..reports.period import last_quarter, last_year
from ..reports.sheets import as_workbook


@login_required
def board_reports(request):
    """The reports that this person may read; not there for whoever may read none of any area."""
    may_draft = areas_with(request.user, Permission.ISSUE_REPORTS)
    if not may_draft and not areas_with(request.user, Permission.VERIFY_ACTIONS):
        raise Http404
    reports = BoardReport.objects.visible_to(request.user).select_related("area", "by", "issued_by")
    context = {
        "drafts": [report for report in reports if not report.issued_at],
        "issued": [report for report in reports if report.issued_at],
        "may_draft": bool(may_draft),
    }
    return render(request, "actions/reports/list.html", context)


@login_required
def new_report(request):
    """Begin a draft, of the last quarter that is over or of the last year."""
    if not areas_with(request.user, Permission.ISSUE_REPORTS):
        raise Http404
    annual = request.GET.get("kind") == ReportKind.ANNUAL
    period = (last_year if annual else last_quarter)(timezone.localdate())
    kind = ReportKind.ANNUAL if annual else ReportKind.QUARTERLY
    initial = {"kind": kind, "since": period.since, "until": period.until}
    report = BoardReport(by=request.user)
    return _form(request, BoardReportForm(request.POST or None, instance=report, initial=initial, user=request.user))


@login_required
def edit_report(request, pk):
    report = _draft(request, pk)
    return _form(request, BoardReportForm(request.POST or None, instance=report, user=request.user))


def _form(request, form):
    if form.is_valid():
        report = form.save()
        messages.success(request, "The draft is saved.")
        return redirect("board-report", report.pk)
    return render(request, "actions/reports/form.html", {"form": form, "report": form.instance})


@require_safe
@login_required
def board_report(request, pk):
    report = _visible(request, pk)
    figures = figures_of(report)
    context = {
        "report": report,
        "title": title_of(report),
        "figures": figures,
        "decisions": decisions_of(report),
        "introduction": introduction_of(report),
        "notes": notes_of(figures),
        "last": last_issued(report),
        "may_write": has_permission(request.user, Permission.ISSUE_REPORTS, on=report),
    }
    return render(request, "actions/reports/report.html", context)


@require_safe
@login_required
def report_docx(request, pk):
    report = _visible(request, pk)
    content = write_docx(as_paper(report, figures_of(report)), footer=_state(report), marking=settings.MARKING)
    return _sent(report, "docx", DOCX_TYPE, content)


@require_safe
@login_required
def report_pdf(request, pk):
    report = _visible(request, pk)
    content = write_pdf(as_paper(report, figures_of(report)), footer=_state(report), marking=settings.MARKING)
    return _sent(report, "pdf", PDF_TYPE, content)


@require_safe
@login_required
def report_xlsx(request, pk):
    report = _visible(request, pk)
    content = as_workbook(report, figures_of(report), marking=settings.MARKING, state=_state(report))
    return _sent(report, "xlsx", XLSX_TYPE, content)


@login_required
def issue_report(request, pk):
    """Ask, and freeze the report once confirmed."""
    report = _draft(request, pk)
    if request.method == "POST":
        try:
            issue(report, by=request.user)
        except NotIssued as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, "The report is issued. Its figures stay as they are now.")
        return redirect("board-report", pk)
    return render(request, "actions/reports/issue.html", {"report": report, "title": title_of(report)})


@login_required
def discard_report(request, pk):
    """Ask, and remove a draft once confirmed."""
    report = _draft(request, pk)
    if request.method == "POST":
        report.delete()
        messages.success(request, "The draft is discarded.")
        return redirect("board-reports")
    return render(request, "actions/reports/discard.html", {"report": report, "title": title_of(report)})


@require_safe
@login_required
def report_changes(request, pk):
    """What is new and what changed since the last report of this kind that was issued."""
    report = _visible(request, pk)
    last = last_issued(report)
    context = {
        "report": report,
        "title": title_of(report),
        "last": last,
        "last_title": last and title_of(last),
        "comparison": last and compare(figures_of(last), figures_of(report)),
    }
    return render(request, "actions/reports/changes.html", context)


def _visible(request, pk) -> BoardReport:
    reports = BoardReport.objects.visible_to(request.user).select_related("area", "by", "issued_by")
    return get_object_or_404(reports, pk=pk)


def _draft(request, pk) -> BoardReport:
    """A draft that this person may write; an issued report is no draft any more, and not found as one."""
    report = _visible(request, pk)
    if report.issued_at or not has_permission(request.user, Permission.ISSUE_REPORTS, on=report):
        raise Http404
    return report


def _state(report: BoardReport) -> str:
    if report.issued_at:
        return f"Issued {timezone.localtime(report.issued_at):%-d %B %Y}"
    return f"Draft of {timezone.localtime():%-d %B %Y, %H:%M}"


def _sent(report: BoardReport, ending: str, content_type: str, content: bytes) -> HttpResponse:
    name = f"{slugify(report.get_kind_display())}-{report.area.slug}-{report.until}.{ending}"
    return as_attachment(HttpResponse(content, content_type=content_type), name)
