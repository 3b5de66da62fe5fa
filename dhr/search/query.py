"""What somebody asks: words and filters, all of it in the URL. No engine in here.

Filters have two scopes. Those on the **case** (themes, place, time, people) hold for a review as this viewer may see
it: any of its visible papers may say so. Those on the **passage** (document kind, section, whom it is about; of a
recommendation or action its RAG, and the year when it was made) hold for what is shown. Values of one facet are
alternatives (this area or that); facets, and several themes, must all hold.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from dhr.reviews.identifiers import LETTERS
from dhr.search.documents import SUBJECTS, Source, ThemeTag
from dhr.search.reading import Reading, read

LONGEST_TEXT = 1_000
"""Code points of typed words that are kept."""

LARGEST_PAGE_SIZE = 100
SORTS = ("relevance", "newest", "area")


@dataclass(frozen=True)
class Facet:
    """Something that answers can be filtered by. `every`: several values must all hold, else any one of them."""

    name: str
    every: bool = False
    counted: bool = True


FACETS = (
    Facet("kind"),
    Facet("section", counted=False),
    Facet("theme", every=True),
    Facet("about", counted=False),
    Facet("area"),
    Facet("region"),
    Facet("year"),
    Facet("category"),
    Facet("agency"),
    Facet("recipient"),
    Facet("age"),
    Facet("sex"),
    Facet("ethnicity"),
    Facet("relationship"),
    Facet("combined"),
    Facet("dataset"),
    Facet("rag"),
    Facet("made"),
)
FACET_NAMES = tuple(facet.name for facet in FACETS)

_SWITCHES = ("same_passage", "single_victim", "related")
_COMBINED = re.compile(rf"(?:(?:{'|'.join(Source)}):)?(?:any|victim|perpetrator|child|other)")
_ONLY = re.compile(rf"[{LETTERS}]{{10}}|o\d{{1,15}}")


@dataclass(frozen=True)
class SearchQuery:
    """A search as a value: equal queries have equal URLs.

    text          words as typed, see `dhr.search.reading`
    theme         codes of `ThemeTag`: `alcohol.victim` (either source), `library:alcohol`, `alcohol.victim.absent`
    about         the passage mentions any theme about one of these (`SUBJECTS`)
    agency        names of agencies whose own paper is in the review, or to whom it recommends something
    rag           of an action; `made` the year in which its recommendation was made
    combined      two or more of `COMBINED_NEEDS` on one person: `any`, or a role; `library:victim` from one source
    same_passage  themes of our tagger must be in the same passage as the words, not just in the same review
    related       passages that mean nearly the same in other words count as found too, where the site can tell
    only          only this review or context paper (`dhr.search.addresses`): all its passages, page by page
    unit          the same as an index calls it; no part of the URL
    size          units a page (passages a page where `unit` is given)
    notes         what couldn't be understood and was ignored, for the page to say
    """

    text: str = ""
    kind: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    ethnicity: tuple[str, ...] = ()
    relationship: tuple[str, ...] = ()
    combined: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    rag: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    single_victim: bool = False
    same_passage: bool = False
    related: bool = False
    only: str = ""
    unit: str = ""
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    notes: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def reading(self) -> Reading:
        """How the words were read."""
        return read(self.text)

    @cached_property
    def themes(self) -> tuple[ThemeTag, ...]:
        return tuple(ThemeTag.parse(code) for code in self.theme)

    @classmethod
    def from_params(cls, params: Mapping, known: Mapping[str, Collection[str]] | None = None) -> Self:
        """The query that a URL's parameters stand for; never fails.

        `params` is Django's `QueryDict` or any mapping of names to a string or a list of strings. `known` may give
        the values that a facet can have (facet name -> values; for `theme` the bare theme codes). What isn't
        understood or known is ignored and told in `notes`; parameters of other names are nobody's business here.
        """
        notes: list[str] = []
        found: dict[str, object] = {}
        text = " ".join("".join(map(_printable, " ".join(_values(params, "q")))).split())
        if len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT]
            notes.append(f"Only the first {LONGEST_TEXT} characters of the words were read.")
        found["text"] = text
        for facet in FACETS:
            values = dict.fromkeys(value for value in _values(params, facet.name) if value)
            understood = [value for value in values if _is_understood(facet.name, value, (known or {}).get(facet.name))]
            notes += [
                f"Ignored, because it isn't known here: {facet.name} “{value[:60]}”"
                for value in values
                if value not in understood
            ]
            found[facet.name] = tuple(understood)
        for name in _SWITCHES:
            found[name] = _last(params, name) in ("1", "on", "true", "yes")
        if only := _last(params, "only"):
            if _ONLY.fullmatch(only):
                found["only"] = only
            else:
                notes.append(f"Ignored, because it isn't known here: only “{only[:60]}”")
        if sort := _last(params, "sort"):
            if sort in SORTS:
                found["sort"] = sort
            else:
                notes.append(f"There is no order called “{sort[:60]}”: sorted by relevance.")
        found["page"] = _number(params, "page", 1, 1_000_000, notes)
        found["size"] = _number(params, "size", 20, LARGEST_PAGE_SIZE, notes)
        return cls(**found, notes=tuple(notes))

    def to_params(self) -> list[tuple[str, str]]:
        """Name and value of each URL parameter; what is at its default is left out."""
        params = [("q", self.text)] if self.text else []
        params += [(name, value) for name in FACET_NAMES for value in getattr(self, name)]
        params += [(name, "1") for name in _SWITCHES if getattr(self, name)]
        defaults = {each.name: each.default for each in fields(self)}
        for name in ("only", "sort", "page", "size"):
            if getattr(self, name) != defaults[name]:
                params.append((name, str(getattr(self, name))))
        return params

    def urlencode(self) -> str:
        return urlencode(self.to_params())

    def with_(self, **changes: object) -> Self:
        """This query with a value added to a facet (`area="x"`) or another attribute set; from page 1 on.

        `page=3` alone turns the page. A tuple replaces a facet's values.
        """
        for name, value in changes.items():
            if name in FACET_NAMES and isinstance(value, str):
                changes[name] = tuple(dict.fromkeys([*getattr(self, name), value]))
        return replace(self, **{"page": 1, **changes})

    def without(self, *names: str, **values: str) -> Self:
        """This query without these facets or attributes (`"area"`), or without one value (`area="x"`)."""
        defaults = {each.name: each.default for each in fields(self)}
        changes = {name: defaults[name] for name in names}
        changes |= {
            name: tuple(each for each in getattr(self, name) if each != value) for name, value in values.items()
        }
        return replace(self, **{"page": 1, **changes})


def _values(params: Mapping, name: str) -> list[str]:
    if hasattr(params, "getlist"):
        return [str(value).strip() for value in params.getlist(name)]
    value = params.get(name, ())
    several: Iterable = (value,) if isinstance(value, str | int) else value
    return [str(each).strip() for each in several]


def _last(params: Mapping, name: str) -> str:
    return (_values(params, name) or [""])[-1]


def _printable(letter: str) -> str:
    return letter if letter.isprintable() else " "


def _is_understood(name: str, value: str, known: Collection[str] | None) -> bool:
    if name == "theme":
        try:
            tag = ThemeTag.parse(value)
        except ValueError:
            return False
        return known is None or tag.theme in known
    if name == "about":
        return value in SUBJECTS
    if name == "combined":
        return bool(_COMBINED.fullmatch(value))
    if name in ("year", "made") and not (value.isascii() and value.isdigit() and len(value) == 4):
        return False
    return len(value) <= 250 and value.isprintable() and (known is None or value in known)


def _number(params: Mapping, name: str, default: int, most: int, notes: list[str]) -> int:
    value = _last(params, name)
    if not value:
        return default
    if value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most:
        return int(value)
    notes.append(f"“{value[:60]}” can't be used as {name}: {default} was taken.")
    return default
