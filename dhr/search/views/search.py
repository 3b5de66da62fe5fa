import logging

from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from ..answers import asked, length, names_known_to, search
from ..any_word import with_any_word
from ..engines.protocol import SearchAnswer, SearchError, SearchUnavailable
from ..export import rows
from ..facets import area_names, chosen, panels, theme_panels
from ..headline import headline, page_title
from ..labels import KNOWN
from ..query import SearchQuery
from ..results import results
from ..spreadsheet import csv_response
from ..suggestions import did_you_mean
from ..vectors import model_wanted

logger = logging.getLogger(__name__)

ORDERS = (("relevance", "Best match"), ("newest", "Newest first"), ("area", "Area"))


def search_page(request):
    """What the visitor may find: published text signed out, and what else they may see signed in."""
    try:
        names = names_known_to(request.user)
        meant = asked(request.GET, names)
        query = meant.query
        answer = search(query, request.user)
        instead = did_you_mean(query, answer, request.user, meant.unclear)
        any_word = with_any_word(query, answer, request.user)
    except SearchError as problem:
        return unavailable(request, problem)
    found = results(answer, query, request.user)
    pages = Paginator(range(length(answer, query)), query.size)
    if query.page > pages.num_pages:
        return redirect(f"{request.path}?{query.with_(page=1).urlencode()}")
    areas = area_names(answer)
    unit_title = found[0].case.title if query.unit and found else ""
    filters = chosen(query, areas, unit_title)
    return render(
        request,
        "search/search.html",
        {
            "query": query,
            "answer": answer,
            "headline": headline(answer, query, unit_title),
            "page_title": page_title(query, filters, unit_title),
            "unclear": meant.unclear,
            "instead": instead,
            "any_word": any_word,
            "completions": names.completions(),
            "related_wording": model_wanted(),
            "with_related": _with_related(answer, query),
            "results": found,
            "citations": dict.fromkeys(result.case.citation for result in found if result.case.citation),
            "page": pages.page(query.page),
            "page_prefix": _address(query),
            "orders": [] if query.unit else _orders(query),
            "chosen": filters,
            "theme_panels": theme_panels(answer, query),
            "panels": panels(answer, query, areas),
            "csv": query.without("page", "size").urlencode(),
            "words_alone": "?" + SearchQuery(text=query.text).urlencode(),
        },
    )


def search_csv(request):
    """Every review of the answer that the same address gives as a page; of a single one, every passage."""
    try:
        query = asked(request.GET, names_known_to(request.user)).query
        return csv_response("passages.csv" if query.unit else "reviews.csv", rows(query, request.user))
    except SearchError as problem:
        return unavailable(request, problem)


def unavailable(request, problem: SearchError):
    """A kind word where there is no answer; what to do about it goes to the log."""
    logger.error("Searching failed: %s", problem)
    query = SearchQuery.from_params(request.GET, known=KNOWN)
    context = {"query": query, "prepared_anew": isinstance(problem, SearchUnavailable)}
    return render(request, "search/unavailable.html", context, status=503)


def _orders(query: SearchQuery) -> list[tuple[str, str, str]]:
    return [(value, label, "?" + query.with_(sort=value).urlencode()) for value, label in ORDERS]


def _with_related(answer: SearchAnswer, query: SearchQuery) -> str:
    """The address of this answer with related wording, where too little holds the words; empty where it has it."""
    if answer.all_words or query.related or not query.reading.wanted or not model_wanted():
        return ""
    return "?" + query.with_(related=True).urlencode()


def _address(query: SearchQuery) -> str:
    """The address of this answer up to the number of a page."""
    params = query.without("page").urlencode()
    return f"?{params}&page=" if params else "?page="
