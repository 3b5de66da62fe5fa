"""Named schools and employers. Agencies that work on such cases are no identifiers."""

import re
from collections.abc import Iterator

from nlp.identity.spans import Span, alternatives, vocabulary

_SCHOOL = vocabulary("organisations")["school"]
_EMPLOYER = vocabulary("organisations")["employer"]

_CAP = r"(?:St\.|[A-ZÀ-Þ][\w'’-]{0,30})"
_JOIN = r"(?:&|and|of|the|de|y|yr|for|in|on|upon|at)"
_KINDS = alternatives(_SCHOOL["kinds"])
_NOT_SCHOOL = alternatives(_SCHOOL["not_names"])
_LASTS = alternatives(_SCHOOL["lasts"])
_NAME = rf"(?!(?:{_NOT_SCHOOL})\b){_CAP}\s(?:(?:{_CAP}|{_JOIN})\s){{0,4}}?"
_NAMED_SCHOOLS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w'’]){_NAME}(?:{_KINDS}\s){{0,4}}{_LASTS}\b(?:\s{_LASTS}\b)*(?:\sfor\s(?:Girls|Boys))?"
        rf"(?!\s{alternatives(_SCHOOL['not_after'])}\b)",
        r"(?<!\w)(?:Ysgol|Coleg|Cylch\sMeithrin|Meithrin)(?:\s(?:y|yr|[A-Z][\w'’]*(?:-[\w'’]+)*)){1,5}(?:\sSixth\sForm)?",
        rf"(?<!\w){alternatives(_SCHOOL['devotions'])}(?:\s{_KINDS})*(?:\s{_LASTS})?(?!\w)",
        r"(?<!\w)University\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?",
    )
)
_LOWER_SCHOOL = re.compile(rf"(?<![\w'’])(?P<name>{_CAP}(?:\s{_CAP}){{0,3}})\s{alternatives(_SCHOOL['lower'])}\b")
_CHUNK = (
    rf"[A-ZÀ-Þ][\w'’-]{{0,30}}(?:\s{_JOIN}(?=\s[A-ZÀ-Þ])|\s[A-ZÀ-Þ&][\w'’-]{{0,30}}|\.(?=[a-z]+\b)|\s&(?=\s)){{0,6}}"
)
_AT_SCHOOL = re.compile(rf"\b{alternatives(_SCHOOL['before'])}(?:\s|(?<=\())(?:[Tt]he\s)?(?P<it>{_CHUNK})")

_BUSINESS = alternatives(_EMPLOYER["lasts"])
_NOT_EMPLOYER = re.compile(rf"\b{alternatives(_EMPLOYER['not_employer'])}\b")
_NAMED_BUSINESS = re.compile(
    rf"(?<![\w'’]){_CAP}(?:\s(?:{_CAP}|and|of|&)){{0,4}}?\s{_BUSINESS}(?!\w)(?:\s{_BUSINESS}(?!\w))*"
)
_AT_WORK = re.compile(rf"\b(?i:{alternatives(_EMPLOYER['before'])})(?:\s|(?<=\())(?:[Tt]he\s)?(?P<it>{_CHUNK})")
_BUILDING = re.compile(r"\b(?:House|Court|Road|Street|Lodge|Close|Avenue|Lane|Station|Hospital|Estate)$")
_HOUSE_NUMBER = re.compile(r"\d[A-Za-z]?,?\s$")
_LEADING = re.compile(
    r"(?:The|A|An|His|Her|Their|Our|At|In|Of|For|From|When|While|And|But|Mr|Mrs|Ms|Both|That|This|Also|Then)\s"
)


def find_schools(text: str, lexicon) -> Iterator[Span]:
    """Schools, nurseries and colleges, by the ending of their name or by "attended" before it."""
    for pattern in _NAMED_SCHOOLS:
        for match in pattern.finditer(text):
            if not lexicon.is_generic(match[0]):
                yield match.span()
    for match in _LOWER_SCHOOL.finditer(text):
        words = match["name"].split()
        if not all(lexicon.is_word(word) for word in words) or (
            len(words) > 1 and match.start() and text[match.start() - 2] not in ".!?\n"
        ):
            yield match.span()
    for match in _AT_SCHOOL.finditer(text):
        if _is_proper(match["it"], lexicon) and not (match[0].startswith("attend") and _BUILDING.search(match["it"])):
            yield match.span("it")


def find_employers(text: str, lexicon) -> Iterator[Span]:
    """Businesses by the ending of their name, and whatever is named as a place of work."""
    for match in _AT_WORK.finditer(text):
        name = match["it"]
        if name[0].isupper() and _is_proper(name, lexicon, single=True) and not _NOT_EMPLOYER.search(name):
            yield match.span("it")
    for match in _NAMED_BUSINESS.finditer(text):
        start = match.start()
        if led := _LEADING.match(match[0]):
            start += led.end()
        name = text[start : match.end()]
        numbered = _HOUSE_NUMBER.search(text, max(0, start - 6), start)
        if " " in name and not numbered and not _NOT_EMPLOYER.search(name) and not lexicon.is_generic(name):
            yield (start, match.end())


def _is_proper(name: str, lexicon, *, single: bool = False) -> bool:
    """Whether a chunk with capitals names something of its own: no place, agency, month or person.

    An ordinary word alone counts where `single`.
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    capitals = [word for word in words if word[0].isupper() and word not in ("The", "A")]
    if not capitals or lexicon.is_place(" ".join(words)) or (lexicon.is_place(capitals[0]) and len(capitals) == 1):
        return False
    if lexicon.is_agency(name):
        return False
    if len(capitals) == 1:
        return (single or not lexicon.is_word(capitals[0])) and not lexicon.is_first_name(capitals[0])
    return True
