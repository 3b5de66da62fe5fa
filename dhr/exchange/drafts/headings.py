"""Which heading of a Word draft is which section of the paper, and where the text of all others goes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from dhr.formats import Paper, PaperSection
from dhr.reviews.models import Section
from dhr.reviews.richtext import plain

ABOVE = "above"  # a sub-heading of the section above it
OUT = "out"  # left out of the paper
NEAR = 0.6  # share of a heading's words in common from which a section is offered for it
SHOWN = 160  # characters of a text that tell what stands under a heading


@dataclass(frozen=True)
class Unknown:
    """A heading that is none of the paper's: `place` counts the draft's sections from 0.

    It is "" for text before the first heading. `guess` is what is likely: a section's key, ABOVE, or "".
    """

    place: int
    heading: str
    begins: str
    guess: str


@dataclass(frozen=True)
class Destination:
    """Where a section of the draft goes: into the paper's section `key` ("" for nowhere).

    Under a sub-heading of this `depth` (1 is the next below the section's own), or, with 0, as its text.
    """

    key: str
    depth: int = 0


class Headings:
    """The headings of a draft beside the sections of a paper."""

    def __init__(self, draft: Paper, sections: Iterable[Section]):
        self._draft, self._sections = draft.sections, list(sections)
        self._known = _matched(self._draft, self._sections)

    def unknown(self) -> list[Unknown]:
        """What somebody has to find a place for: no sub-heading below another heading is among it."""
        found, below = [], 0
        for place, section in enumerate(self._draft):
            if place in self._known:
                below = section.level
            elif not below or section.level <= below:
                found.append(Unknown(place, _shown(section), _begins(section), self._guess(place)))
                below = section.level
        return found

    def destinations(self, places: Mapping[str, str]) -> Iterator[Destination]:
        """Where each section of the draft goes; `places` say it of the unknown ones, by their place."""
        asked = {each.place for each in self.unknown()}
        key, top = "", 0
        for place, section in enumerate(self._draft):
            if place in self._known:
                key, top = self._known[place], section.level
                yield Destination(key)
            elif place not in asked:
                yield Destination(key, section.level - top)
            elif (choice := places[str(place)]) == ABOVE:
                top = section.level - 1
                yield Destination(key, 1)
            else:
                key, top = "" if choice == OUT else choice, section.level
                yield Destination(key)

    def _guess(self, place: int) -> str:
        number, words = self._draft[place].number, _words(self._draft[place].heading)
        missing = [section for section in self._sections if section.key not in self._known.values()]
        if same := [section.key for section in missing if number and section.number == number]:
            return same[0]
        likeness = {
            section.key: SequenceMatcher(None, words.split(), _words(section.heading).split(), autojunk=False).ratio()
            for section in missing
        }
        best = max(likeness, key=likeness.get, default="")
        if words and best and likeness[best] >= NEAR:
            return best
        return ABOVE if place else ""


def _matched(draft: tuple[PaperSection, ...], sections: list[Section]) -> dict[int, str]:
    """The draft's sections (by place) that are sections of the paper (their keys).

    First by all that is printed, as in a file that was written here, then by the words alone.
    """
    known: dict[int, str] = {}
    for printed in (_exactly, lambda each: _words(each.heading)):
        places = [place for place in range(len(draft)) if place not in known]
        free = [section for section in sections if section.key not in known.values()]
        for place, section in _pairs(places, free, lambda place, printed=printed: printed(draft[place]), printed):
            known[place] = section.key
    return known


def _pairs(places: list[int], sections: list[Section], of_place: Callable, of_section: Callable) -> Iterator[tuple]:
    """Those that are printed alike: in the order of both, then what was moved."""
    a, b = [of_place(place) for place in places], [of_section(section) for section in sections]
    rest_a, rest_b = dict(enumerate(a)), dict(enumerate(b))
    for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for n in range(size):
            del rest_a[i + n], rest_b[j + n]
            yield places[i + n], sections[j + n]
    for i, printed in rest_a.items():
        if (j := next((j for j, other in rest_b.items() if other == printed), None)) is not None:
            del rest_b[j]
            yield places[i], sections[j]


def _exactly(each: PaperSection | Section) -> tuple:
    return each.number, plain(each.heading), each.level


def _words(heading: str) -> str:
    return " ".join(re.findall(r"\w+", heading.casefold().replace("’", "'").replace("'", "")))


def _shown(section: PaperSection) -> str:
    return f"{section.number} {section.heading}".strip()


def _begins(section: PaperSection) -> str:
    text = " ".join(block.text for block in section.blocks)
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]}…"
