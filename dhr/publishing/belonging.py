"""Agencies as a child's school or as somebody's place of work.

An agency's name tells of nobody where it stands as who took part in the review; that a child went there, or the victim
worked there, does.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dhr.areas.enums import AgencyKind
from dhr.areas.models import Agency, AgencyBranch

_BEFORE, _AFTER = 120, 60  # characters in which the words stand that tie a person to a name
_ON = r"(?:(?!\b(?:told|said|says)\b)[^.;:?!|\n])"  # within a sentence, and nobody's report
_THERE = r"\s(?:the\s)?$"
_PUPIL = (
    r"child(?:ren)?(?!['’]s\s)|(?:grand|step|foster\s)?(?:son|daughter|child)s?|(?:step|half)?-?(?:brother|sister|sibling)s?|"
    r"boys?|girls?|twins?|teenagers?|pupils?|students?|year-olds?|attend(?:s|ed|ing)?|enrol(?:s|led|ling|ment)?|"
    r"stud(?:y|ies|ied|ying)|educated|excluded|classmates?|sixth\sform|A[\s-]levels?|GCSEs?"
)
_WORK = r"work(?:s|ed|ing)?(?!\sof\b)|jobs?|shifts?|retired|volunteer(?:s|ed|ing)?|apprentice\w*|colleagues?|career"
_NOBODY = "".join(rf"(?<!\b{word}\s)" for word in ("there", "it", "this", "that", "what", "which"))
_TRADE = (
    rf"{_NOBODY}(?:was|is|as|became|been)\san?\s"
    r"(?!(?:in-?|out-?)?patient|client|resident|pupil|student|service\suser)(?:[\w-]+\s){0,2}[\w-]+"
)
_PUPIL_BEFORE = re.compile(rf"\b(?:{_PUPIL})\b{_ON}{{0,80}}?{_THERE}", re.IGNORECASE)
_WORKER_BEFORE = re.compile(
    rf"\b(?:(?:{_WORK})\b{_ON}{{0,60}}?\s(?:at|for|in|from)|(?:{_TRADE})\s{_ON}{{0,60}}?\b(?:at|for)|"
    rf"employ\w*,?(?:{_ON}{{0,60}}?\s(?:by|at|with|of|was|is))?){_THERE}",
    re.IGNORECASE,
)
_PUPIL_AFTER = re.compile(
    rf"\s(?:pupil|student)\b|,?\s(?:where|which)\s{_ON}{{0,40}}?\b(?:pupil|student|attend(?:s|ed)|stud(?:ies|ied|ying)|enrolled)\b"
)
_WORKER_AFTER = re.compile(rf",?\swhere\s{_ON}{{0,40}}?\b(?:works?|worked|working|employed)\b")


_SCHOOL = re.compile(r"\b(?:school|college|academy|nursery|pre-?school|university|ysgol|coleg)\b", re.IGNORECASE)
SCHOOLS = (AgencyKind.SCHOOL, AgencyKind.EDUCATION)


class Tied(NamedTuple):
    """Where in a text an agency is told as somebody's; `kind` is school or employer."""

    kind: str
    start: int
    end: int


class Belonging:
    """Finds agencies as schools (`schools` are the names of those that are) and as places of work."""

    def __init__(self, names: Iterable[str], schools: Iterable[str]):
        longest_first = sorted({name for name in names if name}, key=len, reverse=True)
        self._schools = {name.casefold() for name in schools}
        self._names = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)", re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[Tied]:
        for match in self._names.finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            after = text[match.end() : match.end() + _AFTER]
            if _WORKER_BEFORE.search(before) or _WORKER_AFTER.match(after):
                yield Tied("employer", *match.span())
            elif match[0].casefold() in self._schools and (_PUPIL_BEFORE.search(before) or _PUPIL_AFTER.match(after)):
                yield Tied("school", *match.span())


def agencies_as_somebodys() -> Belonging:
    """Of every agency here and its branches."""
    rows = [
        *Agency.objects.values_list("name", "kind"),
        *AgencyBranch.objects.exclude(name="").values_list("name", "agency__kind"),
    ]
    return Belonging(
        (name for name, _ in rows), (name for name, kind in rows if kind in SCHOOLS or _SCHOOL.search(name))
    )
