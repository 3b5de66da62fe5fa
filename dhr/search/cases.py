"""What results are grouped under: a review, or a context paper, in the facts that a person may see of it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.dates import MONTHS

from dhr.actions.models import Recommendation
from dhr.publishing.models import Edition
from dhr.publishing.statements import public_statements
from dhr.reviews.audiences import people_for
from dhr.reviews.citations import CITATIONS, Citation
from dhr.reviews.enums import Category, DocumentKind, PersonRole, ReviewKind, Scheme, Subject, TagSource
from dhr.reviews.models import Document, LibraryTag, Person, Review, ReviewArea

from .engines.protocol import Hit
from .labels import KINDS, THEMES_BY_CODE


@dataclass(frozen=True)
class Case:
    """The head of a group of results.

    kind       what it is, in words: "Domestic homicide review (DHR)"
    facts      in the shape of `dhr.publishing.facts.public_facts`; what is not known is left out
    published  whether any of it is
    """

    title: str
    url: str
    kind: str
    facts: dict
    published: bool = True
    dated: datetime.date | None = None

    @property
    def areas(self) -> list[str]:
        return [area["name"] for area in self.facts.get("areas", [])]

    @property
    def regions(self) -> list[str]:
        return list(dict.fromkeys(area["region"] for area in self.facts.get("areas", []) if area["region"]))

    @property
    def year(self) -> int | None:
        return self.facts.get("death_year")

    @property
    def when(self) -> str:
        """Month and year of the death, or of the paper; as much of it as is known."""
        if self.year:
            return f"{MONTHS[month]} {self.year}" if (month := self.facts.get("death_month")) else str(self.year)
        return f"{self.dated:%B %Y}" if self.dated else ""

    @property
    def category(self) -> str:
        """In words; nothing where it is none of those that have a name."""
        category = self.facts.get("category")
        return str(Category(category).label) if category and category != Category.OTHER else ""

    @property
    def victims(self) -> list[dict]:
        return [person for person in self.facts.get("people", []) if person["role"] == PersonRole.VICTIM]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The library's tags: theme and, in words, whom it is tagged about."""
        about: dict[str, list[str]] = {}
        for tag in self.facts.get("library_tags", []):
            people = about.setdefault(THEMES_BY_CODE[tag["theme"]].label, [])
            if tag["subject"] and (whom := str(Subject(tag["subject"]).label).lower()) not in people:
                people.append(whom)
        return [(theme, ", ".join(people)) for theme, people in about.items()]

    @property
    def citation(self) -> Citation | None:
        """How to cite the dataset that its facts come from."""
        return CITATIONS[TagSource.DHRD] if self.facts.get("external_id") else None


def cases_of(units: Iterable[str], user) -> dict[str, Case]:
    """The head of each unit as `user` may see it now; a unit of which they may see no facts is left out.

    A visitor reads the facts of the latest standing edition, or of a statement where a recommendation came from
    outside; those who may see working facts read these. The number
    of database queries doesn't depend on the number of units.
    """
    units = set(units)
    cases = _published(units)
    if user.is_authenticated:
        cases |= _working(units, user, published=cases.keys())
    return cases


def case_of_paper(hit: Hit) -> Case:
    """For a paper that somebody may read without the case around it: the paper stands for itself."""
    url = reverse("work-paper", args=[hit.document]) if hit.document else hit.url
    return Case(hit.title, url, str(KINDS[hit.kind]), {}, published=False)


def _kind(facts: dict) -> str:
    if "kind" not in facts:
        return str(DocumentKind.CONTEXT.label)
    return str(Scheme(facts["scheme"]).label if facts["scheme"] else ReviewKind(facts["kind"]).label)


def _numbers(units: Iterable[str], letter: str) -> list[int]:
    return [int(unit[1:]) for unit in units if unit[0] == letter]


def _published(units: set[str]) -> dict[str, Case]:
    editions = Edition.objects.standing().select_related("document__review").order_by("published_at", "pk")
    of_reviews = editions.filter(document__review__in=_numbers(units, "r"))
    of_context = editions.filter(document__in=_numbers(units, "d"), document__review=None)
    cases = _stated(_numbers(units, "o"))
    for edition in of_reviews | of_context:  # the latest comes last
        review = edition.document.review
        cases[edition.unit] = Case(
            title=edition.facts["title"] if review else edition.title,
            url=reverse("review", args=[review.public_id])
            if review
            else reverse("paper", args=[edition.document.public_id]),
            kind=_kind(edition.facts),
            facts=edition.facts,
            dated=edition.dated,
        )
    return cases


def _stated(recommendations: list[int]) -> dict[str, Case]:
    """Recommendations from outside, as partnerships' statements tell them."""
    statements = public_statements().filter(recommendation__in=recommendations, recommendation__area__isnull=False)
    return {
        row.recommendation.unit: _from_outside(
            row.recommendation, row.source, reverse("statement", args=[row.pk]), published=True
        )
        for row in statements.select_related("recommendation__area__region")
    }


def _from_outside(row: Recommendation, source: str, url: str, *, published: bool) -> Case:
    return Case(
        title=source or str(row.get_origin_display()),
        url=url,
        kind=str(row.get_origin_display()),
        facts={"areas": [_area(row.area)]},
        published=published,
        dated=row.since,
    )


def _working(units: set[str], user, published: Iterable[str]) -> dict[str, Case]:
    reviews = (
        Review.objects.visible_to(user)
        .filter(pk__in=_numbers(units, "r"))
        .prefetch_related(
            Prefetch(
                "review_areas",
                ReviewArea.objects.current().select_related("area__region").order_by("-lead", "area__name"),
            ),
            Prefetch("people", Person.objects.filter(review__in=Review.objects.filter(people_for(user)))),
            Prefetch("library_tags", LibraryTag.objects.order_by("theme__order", "pk")),
        )
    )
    papers = Document.objects.visible_to(user).filter(pk__in=_numbers(units, "d"), review=None)
    cases = {
        review.unit: Case(
            title=review.title,
            url=reverse("work-review", args=[review.public_id]),
            kind=_kind(facts := _facts(review)),
            facts=facts,
            published=review.unit in published,
        )
        for review in reviews
    }
    outside = Recommendation.objects.visible_to(user).filter(pk__in=_numbers(units, "o"), area__isnull=False)
    cases |= {
        row.unit: _from_outside(
            row, row.source, reverse("recommendation", args=[row.pk]), published=row.unit in published
        )
        for row in outside.select_related("area__region")
    }
    return cases | {
        paper.unit: Case(
            title=paper.title,
            url=reverse("work-paper", args=[paper.public_id]),
            kind=_kind(facts := {"areas": [_area(paper.area)]}),
            facts=facts,
            published=paper.unit in published,
            dated=paper.dated,
        )
        for paper in papers.select_related("area__region")
    }


def _facts(review: Review) -> dict:
    return {
        "areas": [_area(link.area) for link in review.review_areas.all()],
        "kind": review.kind,
        "scheme": review.scheme,
        "category": review.category,
        "death_year": review.death_year,
        "death_month": review.death_month,
        "external_id": review.external_id,
        "people": [
            {"role": person.role, "age_band": person.age_band, "sex": person.sex} for person in review.people.all()
        ],
        "library_tags": [{"theme": tag.theme_id, "subject": tag.subject} for tag in review.library_tags.all()],
    }


def _area(area) -> dict:
    return {"slug": area.slug, "name": area.name, "region": area.region.name if area.region else ""}
