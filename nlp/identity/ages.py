"""The ages of children, below eighteen, in the ways in which people write them."""

import re
from collections.abc import Callable, Iterator

from nlp.identity.birth_years import BIRTH_YEAR
from nlp.identity.school_years import SCHOOL_YEAR
from nlp.identity.spans import Span, alternatives, vocabulary

_WORDS = vocabulary("ages")
_I = re.IGNORECASE
_CHILD = rf"\b{alternatives(_WORDS['children'])}s?\b"
_LEAD = alternatives(_WORDS["leads"])
_UNIT = alternatives(_WORDS["units"])
_IN_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
)
_HALF = r"(?:\s?[½¼¾]|\.5|[\s-](?:and|an['’]|&|n)[\s-](?:a[\s-](?:half|bit)|a[\s-]quarter|three[\s-]quarters))?"
_YEARS = (
    rf"(?:(?:1[0-7]|[0-9])(?:[½¼¾]|(?=y(?:o|rs?)?\b))|(?:1[0-7]|[0-9]|{_IN_WORDS})(?![\d/:%]|\.\d(?!\b)|"
    rf",\d{{3}})\b{_HALF})"
)
_COUNT = rf"(?:\d{{1,2}}|{_IN_WORDS}|eighteen|twenty(?:[\s-](?:one|two|three|four))?|a|a few)"
_SMALL = (
    rf"(?:{_COUNT}{_HALF}[\s-]?(?:months?|mths?|mnths?|mos|weeks?|wks?|days?|/12|/52|/7|m(?=,\s\d{{1,2}}y))\b|"
    r"a\syear(?:\sand\sa\s(?:half|bit|quarter))?\b)"
)
_IN_YEARS = (
    rf"(?:{_YEARS}[\s-]?(?:years?|yrs?|yr|y)\b(?:(?:\s|,\s|\sand\s|\s?[+&]\s?){_SMALL})?|"
    rf"(?<![\w/.])(?:1[0-7]|\d)\s{{1,2}}(?:1[01]|\d)/12\b)"
)
_AGE = rf"(?:{_SMALL}(?:\s?[+&]\s?{_SMALL})?|{_IN_YEARS}|{_YEARS})"
_NO_MORE = (
    rf"(?!\s?(?:or|and)\s(?:over|above|older|under|below)|\s?\+|\s?[-–]\s?\d|\s?to\s\d|\s?(?:%|per\s?cent|percent|pm|am|o['’]clock)|"
    rf"\s(?:times|occasions|calls|visits|weeks|months|years|days|hours|minutes|of\s(?:the|these|those|them|which|whom|{_IN_WORDS})|more|"
    r"other|agencies|contacts|points|people|children|officers|cases|incidents|reports|referrals|stone|kg|st)\b)"
)
_LISTED = (
    rf"(?:\s?(?:,|&|and|or|,\sand|/)\s?(?:aged\s|nearly\s|almost\s|just\s|then\s)?(?P<it>{_AGE})(?![\w%]){_NO_MORE})"
)

_OLD = re.compile(
    rf"(?<![\w.-])(?:{_SMALL}|{_IN_YEARS}|{_YEARS}(?:[\s-](?:and|to|or)[\s-]{_YEARS})?[\s-]?(?:years?|yrs?|yr|y|month|mth|week|wk|day))"
    rf"[\s-]{{0,2}}(?:olds?\b|of\sage\b|/o\b|o\b)|(?<!for\s)(?<!over\s)(?<!last\s)(?<![\w.£-])(?:1[0-7]|[1-9])y\b(?!\s(?:ago|later))|(?<![\w.-]){_YEARS}\s?y\.\s?o\b",
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
_RELATED = re.compile(
    rf"{_CHILD}(?:\s(?:(?:by|with|from)\s)?(?-i:[A-Z0-9])[\w'’-]*){{0,2}}(?:,|:|\s[-–]|\s?=|(?<!eldest)(?<!oldest)(?<!youngest)(?<!younger)(?<!second)(?<!third)(?<!middle)\sof|\s?[(\[]|\s?[-–]\s?age|,?\s(?:is|was|are|were|being|who\s(?:is|was))(?:\s(?:only|now|then|just|about))?|"
    rf"['’]s|\sturned|)?(?:\s(?:both|each|aged|age|just|only|about|approx\.?|now|by\sthen|then|nearly|almost|appr\.?|maybe|perhaps|around|roughly))?"
    rf"(?:\s|(?<=[(\[=-]))[\"“]?(?P<it>{_AGE})(?<!Child\s\d)(?<!Baby\s\d)(?<!Sibling\s\d)(?![\w%-]|\s[a-z]+s\b(?<!years)(?<!yrs)(?<!months)(?<!mths)(?<!weeks)(?<!was)(?<!is)(?<!has)|\.\d|\s(?:were|had|have|are|did)\b){_NO_MORE}",
    _I,
)
_NAMED = re.compile(
    rf"(?<![\w'’-])(?P<before>(?-i:[A-Z])[\w'’-]{{0,40}}),\s(?:now\s|then\s|just\s|only\s)?(?P<it>{_AGE})(?=,|\s?\)|;|\.\s|\.$|\snext\sweek|\s(?:in|at|on|and|when)\b)",
    _I,
)
_IS = re.compile(
    rf"\b(?:he|she|who|i|they)(?:\s(?:was|is|were|am|are|turned)|['’](?:s|m|re))\s(?:still\s|only\s|just\s|nearly\s|about\s|then\s|now\s|almost\s)*"
    rf"(?P<it>{_YEARS}(?:\s?(?:years|yrs))?(?:\s(?:on|in|come)\s(?-i:[A-Z])[a-z]+|\snext\s(?:week|month|birthday))?)(?=\swhen|\sat\sth|\s(?:today|tomorrow|this|last|now)\b|\sand\s|\snext\s|\sin\s[A-Z]|\s(?:but|so|who|because|with)\b|\s\(|[.,;:\"”’)!?]|$)",
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
# "12 yrs 7 m", which no length of time is written like
_YEARS_AND_MONTHS = re.compile(
    rf"(?<![\w.£-])(?:1[0-7]|[0-9]|{_IN_WORDS})\s?(?:y|yrs?|years?)(?:,\s|\s|\sand\s)(?:1[01]|\d|{_IN_WORDS})\s?(?:m|mths?|months?|/12)\b"
    r"(?!\s(?:later|ago|sentence|imprisonment|in\s(?:prison|custody)|custody|suspended|before|after|apart|together|tenancy|relationship))",
    _I,
)
_HOPED = (
    r"(?:what,?\s|no\smore\sthan\s|about\s|only\s|just\s|nearly\s|maybe\s|perhaps\s|coming\sup\s(?:to\s)?|going\son\s(?:for\s)?"
    r"|rising\s|getting\son\sfor\s|not\syet\s|all\sof\s|approx\.?\s|c\.\s?|~)*"
)
_AFTER_AGE = (
    r"(?=[.,;:\"”’)!?&/\]]|\s?[–—&-]\s|\s*$|\s(?:and|when|or|now|then|this|today|at\sth|going|in\s[A-Z]\w+)\b|"
    r"\s(?:next|last)\s(?:week|month|birthday|year|time|[A-Z])|\scome\s[A-Z]|[\s-]ish\b|\s(?:shes|hes|she['’]s|he['’]s|but|so)\b|\s(?:maybe|approx|or\sso|roughly|by\sthen)\b|\sone\b|\sold\b)"
)
# "Jordan is 17", "Poppy's 11 wks", "Tobias is 8 next week", "Harley, 7 come Whitsun", "Filip, who's coming up six"
_OF_SOMEBODY = re.compile(
    rf"(?<![\w'’-])(?P<before>(?-i:[A-Z])[\w-]{{1,40}}?)(?:['’]s|['’]d\sbe|\s(?:is|was|were|be|turned|turns|will\sbe|would\sbe|would['’]?ve\sbeen)|,?\s(?:who['’]s|who\s(?:is|was))|,|\s[(\[-])\s?{_HOPED}"
    rf"(?P<it>{_AGE}(?:[\s-]?ish|\scome\s[A-Z]\w+|\s(?:next|last)\s(?:week|month|birthday|[A-Z]\w+))?){_AFTER_AGE}{_NO_MORE}",
    _I | re.MULTILINE,
)
# "she'd be two", "they'd of been what, seven", "she was ten months", "looked 6 months-ish"
_WOULD_BE = re.compile(
    rf"\b(?:(?:['’]?d|would|must|could|might|will|['’]ll)(?:\s(?:have|of)|['’]ve)?\s(?:be|been)|looks?|looked|seemed|(?:he|she|they|who)(?:['’]s|\s(?:is|was|were)))\s{_HOPED}"
    rf"(?P<it>{_AGE}(?:(?:\sor\s|\s?-\s?|,\s){_AGE})?){_AFTER_AGE}{_NO_MORE}",
    _I | re.MULTILINE,
)
_SOON = re.compile(rf"(?<![\w.-]){_YEARS}\s(?:next|last)\s(?:month|birthday)\b", _I)
# Behind a word for a child, anything that can hardly be but an age
_NEAR_CHILD = re.compile(
    rf"(?:(?<=[,;:&=(\[/–—-]\s)|(?<=[(\[,/])|(?<=\sx\d\s)|(?<=\sand\s)|(?<=\sso\s)|(?<=[-–—]\s)|(?<=\bat\s)|(?<=\bof\s)|(?<=^)|(?<=\bthe\s)|(?<=\sis\s)|(?<=\swas\s)|(?<=[\"“]))"
    rf"(?:about\s|around\s|abt\s|approx\.?\s|c\.\s?|~|only\s|nearly\s|coming\sup\s(?:to\s)?|going\son\s(?:for\s)?|maybe\s|say\s|rising\s|what,?\s)?"
    rf"(?P<it>(?:{_YEARS}\s(?:or|to)\s{_YEARS}|{_SMALL}|{_IN_YEARS}|{_YEARS}(?<=half|.bit|rter)|{_YEARS}(?<=[½¼¾])))(?:[\s-]?ish)?{_AFTER_AGE}{_NO_MORE}",
    _I | re.MULTILINE,
)
_HALVES = re.compile(
    r"(?<![\w.£-])(?:1[0-7]|[1-9])[½¼¾](?:\s?(?:&|and|,)\s(?P<other>(?:1[0-7]|[1-9]))(?![\w/.:]))?(?!\s?(?:hours?|hrs?|miles|pints?|tabs?|tablets|%|years|yrs|day|mg|st\b|stone|pages|kg))"
)
_BARE_NEAR_CHILD = re.compile(
    rf"(?:(?<=,\s)|(?<=&\s)|(?<=\(|\[)|(?<=x\d\s)|(?<=\sother['’]s\s)|(?<=\sone['’]s\s))(?:about\s|only\s|abt\s|nearly\s|f\s|m\s|[fm],\s)?(?P<it>{_YEARS})(?:,?\s?[mf])?(?=[.,;)&\]]|\s(?:and|&)\s|$)",
    _I | re.MULTILINE,
)
_DURATION = re.compile(
    r"\b(?:for|missed|within|after|over|last|past|every|next|in|ago|than|another|under|per|once|lasting|open|waited|wait|took|behind)\s(?:about\s|the\s)?$",
    _I,
)
# "23/12" behind a name; the column behind a day of birth; "Children in the van - 7, 5 and a baby"
_TWELFTHS = re.compile(r"(?<![\w'’-])(?P<before>[A-Z][\w'’-]{0,40})\s?\(?(?P<it>\d\d?(?:/12|m))(?![\w/])")
_COLUMN = re.compile(r"/(?:19|20)\d\d(?:[ ]{2,}|[ ]?\|[ ]?|\t)(?P<it>1[0-7]|\d)(?=[ ]{2,}|[ ]?\||\t|$)", re.MULTILINE)
_COUNTED = re.compile(
    rf"\b(?:children|kids|boys|girls|sons|daughters|siblings)\b[^.:;\n–-]{{0,25}}\s?[:–-]\s(?P<it>{_AGE})(?=,\s|\sand\s|\s?&)",
    _I,
)
# "granddaughter | 5 |", "Jac – 13 –"; "F 15 IC3"; "Children: Riley 6; Rome 3½"
_IN_TABLE = re.compile(rf"{_CHILD}(?<!s)[^\n]{{0,60}}?\s[|–]\s(?P<it>1[0-7]|\d)(?=\s[|–]|$)", _I | re.MULTILINE)
# "Her twins, Hamza and Hafsa, were four and ..."
_WAS = re.compile(
    rf"\b(?:was|were|is|are)\s(?:just\s|only\s|about\s|nearly\s)?(?P<it>(?:1[0-7]|[1-9]|{_IN_WORDS})(?![\d/:%.,]\d))(?=[.,;]|\s(?:and|when)\b)",
    _I,
)
_DAYS_OF_BABY = re.compile(r"\b(?:[Bb]aby|[Ii]nfant|[Nn]ewborn|NNU|[Bb]orn)\b[^.\n]{0,15}?\s(?P<it>[Dd]ay\s\d{1,2})\b")
_OF_NUMBERED = re.compile(r"\b(?:Child|Ch)\s?\d\s\([MF]\)\s(?P<it>1[0-7]|\d)\b|\bChild\s?\d\s\((?P<m>\d{1,2}m)\)")
_PASSING = re.compile(
    rf"(?:\bboth\s(?P<both>{_YEARS})(?=[.,;])|\bnot\s(?P<yet>{_YEARS})\syet\b|,\sof\s(?P<of>{_YEARS})(?=,)|\bat\s(?P<at>{_SMALL})(?=\s(?:to|with|and|he|she|when)\b))",
    _I,
)
_DESCRIBED = re.compile(r"\b[MF]\s{1,3}(?P<it>1[0-7]|\d)(?=\s{1,3}IC\d)")
_BEHIND_NAME = re.compile(
    rf"(?<![\w'’-])(?P<before>[A-Z][\w'’-]{{1,40}})\s(?:about\s|nearly\s|aged\s)?(?P<it>{_YEARS}(?:\s?(?:yrs?|years))?)(?=[;,.)]|\s(?:and|&)\s|$)",
    re.MULTILINE,
)
_SCORED = re.compile(r"\b(?:scored?|scores|rated|dash|graded)\b[^.\n]{0,30}$", _I)
_SCORE_BEFORE = 40
_AT_TEEN = re.compile(
    r"\bat\s(?:just\s|only\s)?(?P<it>thirteen|fourteen|fifteen|sixteen|seventeen)\b(?=[.,;]|\s(?:to|and|she|he|with|when|by|after)\b)",
    _I,
)
_MONTHS = re.compile(
    r"\b[Aa]ge:?\s(?P<it>\d{1,2}m)\b|\b(?:birth\svisit|postnatal|PN|NBV|midwife|HV)\b[^\n]{0,40}?\b(?P<day>[Dd]ay\s\d{1,2})\b"
)
_FORTNIGHT = re.compile(
    r"\b(?:a|one)\s(?:fortnight|week|month|day)\sold\b|\b(?:himself|herself|was|were|aged)\s(?:himself\s|herself\s)?(?:only|just)\s(?P<it>1[0-7])(?=\sat\sthe\stime)",
    _I,
)
_OF_WEEKS = re.compile(
    rf"\b(?:he|she|baby)(?:['’]s|s|\sis|\swas)\s(?:(?:only|just|about)\s(?P<years>(?!one\b){_YEARS}(?!\s?(?:%|am|pm|st\b|stone|weeks|months|days|hours|minutes|left|to|of|on|in)))|(?:only\s|just\s|about\s)?(?P<it>{_SMALL}))"
    r"(?!\s(?:ago|late|later|behind|pregnant|gone|clean|sober|into|in|overdue|older|younger|sentence|off|early|away))",
    _I,
)
_SAID_ON = re.compile(
    r"(?:\s(?:in|on|come|next|last|this))?\s(?:early\s|late\s)?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Easter|Christmas|Whitsun)\b(?!\s\d)"
)
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
    for start, end in _single_ages(text, is_person):
        yield start, _with_month(text, end)
        yield from _listed_after(text, end, read)


def _single_ages(text: str, is_person: Callable[[int, int], bool]) -> Iterator[Span]:
    for pattern in (_OLD, _HOURS_OLD, SCHOOL_YEAR, _BIRTHDAY, _YEARS_AND_MONTHS, _SOON):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span("it") for match in BIRTH_YEAR.finditer(text))
    for match in _LED.finditer(text):
        if not _HEDGED.match(match[0]):
            yield match.span()
        elif _child_before(text, match.start()):
            yield match.span("it")
    for pattern in (
        _RELATED,
        _ASKED,
        _IS,
        _WHEN,
        _BETWEEN_COMMAS,
        _WOULD_BE,
        _COLUMN,
        _COUNTED,
        _IN_TABLE,
        _DESCRIBED,
        _DAYS_OF_BABY,
    ):
        yield from (match.span("it") for match in pattern.finditer(text))
    yield from (
        match.span(match.lastgroup or 0)
        for match in (
            *_FORTNIGHT.finditer(text),
            *_OF_WEEKS.finditer(text),
            *_OF_NUMBERED.finditer(text),
            *_MONTHS.finditer(text),
        )
    )
    for match in _AT_TEEN.finditer(text):
        if not _SCORED.search(text, max(0, match.start() - _SCORE_BEFORE), match.start()):
            yield match.span("it")
    yield from (
        match.span(match.lastgroup)
        for match in (*_WAS.finditer(text), *_PASSING.finditer(text))
        if _child_before(text, match.start())
    )
    for match in _BEHIND_NAME.finditer(text):
        if is_person(match.start("before"), match.end("before")) and _child_before(text, match.start()):
            yield match.span("it")
    for pattern in (_NEAR_CHILD, _BARE_NEAR_CHILD):
        for match in pattern.finditer(text):
            lately = text[max(0, match.start() - 15) : match.start("it")]
            beside = _CHILD_WORD.search(text, max(0, match.start("it") - 120), match.start("it"))
            if (beside if pattern is _NEAR_CHILD else _child_before(text, match.start("it"))) and not _DURATION.search(
                lately
            ):
                yield match.span("it")
    for match in _HALVES.finditer(text):
        yield match.start(), match.start() + re.match(r"\d+.", match[0]).end()
        if match["other"]:
            yield match.span("other")
    for match in (*_OF_SOMEBODY.finditer(text), *_TWELFTHS.finditer(text)):
        if is_person(match.start("before"), match.end("before")):
            yield match.span("it")
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


def _with_month(text: str, end: int) -> int:
    """The end of an age with what is said of the birthday: "3 in Nov"."""
    said = _SAID_ON.match(text, end)
    return said.end() if said else end


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
