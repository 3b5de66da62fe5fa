from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from dhr.actions.models import Recommendation
from dhr.areas.permissions import Permission, has_permission
from dhr.formats import csv_lines

from ..claims import STATUSES, actions_on_record, says_more
from ..contents import stamp
from ..identifying import warnings_of_statement
from ..statements import (
    CannotState,
    Changed,
    as_published,
    earlier_statements,
    public_statements,
    publish_statement,
    withdraw_statement,
)
from ..told import StatementFilter, csv_rows, told

A_PAGE = 50


class StatementForm(forms.Form):
    """What the public is told. A status that was used before stays on offer."""

    status = forms.ChoiceField(
        label="How does it stand?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands."},
    )
    evidence = forms.CharField(
        label="What was done, and what shows it",
        help_text="In your own words, for everybody. Leave out all that could tell who somebody is.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5_000,
        required=False,
    )

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        statuses = dict.fromkeys([*STATUSES, *([standing.status] if standing else [])])
        self.fields["status"].choices = [(each, each) for each in statuses]
        if standing:
            self.initial = {"status": standing.status, "evidence": standing.evidence}


def statements(request):
    """Every statement that partnerships made, for everybody."""
    form = StatementFilter(request.GET)
    page = Paginator(form.found, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    context = {
        "form": form,
        "page": page,
        "told": told(page.object_list),
        "query": query,
        "prefix": f"?{query}&page=" if query else "?page=",
    }
    return render(request, "publishing/statements/list.html", context)


def statements_csv(request):
    """The same list, all pages of it."""
    rows = csv_rows(told(StatementFilter(request.GET).found))
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def statement(request, pk):
    """One statement; 404 where it was withdrawn, or another took its place."""
    found = told(public_statements().filter(pk=pk))
    if not found:
        raise Http404
    return render(request, "publishing/statements/statement.html", {"told": found[0]})


def recommendation_for(request, pk: int) -> Recommendation:
    """The recommendation, or 404 for whoever may not see it or may not speak for its partnership."""
    recommendation = get_object_or_404(
        Recommendation.objects.visible_to(request.user).select_related("review", "document", "area", "agency"), pk=pk
    )
    if not has_permission(request.user, Permission.ISSUE_REPORTS, on=recommendation):
        raise Http404
    return recommendation


@login_required
def publish(request, pk):
    """Write a statement, see what the public would read, and publish it once confirmed."""
    recommendation = recommendation_for(request, pk)
    standing = recommendation.statements.standing().first()
    context = {"recommendation": recommendation, "standing": standing, "earlier": earlier_statements(recommendation)}
    try:
        context["published"] = as_published(recommendation)
    except CannotState as reason:
        return render(request, "publishing/statements/cannot.html", context | {"reason": str(reason)})
    form = StatementForm(request.POST or None, standing=standing)
    context |= {"form": form, "actions": actions_on_record(recommendation)}
    if not form.is_valid() or "change" in request.POST:
        return render(request, "publishing/statements/write.html", context)
    if "publish" in request.POST:
        seen = request.POST.get("seen", "")
        try:
            publish_statement(recommendation, **form.cleaned_data, by=request.user, seen=seen)
        except Changed as reason:
            form.add_error(None, f"Nothing is published. {reason}")
            context["published"] = reason.published
        except CannotState as reason:
            return render(request, "publishing/statements/cannot.html", context | {"reason": str(reason)})
        else:
            messages.success(request, "Published. Everybody can read the statement now.")
            return redirect("recommendation", pk)
    context["seen"] = stamp(context["published"])
    context["says_more"] = says_more(form.cleaned_data["status"], recommendation, context["actions"])
    context["warnings"] = warnings_of_statement(recommendation, **form.cleaned_data)
    return render(request, "publishing/statements/preview.html", context)


@login_required
def withdraw(request, pk):
    """Ask, and take the standing statement away from the public once confirmed."""
    recommendation = recommendation_for(request, pk)
    standing = recommendation.statements.standing().first()
    if request.method == "POST" and standing:
        withdraw_statement(standing, by=request.user)
        messages.success(request, "Withdrawn. The statement is out of every public page and search from this moment.")
        return redirect("recommendation", pk)
    return render(
        request, "publishing/statements/withdraw.html", {"recommendation": recommendation, "standing": standing}
    )
