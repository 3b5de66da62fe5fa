"""What the public reads of a review and of a paper, shaped for its pages. Reads standing editions alone."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.dates import MONTHS

from dhr.reviews.citations import CITATIONS, Citation
from dhr.reviews.enums import (
    AgeBand,
    Answer,
    Category,
    DashGrade,
    DocumentKind,
    PersonRole,
    ReviewKind,
    Scheme,
    Sex,
    Subject,
    TagSource,
)
from dhr.themes.models import Theme

from .models.edition import Edition

# The order in which a reader wants a review's papers.
READING_ORDER = (
    DocumentKind.OVERVIEW_REPORT,
    DocumentKind.MARAC_REVIEW_REPORT,
    DocumentKind.EXECUTIVE_SUMMARY,
    DocumentKind.SEVEN_MINUTE_BRIEFING,
    DocumentKind.TERMS_OF_REFERENCE,
)
# These say a full report's recommendations again.
SUMMARIES = (DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.SEVEN_MINUTE_BRIEFING)
# The rows of a review's table of people: fact, name, and the choices that its codes stand for.
PEOPLE_FACTS = (
    ("age_band", "Age", AgeBand),
    ("sex", "Sex", Sex),
    ("ethnicity", "Ethnicity", None),
    ("relationship", "Relationship to the perpetrator", None),
    ("religion", "Religion", None),
    ("orientation", "Sexual orientation", None),
    ("disability", "Disability", Answer),
    ("pregnancy", "Pregnant, or had given birth in the year before", Answer),
    ("carer", "Unpaid carer", Answer),
    ("last_dash_grade", "Last Dash grade", DashGrade),
    ("marac_referred", "Referred to MARAC", Answer),
    ("marac_heard", "Heard at MARAC", Answer),
    ("verdict", "Verdict", None),
)
# These are asked about victims; of others they are shown only where known.
VICTIMS_FACTS = ("relationship", "last_dash_grade", "marac_referred", "marac_heard")


@dataclass(frozen=True)
class LibraryTags:
    """The themes that one dataset tags a review with: `groups` are (about whom, themes)."""

    source: str
    citation: Citation
    groups: list[tuple[str, list[Theme]]]


@dataclass(frozen=True)
class PublicReview:
    """A review as its standing `editions` tell it, papers in reading order; `facts` are those of the latest one."""

    public_id: str
    editions: list[Edition]

    @property
    def facts(self) -> dict:
        return max(self.editions, key=lambda edition: (edition.published_at, edition.pk)).facts

    @property
    def title(self) -> str:
        return self.facts["title"]

    @property
    def kind(self) -> str:
        return _label(Scheme, self.facts["scheme"]) or _label(ReviewKind, self.facts["kind"])

    @property
    def area_names(self) -> list[str]:
        """The areas that took part, lead first."""
        return [area["name"] for area in self.facts["areas"]]

    @property
    def death(self) -> str:
        """Month and year of the death as far as known, empty where not."""
        year, month = self.facts["death_year"], self.facts["death_month"]
        return f"{MONTHS[month]} {year}" if month else str(year or "")

    @property
    def papers(self) -> list[Edition]:
        """What has text to read."""
        return [edition for edition in self.editions if edition.kind != DocumentKind.LIBRARY_RECORD]

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(name, value) of the case beside its title and kind; a value is empty where unknown."""
        return [
            ("Areas (the first leads)" if len(self.area_names) > 1 else "Area", ", ".join(self.area_names)),
            ("Date of death", self.death),
            ("Category", _label(Category, self.facts["category"])),
            ("Victims", "More than one" if self.facts["several_victims"] else ""),
            ("Legal test applied", self.facts["test_applied"]),
            ("Guidance applied", self.facts["guidance_applied"]),
        ]

    @property
    def people(self) -> list[tuple[str, str]]:
        """(pseudonym, role) of everybody but children."""
        return [(person["pseudonym"], _label(PersonRole, person["role"])) for person in self._adults()]

    @property
    def people_facts(self) -> list[tuple[str, list[str]]]:
        """(name, value for each of `people`); a fact that is known of nobody is left out."""
        adults = self._adults()
        return [
            (name, [_label(choices, person[fact]) or _nothing(fact, person["role"]) for person in adults])
            for fact, name, choices in PEOPLE_FACTS
            if any(person[fact] for person in adults)
        ]

    @property
    def children(self) -> list[str]:
        return [person["pseudonym"] for person in self.facts["people"] if person["role"] == PersonRole.CHILD]

    @property
    def recommendations(self) -> list[Edition]:
        """The editions whose recommendations the review's page shows: a full report's, not its summaries' again."""
        own = [edition for edition in self.papers if edition.recommendations.all()]
        return [edition for edition in own if edition.kind not in SUMMARIES] or own[:1]

    def library_tags(self) -> list[LibraryTags]:
        """What datasets tag this review with, a source each: labelled, never added to what is read in texts."""
        tags = self.facts["library_tags"]
        themes = Theme.objects.in_bulk({tag["theme"] for tag in tags})
        return [
            LibraryTags(
                TagSource(source).label,
                CITATIONS[TagSource(source)],
                [
                    (label, [themes[tag["theme"]] for tag in tags if (tag["source"], tag["subject"]) == (source, code)])
                    for code, label in [*Subject.choices, ("", "What services did")]
                    if any((tag["source"], tag["subject"]) == (source, code) for tag in tags)
                ],
            )
            for source in dict.fromkeys(tag["source"] for tag in tags)
        ]

    def _adults(self) -> list[dict]:
        return [person for person in self.facts["people"] if person["role"] != PersonRole.CHILD]


def public_review(public_id: str) -> PublicReview | None:
    """The review at this address, None where no paper of it stands published."""
    editions = (
        Edition.objects.standing()
        .filter(document__review__public_id=public_id)
        .select_related("document", "file")
        .prefetch_related("recommendations")
    )
    return PublicReview(public_id, in_reading_order(editions)) if editions else None


def newest_reviews(number: int) -> list[PublicReview]:
    """The reviews whose papers were published last, newest first; not those that a dataset alone tells of."""
    papers = Edition.objects.standing().exclude(kind=DocumentKind.LIBRARY_RECORD).exclude(document__review=None)
    newest = list(
        papers.values_list("document__review__public_id", flat=True)
        .annotate(last=Max("published_at"))
        .order_by("-last", "document__review__public_id")[:number]
    )
    found: dict[str, list[Edition]] = {public_id: [] for public_id in newest}
    for edition in papers.filter(document__review__public_id__in=newest).select_related("document__review"):
        found[edition.document.review.public_id].append(edition)
    return [PublicReview(public_id, in_reading_order(editions)) for public_id, editions in found.items()]


def in_reading_order(editions) -> list[Edition]:
    def place(edition):
        kind = READING_ORDER.index(edition.kind) if edition.kind in READING_ORDER else len(READING_ORDER)
        return kind, edition.title

    return sorted(editions, key=place)


def _nothing(fact: str, role: str) -> str:
    """What is shown where a fact is not recorded of somebody in this role."""
    return "–" if fact in VICTIMS_FACTS and role != PersonRole.VICTIM else "Not known"


def _label(choices, value: str) -> str:
    """What a stored code says to a reader; free text and unknown codes say themselves."""
    return choices(value).label if choices and value in choices.values else value
