"""An answer as the page shows it: the facts of each review, and its passages with the words that matched."""

from dataclasses import dataclass

from dhr.reviews.enums import DocumentKind
from nlp import Theme

from .addresses import addresses_of
from .cases import Case, case_of_paper, cases_of
from .documents import Sort, ThemeTag
from .engines.protocol import Hit, SearchAnswer
from .highlight import Piece, highlight
from .labels import ABOUT, KINDS, STATUSES, THEMES_BY_CODE
from .publication import published_keys
from .query import SearchQuery
from .reasons import reasons

LENGTH = 450
"""Code points of a passage that a result shows, about."""


@dataclass(frozen=True)
class Chip:
    """A theme of a passage: "Alcohol misuse, about the victim"."""

    theme: Theme
    words: str


@dataclass(frozen=True)
class Found:
    """A passage or entry, or a paper whose title or facts match, with the matching words apart from the others.

    published  whether everybody may read these very words; of its review, `Case.published` says whether any of it is
    """

    hit: Hit
    pieces: list[Piece]
    chips: list[Chip]
    reasons: tuple[str, ...]
    published: bool

    @property
    def is_passage(self) -> bool:
        return self.hit.sort.has_body

    @property
    def kind(self) -> str:
        return str(KINDS[self.hit.kind])


@dataclass(frozen=True)
class Result:
    """A review or context paper of the answer. `more_url` leads to all of its passages, where there are more."""

    unit: str
    is_review: bool
    case: Case
    found: list[Found]
    more: int
    more_url: str

    @property
    def has_passages(self) -> bool:
        return any(found.is_passage for found in self.found)

    @property
    def best(self) -> Found | None:
        """Its first passage; where there is none, the first of the papers that were found."""
        return next((found for found in self.found if found.is_passage), next(iter(self.found), None))


def results(answer: SearchAnswer, query: SearchQuery, user) -> list[Result]:
    """The groups of an answer's page. A case, and a library record, have no line of their own: the head tells them."""
    units = [group.unit for group in answer.groups]
    cases, addresses = cases_of(units, user), addresses_of(units)
    published = published_keys(hit for group in answer.groups for hit in group.hits)
    return [
        Result(
            unit=group.unit,
            is_review=group.is_review,
            case=cases.get(group.unit) or case_of_paper(group.hits[0]),
            found=[
                Found(
                    hit,
                    highlight(_shown(hit), answer.tree, LENGTH),
                    _chips(hit),
                    reasons(hit, query, answer.tree, answer.related),
                    hit.key in published,
                )
                for hit in group.hits
                if hit.sort != Sort.CASE and hit.kind != DocumentKind.LIBRARY_RECORD
            ],
            more=0 if query.unit else group.more,
            more_url="?" + query.with_(only=addresses.get(group.unit, "")).urlencode(),
        )
        for group in answer.groups
    ]


def _shown(hit: Hit) -> str:
    """A passage's text, or the title of a paper; a table row without its empty cells."""
    return " | ".join(cell for cell in hit.body.split(" | ") if cell.strip(" |")) or hit.title


def _chips(hit: Hit) -> list[Chip]:
    """Its themes, a parent only where none of its children says the same."""
    if hit.sort != Sort.PASSAGE:
        return []
    tags = [tag for tag in map(ThemeTag.parse, hit.themes) if tag.theme in THEMES_BY_CODE]
    said = {(THEMES_BY_CODE[tag.theme].parent, tag.subject, tag.status) for tag in tags}
    return [
        Chip(
            THEMES_BY_CODE[tag.theme],
            ", ".join(
                filter(None, [THEMES_BY_CODE[tag.theme].label, ABOUT.get(tag.subject), STATUSES.get(tag.status)])
            ),
        )
        for tag in sorted(tags, key=lambda tag: list(THEMES_BY_CODE).index(tag.theme))
        if (tag.theme, tag.subject, tag.status) not in said
    ]
