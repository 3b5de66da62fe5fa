"""What goes into an index: one `IndexDocument` a paragraph, a paper, a case, a recommendation and an action.

A **unit** is what answers are grouped by: a review (`r12`), a context paper that stands for itself (`d45`), or a
recommendation that came to an area from outside (`o8`).
An **owner** is whose copy a document is: a working document (`d45`), a published edition (`e3`), a review's working
case facts (`r12`), or a public statement (`s6`). Every owner but a statement has one `paper` or `case` document beside
its passages, under the same audiences: what an owner says about the case is read there, and a passage without it is
never shown. An entry stands for itself.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

NO_KIND = "none"
"""Stands for the document kind of a `case` document, which is no paper."""

COMBINED_NEEDS = frozenset({"mental-health", "substance-misuse", "self-harm"})
"""Two or more of these on one person make the "combined needs" of a review."""


class Sort(StrEnum):
    """What an index document is.

    Words are looked for in the body of a passage or entry, and in the titles of papers and cases. An entry (see
    `Entry`) says things of its unit as well, as a paper does.
    """

    PASSAGE = "passage"
    PAPER = "paper"
    CASE = "case"
    ENTRY = "entry"

    @property
    def has_body(self) -> bool:
        return self in (Sort.PASSAGE, Sort.ENTRY)


class Entry(StrEnum):
    """The kinds of entries, beside the kinds of papers."""

    RECOMMENDATION = "recommendation"
    ACTION = "action"
    STATEMENT = "statement"


class Source(StrEnum):
    """Who says that a theme occurs: our tagger and its readers, or the tags of a library or dataset.

    Counts of the two are shown side by side and never added up.
    """

    TEXT = "text"
    LIBRARY = "library"


SUBJECTS = ("victim", "perpetrator", "child", "other", "unknown")
STATUSES = ("present", "absent", "possible", "hypothetical")

_THEME_CODE = re.compile(
    rf"(?:(?P<source>{'|'.join(Source)}):)?(?P<theme>[a-z0-9]+(?:-[a-z0-9]+)*)"
    rf"(?:\.(?P<subject>{'|'.join(SUBJECTS)})?(?:\.(?P<status>{'|'.join(STATUSES)}))?)?"
)


@dataclass(frozen=True, order=True)
class ThemeTag:
    """A theme, whom it is about ("" for a practice theme), whether it holds, and who says so.

    Written `text:alcohol.victim`; `alcohol` is about anybody and from either source; what isn't present says so:
    `text:alcohol.victim.absent`, `alcohol..possible`.
    """

    theme: str
    subject: str = ""
    status: str = "present"
    source: str = ""

    @classmethod
    def parse(cls, code: str) -> "ThemeTag":
        """The tag that `code` stands for; raises `ValueError` where it stands for none."""
        if not (match := _THEME_CODE.fullmatch(code)):
            raise ValueError(f"Not a theme: {code!r}")
        return cls(match["theme"], match["subject"] or "", match["status"] or "present", match["source"] or "")

    def __str__(self) -> str:
        source = f"{self.source}:" if self.source else ""
        if self.status != "present":
            return f"{source}{self.theme}.{self.subject}.{self.status}"
        return f"{source}{self.theme}.{self.subject}" if self.subject else f"{source}{self.theme}"

    def codes(self) -> tuple[str, ...]:
        """As an index holds it: about this subject, and about anybody. Needs a source."""
        about_anybody = ThemeTag(self.theme, "", self.status, self.source)
        return (str(self), str(about_anybody)) if self.subject else (str(self),)

    def sought(self) -> tuple[str, ...]:
        """The codes any of which answers this tag as a filter: without a source, one of each."""
        sources = (self.source,) if self.source else tuple(Source)
        return tuple(str(ThemeTag(self.theme, self.subject, self.status, source)) for source in sources)


@dataclass(frozen=True, order=True)
class Need:
    """A need that one person of the case has: written `text:victim:1#mental-health`.

    `role` is victim, perpetrator, child or other; `person` tells people of a role apart within the unit.
    """

    role: str
    person: str
    theme: str
    source: str = Source.TEXT

    def __str__(self) -> str:
        return f"{self.source}:{self.role}:{self.person}#{self.theme}"


@dataclass(frozen=True)
class IndexDocument:
    """One document of an index. `key` is unique in it (`e3:p7k2`); everything not known stays empty.

    audiences         tokens one of which a viewer must hold (`public`, `area:7`, `review:9:panel`)
    except_audiences  a viewer who holds one of these doesn't see it (who sees the working copy skips the edition's)
    position          its place in the unit's reading order; a case and its papers come before passages of equal score
    document          id or key of the paper; `kind` its document kind
    body              the text of a passage or entry as shown; empty for a paper or a case
    themes            what this passage, paper or case mentions; a child theme's parent is added by whoever builds it
    areas, regions    area slugs, the lead area first; names of regions
    agencies          names of the agency whose paper it is, and of those to whom it recommends something
    date              of the unit, for "newest first"
    ages, sexes, ethnicities, relationships  of the victims
    dataset           where the record was imported from (`dhrd`)
    rag               of an action, on the day when it was last rated
    made              the year in which a recommendation was made, of it and of its actions
    vector            what a passage means (`dhr.search.meaning`): numbers in half precision; empty where that is off
    """

    key: str
    sort: Sort
    unit: str
    owner: str
    audiences: tuple[str, ...]
    is_review: bool = True
    except_audiences: tuple[str, ...] = ()
    position: int = 0
    document: str = ""
    kind: str = NO_KIND
    section: str = ""
    label: str = ""
    paragraph: str = ""
    title: str = ""
    body: str = ""
    url: str = ""
    themes: tuple[ThemeTag, ...] = ()
    needs: tuple[Need, ...] = ()
    areas: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    date: datetime.date | None = None
    year: int | None = None
    category: str = ""
    agencies: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    ethnicities: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    single_victim: bool = False
    dataset: str = ""
    rag: str = ""
    made: int | None = None
    vector: bytes = b""

    def mark(self) -> str:
        """Two digests, parted by a stop: of all of it, and of who may see it. Kept in the index, to be compared."""
        return f"{_digest(self)}.{_digest((self.audiences, self.except_audiences))}"

    def theme_codes(self) -> list[str]:
        """Every code under which its themes are found, sorted."""
        return sorted({code for tag in self.themes for code in tag.codes()})

    def facts(self) -> list[tuple[str, str]]:
        """(facet, value) pairs that this paper, case or entry says about its unit; see `query.FACETS`."""
        return list(self._facts())

    def _facts(self) -> Iterator[tuple[str, str]]:
        many = {
            "theme": self.theme_codes(),
            "need": map(str, self.needs),
            "area": self.areas,
            "lead_area": self.areas[:1],
            "region": self.regions,
            "agency": self.agencies,
            "recipient": self.recipients,
            "age": self.ages,
            "sex": self.sexes,
            "ethnicity": self.ethnicities,
            "relationship": self.relationships,
        }
        for facet, values in many.items():
            yield from ((facet, value) for value in values)
        one = {
            "kind": "" if self.kind == NO_KIND else self.kind,
            "year": str(self.year or ""),
            "category": self.category,
            "dataset": self.dataset,
            "rag": self.rag,
            "made": str(self.made or ""),
            "date": self.date.isoformat() if self.date else "",
            "single_victim": "yes" if self.single_victim else "",
        }
        yield from ((facet, value) for facet, value in one.items() if value)


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=8).hexdigest()
