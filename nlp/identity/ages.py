"""The ages of children, below eighteen, in the ways in which people write them."""

import re
from collections.abc import Callable, Iterator

from nlp.identity.spans import Span, alternatives, vocabulary

_WORDS = vocabulary("ages")
_I = re.IGNORECASE
_CHILD = rf"\b{alternatives(_WORDS['children'])}\b"
_LEAD = alternatives(_WORDS["leads"])
_UNIT = alternatives(_WORDS["units"])
_IN_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
)
_HALF = r"(?:\s?[½¼¾]|\.5|[\s-]and[\s-](?:a[\s-](?:half|bit)|a[\s-]quarter|three[\s-]quarters))?"
_YEARS = (
    rf"(?:(?:1[0-7]|[0-9])(?:[½¼¾]|(?=y(?:o|rs?)?\b))|(?:1[0-7]|[0-9]|{_IN_WORDS})(?![\d/:%]|\.\d(?!\b)|"
    rf",\d{{3}})\b{_HALF})"
)
_COUNT = rf"(?:\d{{1,2}}|{_IN_WORDS}|eighteen|twenty(?:[\s-](?:one|two|three|four))?|a|a few)"
_SMALL = (
    rf"(?:{_COUNT}{_HALF}[\s-]?(?:months?|mths?|mnths?|mos|weeks?|wks?|days?|/12|/52|/7)\b|"
    r"a\syear(?:\sand\sa\s(?:half|bit|quarter))?\b)"
)
_IN_YEARS = rf"(?:{_YEARS}[\s-]?(?:years?|yrs?|yr|y)\b(?:(?:\s|,\s|\sand\s){_SMALL})?)"
_AGE = rf"(?:{_SMALL}|{_IN_YEARS}|{_YEARS})"
_NO_MORE = (
    rf"(?!\s?(?:or|and)\s(?:over|above|older|under|below)|\s?\+|\s?[-–]\s?\d|\s?to\s\d|\s?(?:%|per\s?cent|percent|pm|am|o['’]clock)|"
    rf"\s(?:times|occasions|calls|visits|weeks|months|years|days|hours|minutes|of\s(?:the|these|those|them|which|whom|{_IN_WORDS})|more|"
    r"other|agencies|contacts|points|people|children|officers|cases|incidents|reports|referrals|stone|kg|st)\b)"
)
_LISTED = rf"(?:\s?(?:,|&|and|or|,\sand|/)\s?(?:aged\s)?(?P<it>{_AGE})(?![\w%]){_NO_MORE})"

_OLD = re.compile(
    rf"(?<![\w.-])(?:{_SMALL}|{_IN_YEARS}|{_YEARS}(?:[\s-](?:and|to|or)[\s-]{_YEARS})?[\s-]?(?:years?|yrs?|yr|y|month|mth|week|wk|day))"
    rf"[\s-]{{0,2}}(?:olds?\b|of\sage\b|/o\b|o\b)",
    _I,
)
_LED = re.compile(
    rf"\b{_LEAD}:?\s(?:just\s|about\s|only\s|approx\.?\s|c\.?\s?|between\s|from\s)?(?P<it>{_AGE})(?![\w%]){_NO_MORE}",
    _I,
)
_HOURS_OLD = re.compile(
    rf"(?<![\w.-])(?:\d{{1,3}}|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:[\s-]{_IN_WORDS})?|{_IN_WORDS})\s(?:hours?|minutes?)\sold\b",
    _I,
)
_LISTED_ON = re.compile(_LISTED, _I)
_BRACKETED = re.compile(
    rf"(?<![\w'’-])(?P<before>[^\W\d_][\w'’-]{{0,40}})\s?[(\[](?:aged?\s|approx?\.?\s|appr\.\s|about\s|now\s|then\s|c\.\s?|[MF][,/]?\s?)?"
    rf"(?P<it>{_AGE})(?:,?\s?[MF])?(?=[)\],;])",
    _I,
)
_SCHOOL_YEAR = re.compile(
    r"\b(?:in\s)?(?:Year|Yr|YEAR|year(?=\s\w+\s(?:pupil|class|teacher|group)))\s?"
    r"(?:1[0-3]|[1-9]|R|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]hirteen)\b"
    r"(?!\s(?:of\s(?:the|this)\s(?:plan|strategy|programme|project|contract)|to\sdate))|"
    r"\((?:Y(?:1[0-3]|[1-9R]))\)|\breception\s(?:class|year)\b|\bin\sReception\b|\bReception\s(?:class|year|pupil|child)\b|\bin\sY(?:1[0-3]|[1-9R])\b|\bY(?:1[0-3]|[1-9])\s(?:pupil|class)\b|"
    r"\bin\sKey\sStage\s[1-5]\b|\bin\sP[1-7]\b|\b[Pp]rimary\s[1-7]\b|\b(?:lower|upper)\ssixth\b|\b(?:[Rr]eception|[Nn]ursery)[\s-]aged?\b"
)
_RELATED = re.compile(
    rf"{_CHILD}(?:\s(?:(?:by|with|from)\s)?(?-i:[A-Z0-9])[\w'’-]*){{0,2}}(?:,|:|\s[-–]|\s?=|(?<!eldest)(?<!oldest)(?<!youngest)(?<!younger)(?<!second)(?<!third)(?<!middle)\sof|\s?[(\[]|\s?[-–]\s?age|,?\s(?:is|was|are|were|being|who\s(?:is|was))(?:\s(?:only|now|then|just|about))?|"
    rf"['’]s|\sturned|)?(?:\s(?:both|each|aged|age|just|only|about|approx\.?|now|then|appr\.?|maybe|perhaps|around|roughly))?"
    rf"(?:\s|(?<=[(\[=-]))(?P<it>{_AGE})(?<!Child\s\d)(?<!Baby\s\d)(?<!Sibling\s\d)(?![\w%-]|\s[a-z]+s\b(?<!years)(?<!yrs)(?<!months)(?<!mths)(?<!weeks)(?<!was)(?<!is)(?<!has)|\.\d|\s(?:were|had|have|are|did)\b){_NO_MORE}",
    _I,
)
_NAMED = re.compile(
    rf"(?<![\w'’-])(?P<before>(?-i:[A-Z])[\w'’-]{{0,40}}),\s(?:now\s|then\s|just\s|only\s)?(?P<it>{_AGE})(?=,|\s?\)|;|\.\s|\.$|\snext\sweek)",
    _I,
)
_IS = re.compile(
    rf"\b(?:he|she|who|i|they)(?:\s(?:was|is|were|am|are|turned)|['’](?:s|m|re))\s(?:only\s|just\s|nearly\s|about\s|then\s|now\s|almost\s)*"
    rf"(?P<it>{_YEARS}(?:\s?(?:years|yrs))?(?:\son\s[A-Z][a-z]+day)?)(?=\swhen|\sat\sth|\s(?:today|tomorrow|this|last|now)\b|\sand\s|\snext\s|\sin\s[A-Z]|[.,;:\"”’)!?]|$)",
    _I,
)
_WHEN = re.compile(rf"(?<![\w.:,£-])(?P<it>{_YEARS})\swhen\s(?:she|he|they|his|her|the|it|i|we|their|mum|dad)\b", _I)
_AT = re.compile(
    rf"(?:(?<=[.!?]\s)|(?<=[\"“]))(?:At|By|From)\s(?P<it>(?:{_SMALL}|{_YEARS}))(?=,?\s(?:she|he|they|his|her|we|i)\b)|"
    rf"^(?:At|By|From)\s(?P<first>(?:{_SMALL}|{_YEARS}))(?=,?\s(?:she|he|they|his|her)\b)|"
    rf"\bat\s(?P<half>{_YEARS}(?<=half))(?!\s(?:hours?|past|per))",
    re.MULTILINE,
)
_ASKED = re.compile(
    rf"\b(?:how\sold|what\sage|age)\b[^?\n]{{0,40}}\?\W{{0,4}}(?:A[.:]?\s|\w+:\s)?\W{{0,3}}(?P<it>{_AGE})\b", _I
)
_BIRTHDAY = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|1st|2nd|3rd|(?:[4-9]|1[0-8])th)\s(?:birthdays?|year\sof\slife)\b",
    _I,
)
_ON_ITS_OWN = re.compile(
    rf"(?:(?<=[,;(]\s)|(?<=[\[(]))(?P<it>{_SMALL}|{_IN_YEARS})(?=[.,;)\]]|$)|"
    rf"(?<=\sso\s)(?P<so>{_YEARS})(?=\sat\s(?:the|that)\stime)|,\sat\s(?P<at>{_SMALL})(?=,)",
    _I | re.MULTILINE,
)
# "name withheld, 14, from ..."
_BETWEEN_COMMAS = re.compile(
    r"(?<=[^\W\d_],\s)(?P<it>1[0-7]|[1-9])(?=,\s(?:from|who|of|attends?|lives?|lived|pupil|son|daughter)\b)"
)
_HEDGED = re.compile(
    r"only|nearly|almost|not yet|not quite|barely|approaching|getting on|(?:just )?shy", _I
)  # of anything, unless a child was spoken of
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_CHILD_WORD = re.compile(_CHILD, _I)
_NO_PERSON = frozenset(_WORDS["no_person"].replace("\n", "").split("|"))


def find_child_ages(text: str, is_person: Callable[[int, int], bool]) -> Iterator[Span]:
    """Every age below eighteen years; `is_person` tells whether a place holds somebody's name ("Tia (6)")."""
    read = set()
    for span in _single_ages(text, is_person):
        yield span
        yield from _listed_after(text, span[1], read)


def _single_ages(text: str, is_person: Callable[[int, int], bool]) -> Iterator[Span]:
    for pattern in (_OLD, _HOURS_OLD, _SCHOOL_YEAR, _BIRTHDAY):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _LED.finditer(text):
        if not _HEDGED.match(match[0]):
            yield match.span()
        elif _child_before(text, match.start()):
            yield match.span("it")
    for pattern in (_RELATED, _ASKED, _IS, _WHEN, _BETWEEN_COMMAS):
        yield from (match.span("it") for match in pattern.finditer(text))
    yield from (match.span(match.lastgroup) for match in _AT.finditer(text))
    for match in _BRACKETED.finditer(text):
        named = is_person(match.start("before"), match.end("before")) or _kin_just_before(text, match.start("it"))
        if named and match["before"].lower() not in _NO_PERSON:
            yield match.span("it")
    for match in _NAMED.finditer(text):
        if is_person(match.start("before"), match.end("before")):
            yield match.span("it")
    for match in _ON_ITS_OWN.finditer(text):
        if _child_before(text, match.start()):
            yield match.span(match.lastgroup)


def _listed_after(text: str, at: int, read: set[int]) -> Iterator[Span]:
    """The ages that follow one another: "aged 10, 13 and 15". `read` are the places where that was done already."""
    while at not in read and (match := _LISTED_ON.match(text, at)):
        read.add(at)
        yield match.span("it")
        at = match.end()


def _kin_just_before(text: str, at: int) -> bool:
    words = text[max(0, at - 60) : at].split("\n")[-1].split()[-5:]
    return bool(_CHILD_WORD.search(" ".join(words)))


def _child_before(text: str, at: int) -> bool:
    """Whether the sentence has spoken of a child before this place."""
    before = text[max(0, at - 160) : at]
    return bool(_CHILD_WORD.search(_SENTENCE_END.split(before)[-1]))
