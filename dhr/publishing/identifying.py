"""What in a paper could tell the public who somebody is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dhr.actions.models import Recommendation
from dhr.areas.enums import Role
from dhr.areas.models import Agency, AgencyBranch, Area
from dhr.formats import SpanKind
from dhr.reviews.models import Document, Paragraph, Participation, Review
from dhr.reviews.paragraphs import spans_of
from dhr.reviews.writing.original import stands_as_read
from nlp import identifiers

from .belonging import agencies_as_somebodys
from .recommended import reworded

LABELS = {
    "person": "Name of a person",
    "date": "Exact date",
    "child-age": "Age of a child",
    "address": "Address",
    "postcode": "Postcode",
    "phone": "Telephone number",
    "email": "E-mail address",
    "nhs-number": "NHS number",
    "crime-reference": "Crime or case reference",
    "vehicle": "Vehicle registration",
    "school": "School or nursery",
    "employer": "Employer",
    "link": "Link",
}
_AROUND = 60  # characters shown on either side
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")


@dataclass(frozen=True)
class Warning:
    """One thing found, with the words around it. `place` says where; `key` is its paragraph's, "" outside the text."""

    kind: str
    quote: str
    before: str
    after: str
    place: str
    key: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.kind]


def warnings_of(document: Document) -> list[Warning]:
    """What a reader should check before `document` is published, in its order. Nothing of it is stored."""
    known = _may_stay(document.review)
    return [*_found(_texts(document), known), *_links(document, known)]


def warnings_of_statement(recommendation: Recommendation, *, status: str, evidence: str) -> list[Warning]:
    """What a reader should check before they tell the public this of `recommendation`. Nothing of it is stored."""
    texts = [("How it stands", "", status), ("What was done, and what shows it", "", evidence)]
    if (
        recommendation.area_id
    ):  # no edition was checked before: these words go public with the statement for the first time
        own = [("Recommendation", recommendation.text), ("To whom", recommendation.agency_as_stated)]
        texts = [*((place, "", text) for place, text in own), ("Report", "", recommendation.source), *texts]
    return _found(texts, _may_stay(recommendation.review))


def _found(texts: Iterable[tuple[str, str, str]], known: list[str]) -> list[Warning]:
    somebodys = agencies_as_somebodys()
    found = []
    for place, key, text in texts:
        spans = [(each.start, each.end, each.kind) for each in identifiers(text, known)]
        spans += [
            (start, end, kind)
            for kind, start, end in somebodys.find(text)
            if not any(start < other_end and other_start < end for other_start, other_end, _ in spans)
        ]
        found += [
            Warning(
                kind,
                text[start:end],
                text[max(0, start - _AROUND) : start],
                text[end : end + _AROUND],
                place,
                key,
            )
            for start, end, kind in sorted(spans)
        ]
    return found


def _links(document: Document, known: list[str]) -> list[Warning]:
    """Where links lead that their paragraph doesn't show, each address once: a name may stand in it."""
    found: dict[str, Warning] = {}
    for paragraph in document.paragraphs.select_related("section"):
        for span in spans_of(paragraph):
            if span.kind != SpanKind.LINK or span.value in found or _SCHEME.sub("", span.value) in paragraph.text:
                continue
            kind = next((each.kind for each in identifiers(span.value, known)), "link")
            words = f"{paragraph.text[span.start : span.end]}: "
            found[span.value] = Warning(kind, span.value, words, "", f"{_place(paragraph)}, a link", paragraph.key)
    return list(found.values())


def by_kind(warnings: list[Warning]) -> list[tuple[str, int]]:
    """(label, count) of each kind that occurs, the most frequent first."""
    return Counter(warning.label for warning in warnings).most_common()


def _may_stay(review: Review | None) -> list[str]:
    """Names of areas and agencies; of the review its pseudonyms and, as the report names them, its chair and author.

    An agency may be named as one that took part; what tells it as somebody's school or work is found all the same.
    """
    public = [name for model in (Area, Agency, AgencyBranch) for name in model.objects.values_list("name", flat=True)]
    if review is None:
        return public
    names = [name for person in review.people.all() for name in person.names]
    writing = Participation.objects.filter(review=review, role__in=(Role.CHAIR, Role.AUTHOR))
    return public + names + [str(place.user) for place in writing.select_related("user")]


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """(place, paragraph key, text) of everything that an edition would show."""
    yield "Title", "", document.title
    if stands_as_read(document):
        yield "Name of the file", "", document.file.name
    for section in document.sections.order_by("sort_order"):
        yield "Heading", "", section.heading
    for paragraph in document.paragraphs.select_related("section"):
        yield _place(paragraph), paragraph.key, paragraph.text
    otherwise = {each.recommendation.pk for each in reworded(document)}
    for row in document.recommendations.all():
        place = f"Recommendation {row.number}".strip()
        if not row.source_paragraph or row.pk in otherwise:  # else its paragraph was read already
            yield place, "", row.text
        if row.agency_id is None:
            yield f"{place}, to whom", "", row.agency_as_stated


def _place(paragraph: Paragraph) -> str:
    return ", ".join(filter(None, (paragraph.section.heading, paragraph.label))) or "Beginning of the paper"
