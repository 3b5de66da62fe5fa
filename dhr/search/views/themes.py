import logging

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from dhr.learning.telling import telling_passages
from dhr.reviews.citations import CITATIONS
from dhr.reviews.enums import TagSource
from dhr.themes.models import Theme
from dhr.themes.vocabulary import FAMILIES

from ..engines.protocol import SearchError
from ..labels import THEMES_BY_CODE
from ..prevalence import WARNING, base_query, prevalence
from ..query import SearchQuery
from ..spreadsheet import csv_response
from ..theme_figures import figures, theme_counts

logger = logging.getLogger(__name__)
PUBLIC = AnonymousUser()
DHRD = TagSource.DHRD


def index(request):
    """All themes by family, with the published reviews that each stands in."""
    try:
        counts = theme_counts()
    except SearchError as problem:
        return _without_numbers(request, "search/themes.html", {"families": _families([])}, problem)
    context = {"families": _families(counts.rows), "library": counts.library}
    return render(request, "search/themes.html", context)


def _families(counts):
    rows = {theme.code: row for theme, row in counts}
    themes = list(THEMES_BY_CODE.values())
    return [
        (label, [(theme, rows.get(theme.code)) for theme in themes if theme.family == family])
        for family, label in FAMILIES.items()
    ]


def theme(request, code):
    """A theme in published reviews: what counts as it, how often it stands there, and what is said of it."""
    theme = get_object_or_404(Theme.objects.select_related("parent").prefetch_related("children"), pk=code)
    context = {
        "theme": theme,
        "family": FAMILIES[theme.family],
        "telling": telling_passages(theme),
        "passages_url": SearchQuery(theme=(f"text:{code}",), same_passage=True).urlencode(),
        "warning": WARNING,
    }
    try:
        context["figures"] = figures(code)
        if theme.subject_bearing and context["figures"].library:
            context["prevalence"] = found = prevalence(code, DHRD, PUBLIC)
            context["prevalence_rows"] = [
                ("The victim", found.victim),
                ("The perpetrator", found.perpetrator),
                ("Either of them", found.either),
                ("Both of them", found.both),
            ]
            context["prevalence_url"] = base_query(DHRD).urlencode()
            context["citation"] = CITATIONS[DHRD]
    except SearchError as problem:
        return _without_numbers(request, "search/theme.html", context, problem)
    return render(request, "search/theme.html", context)


def prevalence_csv(request, code):
    """The dataset's numbers on one theme, as the theme page shows them."""
    try:
        found = prevalence(code, DHRD, PUBLIC)
    except ValueError as problem:
        raise Http404 from problem
    except SearchError as problem:
        return _without_numbers(request, "search/unavailable.html", {}, problem)
    if not found.reviews:
        raise Http404("The dataset is not here: noughts would be read as its numbers.")
    citation = CITATIONS[DHRD]
    head = ("Theme", "Code", "Reviews of one victim's death", "Victim", "Perpetrator", "Either", "Both")
    numbers = (found.reviews, found.victim, found.perpetrator, found.either, found.both)
    source = f"{citation.text} {citation.licence}: {citation.licence_url}"
    return csv_response(
        f"prevalence-{code}.csv",
        [
            (*head, "Note", "Source and licence"),
            (THEMES_BY_CODE[code].label, code, *numbers, WARNING, source),
        ],
    )


def _without_numbers(request, template, context, problem):
    logger.error("Counting themes failed: %s", problem)
    return render(request, template, context | {"unavailable": True}, status=503)
