"""Exact dates: a day of a month, in figures or in words. A month with its year alone is none."""

import re
from collections.abc import Iterator

from nlp.identity.spans import Span, alternatives, vocabulary

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary|ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ionawr|[cg]hwefror|[mf]awrth|ebrill|[mf]ehefin|g?orffennaf|awst|[mf]edi|hydref|[td]achwedd|rhagfyr)(?![a-z])(?:\.(?=\s\d))?"
)
_WEEKDAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rday|urday)?\b\.?"
_FIGURE = r"(?:3[01]|[12]\d|0?[1-9])"
_SUFFIX = r"\s?(?:st|nd|rd|th|ydd|fed|eg|ain|af)\b"
_DAY_IN_WORDS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[\s-](?:first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth))"
)
_LATE_DAY = rf"(?!(?:first|second|third)\b){_DAY_IN_WORDS}"
_DAY = rf"(?:{_FIGURE}(?:{_SUFFIX})?|{_DAY_IN_WORDS})"
_DAYS = rf"{_DAY}(?:\s?(?:,|&|and|to|or|/|-|–)\s?(?:the\s)?{_DAY}){{0,4}}"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d(?![\d:]|\.\d))"
_LED = rf"(?:{_WEEKDAY}[\s,]{{1,2}}(?:the\s|of\s)?)?"
# Day and month in figures, without a year
_SHORT = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:/(?:1[0-2]|0?[1-9])|\.(?:1[0-2]|0[1-9]))(?![\w/%-]|[.,:]\d|\s?(?:mg|ml|kg"
    r"|hrs?|miles)\b)"
)
_AFTER_NTH = alternatives(vocabulary("dates")["after_nth"])
_COUNTED = alternatives(vocabulary("dates")["counted"])
_BEFORE_SHORT = alternatives(vocabulary("dates")["before_short"])

_PATTERNS = [
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # 14th February 2019, Tuesday the 3rd of March, 5 and 6 August 2019, 14Feb2019, 14-Feb-19
        rf"(?<![\w/£.,:-])(?<!week\s){_LED}{_DAYS}[\s./-]{{0,2}}(?:day\s)?(?:of\s|o\s)?(?:the\s)?{MONTH}"
        rf"(?:[\s,./'’-]{{0,2}}(?:of\s)?(?:in\s)?{_YEAR}\b)?",
        # February 14th, 2019; Feb 14
        rf"(?<![\w-]){_LED}{MONTH}(?:\.\s)?\s?(?:the\s)?(?:{_FIGURE}(?:{_SUFFIX})?(?![\d:%/]|\.\d)|{_DAY_IN_WORDS})(?:(?:,\s?|\s)(?:19|20)\d\d\b)?",
        # 2019-02-14, 2019/2/14
        r"(?<![\w/-])(?:19|20)\d\d\s?[-/.]\s?(?:1[0-2]|0?[1-9])\s?[-/.]\s?(?:3[01]|[12]\d|0?[1-9])(?![\w/-])",
        # 14/02/2019, 03.11.18, 26-09-2019, 14 / 02 / 2019
        rf"(?<![\w/.£-]){_LED}(?:3[01]|[12]\d|0?[1-9])(?:\s?/\s?|\s?\.\s?|\s?[-–]\s?)(?:1[0-2]|0?[1-9])(?:\s?/\s?|\s?\.\s?|\s?[-–]\s?)"
        r"(?:(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)",
        # 2/14/2019 cannot be told from the above unless the day is beyond the twelfth
        r"(?<![\w/.£-])(?:1[0-2]|0?[1-9])/(?:3[01]|1[3-9]|2\d)/(?:(?:19|20)\d\d|\d\d)(?![\w/-])",
        # 6 - 8.6.16
        rf"(?<![\w/.£-]){_FIGURE}\s?[-–&]\s?{_FIGURE}[./](?:1[0-2]|0?[1-9])[./](?:(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)",
        rf"\b(?:the\s)?{_FIGURE}{_SUFFIX}\sof\s(?:last|this|next)\smonth\b",
        # 3.X.22
        r"(?<![\w/.£-])(?:3[01]|[12]\d|0?[1-9])\.(?:XI{0,2}|IX|IV|VI{0,3}|I{1,3})\.(?:(?:19|20)\d\d|\d\d)(?![\w/-])",
        # Thursday 13th; on the 9th, of a month that was named before; the 24th inst.
        rf"\b{_WEEKDAY}\s(?:the\s)?{_FIGURE}{_SUFFIX}",
        rf"\b(?:on|tomorrow|today|yesterday|court|since|till|until|received|recd|dated|seen)\s(?:is\s)?(?:the\s)?(?P<nth>{_FIGURE}{_SUFFIX})"
        rf"(?=[,.;:)]|\s?[-–]|\s{_AFTER_NTH}\b|\s\d|$)",
        rf"\b(?:the\s)?{_FIGURE}{_SUFFIX}\s(?:inst|ult)\b",
        rf"\b[Oo]n\s(?:the\s)?(?P<on>{_FIGURE}{_SUFFIX})(?!\s(?:and|to|or)\s\d|\s{_COUNTED}\b|\sof\b)",
        rf"\bthe\s{_FIGURE}{_SUFFIX},\s(?:at\s)?\d\d?[:.]\d\d(?!\d)",
        rf"\b(?:night|morning|evening|afternoon|day|before|until|till|by|since|on)\s(?:of\s)?the\s(?P<word>{_LATE_DAY}|{_FIGURE}{_SUFFIX})(?=[.,;:)])",
        rf"\b(?:was|is|be)\sthe\s(?P<of>{_FIGURE}{_SUFFIX})(?=[.;]|\s(?:because|that|when|so|not)\b)",
        rf",\s(?P<noted>{_SHORT})(?=[:.]\s)|(?<=\d/\d\d,\s)(?P<listed>{_SHORT})|\((?P<within>{_FIGURE}{_SUFFIX})\)",
        # Mon 15, where a line begins
        rf"^[> \t]*{_WEEKDAY}\s{_FIGURE}(?=\s?[:|–]|\s-|\s{{2,}}|\t)",
        # 170614 where a line of a log begins
        r"^[> \t]*(?P<packed>(?:3[01]|[12]\d|0[1-9])(?:1[0-2]|0[1-9])(?:[0-3]\d|9\d))(?=[\s:]\s?\S)",
        # on 14/2
        r"(?<=\bon\s)(?:3[01]|[12]\d|0?[1-9])/(?:1[0-2]|0?[1-9])(?![\w/-])",
        # 22/1 or 3.12 where a line or a cell begins; Sun 4/7; till 21/10, arr. 24.04
        rf"^[> \t]*(?:{_WEEKDAY}\s)?(?P<row>{_SHORT})"
        rf"(?=\s?[-–|:]\s|(?<!\.\d\d)\s+[A-Z]|\t|\s+\d\d?(?:[:.]?\d\d){{0,2}}\s?(?:[ap]m|hrs)?\s)",
        rf"\b{_WEEKDAY}\s{_SHORT}",
        rf"\b{_BEFORE_SHORT}\s(?P<it>{_SHORT})",
        rf"\b{alternatives(vocabulary('dates')['named_days'])}(?:,?\s(?:in\s)?(?:19|20)\d\d)?\b",
    )
]
_MONTH_ALONE = re.compile(rf"{MONTH}\s?(?:19|20)?\d\d", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:^|\n)[ \t]*(\d{1,2}\.\d{1,2})\.(\d\d)[ \t]")
_MODAL_MAY = re.compile(r"\d\d?\smay")  # "of the 12 may not"


def find_dates(text: str) -> Iterator[Span]:
    """Dates with their day. "4.12.19" before a paragraph that counts on from "4.12.18" is its number."""
    numbering = _paragraph_numbers(text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start() not in numbering and not _MODAL_MAY.fullmatch(match[0]):
                named = [name for name, value in match.groupdict().items() if value]
                yield match.span(*named)


def _paragraph_numbers(text: str) -> set[int]:
    numbers = [(match[1], int(match[2]), match.start(1)) for match in _NUMBERING.finditer(text)]
    known = {(head, last) for head, last, _ in numbers}
    return {at for head, last, at in numbers if {(head, last - 1), (head, last + 1)} & known}
