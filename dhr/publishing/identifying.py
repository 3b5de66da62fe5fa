"""What in a paper could tell the public who somebody is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dhr.actions.models import Recommendation
from dhr.areas.enums import Role
from dhr.areas.models import Agency, AgencyBranch, Area
from dhr.reviews.models import Document, Participation, Review
from nlp import identifiers

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
}
_AROUND = 60  # characters shown on either side


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
    return _found(_texts(document), _may_stay(document.review))


def warnings_of_statement(recommendation: Recommendation, *, status: str, evidence: str) -> list[Warning]:
    """What a reader should check before they tell the public this of `recommendation`. Nothing of it is stored."""
    texts = [("How it stands", "", status), ("What was done, and what shows it", "", evidence)]
    return _found(texts, _may_stay(recommendation.review))


def _found(texts: Iterable[tuple[str, str, str]], known: list[str]) -> list[Warning]:
    return [
        Warning(
            found.kind,
            found.quote,
            text[max(0, found.start - _AROUND) : found.start],
            text[found.end : found.end + _AROUND],
            place,
            key,
        )
        for place, key, text in texts
        for found in identifiers(text, known)
    ]


def by_kind(warnings: list[Warning]) -> list[tuple[str, int]]:
    """(label, count) of each kind that occurs, the most frequent first."""
    return Counter(warning.label for warning in warnings).most_common()


def _may_stay(review: Review | None) -> list[str]:
    """Names of areas and agencies; of the review its pseudonyms and, as the report names them, its chair and author."""
    public = [name for model in (Area, Agency, AgencyBranch) for name in model.objects.values_list("name", flat=True)]
    if review is None:
        return public
    names = [name for person in review.people.all() for name in person.names]
    writing = Participation.objects.filter(review=review, role__in=(Role.CHAIR, Role.AUTHOR))
    return public + names + [str(place.user) for place in writing.select_related("user")]


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """(place, paragraph key, text) of everything that an edition would show."""
    yield "Title", "", document.title
    if document.file:
        yield "Name of the file", "", document.file.name
    for section in document.sections.order_by("sort_order"):
        yield "Heading", "", section.heading
    for paragraph in document.paragraphs.select_related("section"):
        place = ", ".join(filter(None, (paragraph.section.heading, paragraph.label))) or "Beginning of the paper"
        yield place, paragraph.key, paragraph.text
    for recommendation in document.recommendations.filter(source_paragraph=""):
        yield f"Recommendation {recommendation.number}".strip(), "", recommendation.text
