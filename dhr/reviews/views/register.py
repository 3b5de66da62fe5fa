from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render

from dhr.areas.permissions import Permission, areas_with
from dhr.formats import CSV_TYPE, csv_lines

from ..files import as_attachment
from ..forms.register import RegisterFilter
from ..forms.reviews import NewReviewForm
from ..register import SORT_KEYS, ClockFilter, entries, in_order, matching, rows

PAGE = 25


def _asked_for(request):
    """(every entry, the filter form, those that fit it in the order asked for)."""
    found = entries(request.user)
    form = RegisterFilter(request.GET, found=found)
    form.is_valid()
    return found, form, in_order(matching(found, **form.asked), request.GET.get("sort", ""))


@login_required
def register(request):
    """The reviews that this person may see: where each stands, what is due and what is late."""
    found, form, shown = _asked_for(request)
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "reviews/register/list.html",
        {
            "form": form,
            "found": found,
            "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
            "counts": [(name, label, sum(entry.has(name) for entry in found)) for name, label in ClockFilter.choices],
            "query": query.urlencode(),
            "heads": _heads(request),
            "may_register": bool(areas_with(request.user, Permission.REGISTER_REVIEWS)),
        },
    )


def _heads(request) -> dict[str, dict[str, str]]:
    """For each column that sorts: the address that sorts by it, and which way it is sorted now, for `aria-sort`."""
    current = request.GET.get("sort", "")
    heads = {}
    for name in SORT_KEYS:
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = f"-{name}" if current == name else name
        way = {name: "ascending", f"-{name}": "descending"}.get(current, "")
        heads[name] = {"url": f"?{query.urlencode()}", "way": way}
    return heads


@login_required
def register_csv(request):
    """The same list, all pages of it, as CSV."""
    *_, shown = _asked_for(request)
    return as_attachment(StreamingHttpResponse(csv_lines(rows(shown)), content_type=CSV_TYPE), "register.csv")


@login_required
def register_review(request):
    """A new review, in one short form. Not there for somebody who may register none."""
    form = NewReviewForm(request.POST or None, user=request.user)
    if not form.usable:
        raise Http404
    if form.is_valid() and (review := form.register()):
        messages.success(request, "Registered. Its clock runs from the notification.")
        return redirect("work-review", review.public_id)
    return render(request, "reviews/register/new.html", {"form": form})
