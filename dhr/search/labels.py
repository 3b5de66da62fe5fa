"""What people read in place of the codes of a search: names of facets, values and themes."""

from collections.abc import Mapping

from dhr.actions.enums import Rag
from dhr.areas.enums import AgencyKind
from dhr.reviews.enums import AgeBand, Category, DocumentKind, Sex, Subject, TagSource
from nlp import THEMES

from .documents import Entry, Source, ThemeTag

THEMES_BY_CODE = {theme.code: theme for theme in THEMES}

FACETS = {
    "kind": "Kind of paper or entry",
    "section": "Section",
    "theme": "Theme",
    "about": "Passages",
    "area": "Area",
    "region": "Region",
    "year": "Year of death",
    "category": "Category",
    "agency": "Agency",
    "recipient": "Recipient of a recommendation",
    "age": "Victim’s age",
    "sex": "Victim’s sex",
    "ethnicity": "Victim’s ethnicity",
    "relationship": "Victim’s relationship to the perpetrator",
    "combined": "Combined needs of one person",
    "dataset": "Dataset",
    "rag": "RAG of an action",
    "made": "Year of a recommendation",
}

SWITCHES = {
    "same_passage": ("Only", "Themes and words in the same passage"),
    "single_victim": ("Only", "Reviews of one victim’s death"),
    "related": ("Also", "Related wording"),
}

SOURCES = {Source.TEXT: "in text", Source.LIBRARY: "tagged in the library"}

ABOUT = {
    Subject.VICTIM: "about the victim",
    Subject.PERPETRATOR: "about the perpetrator",
    Subject.CHILD: "about a child",
    Subject.OTHER: "about somebody else",
    Subject.UNKNOWN: "person not clear",
}

STATUSES = {"absent": "recorded as absent", "possible": "possible", "hypothetical": "hypothetical or general"}

KINDS = dict(DocumentKind.choices) | {
    Entry.RECOMMENDATION.value: "Recommendation",
    Entry.ACTION.value: "Action",
    Entry.STATEMENT.value: "Partnership’s own statement",
}

_NAMED = {
    "kind": KINDS,
    "category": dict(Category.choices),
    "recipient": dict(AgencyKind.choices),
    "age": dict(AgeBand.choices),
    "sex": dict(Sex.choices),
    "dataset": dict(TagSource.choices),
    "rag": dict(Rag.choices),
}

KNOWN = {facet: frozenset(labels) for facet, labels in _NAMED.items()} | {"theme": frozenset(THEMES_BY_CODE)}
"""The values that a facet can have, where these are few. Not of areas: which there are is told by answers alone."""


def facet_value(facet: str, value: str, areas: Mapping[str, str]) -> str:
    """A value of a facet in words; `areas` gives the name of each area slug that may be told."""
    if facet == "theme":
        return theme(ThemeTag.parse(value))
    if facet == "about":
        return str(ABOUT[value])
    if facet == "combined":
        source, _, role = value.rpartition(":")
        whose = "Anybody" if role == "any" else Subject(role).label
        return ", ".join(filter(None, [whose, SOURCES.get(source, "")]))
    if facet == "area":
        return areas.get(value, value)
    return str(_NAMED.get(facet, {}).get(value, value))


def theme(tag: ThemeTag) -> str:
    """`text:alcohol.victim` as "Alcohol misuse, about the victim, in text"."""
    known = THEMES_BY_CODE.get(tag.theme)
    parts = [known.label if known else tag.theme, ABOUT.get(tag.subject), STATUSES.get(tag.status)]
    return ", ".join(str(part) for part in [*parts, SOURCES.get(tag.source)] if part)
