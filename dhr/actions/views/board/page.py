from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from dhr.formats import CSV_TYPE, XLSX_TYPE, csv_lines
from dhr.reviews.files import as_attachment

from ...board.board import board
from ...board.columns import csv_rows, workbook
from ...board.filters import SORT_KEYS
from ...board.places import may_change_some

PAGE = 50


@login_required
def page(request):
    """The actions that this person may see: how each stands, today or on a day gone by."""
    asked = board(request.user, request.GET)
    query = query_without(request, "page")
    return render(
        request,
        "actions/board/page.html",
        {
            "board": asked,
            "page": Paginator(asked.shown, PAGE).get_page(request.GET.get("page")),
            "query": query.urlencode(),
            "asked": [(name, value) for name, values in query.lists() for value in values],
            "without_rag": query_without(request, "page", "rag").urlencode(),
            "heads": _heads(request),
            "views": request.user.board_views.all(),
            "may_change": not asked.is_past and may_change_some(request.user),
        },
    )


def query_without(request, *names: str):
    """What was asked, but for these."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query


def _heads(request) -> dict[str, dict[str, str]]:
    """For each column that sorts: the address that sorts by it, and which way it is sorted now, for `aria-sort`."""
    current = request.GET.get("sort", "")
    heads = {}
    for name in SORT_KEYS:
        query = query_without(request, "page")
        query["sort"] = f"-{name}" if current == name else name
        way = {name: "ascending", f"-{name}": "descending"}.get(current, "")
        heads[name] = {"url": f"?{query.urlencode()}", "way": way}
    return heads


@login_required
def as_csv(request):
    """The same list, all pages of it, as CSV."""
    shown = board(request.user, request.GET).shown
    response = StreamingHttpResponse(csv_lines(csv_rows(shown)), content_type=CSV_TYPE)
    return as_attachment(response, "actions.csv")


@login_required
def as_workbook(request):
    """The same list, all pages of it, as an Excel workbook."""
    asked = board(request.user, request.GET)
    response = HttpResponse(workbook(asked.shown, asked.day), content_type=XLSX_TYPE)
    return as_attachment(response, "actions.xlsx")
