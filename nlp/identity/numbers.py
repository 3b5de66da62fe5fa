"""Identifiers with a form of their own: e-mail, telephone, NHS and reference numbers, registrations, postcodes."""

import re
from collections.abc import Iterator

from nlp.identity.dates import MONTH
from nlp.identity.spans import Span, alternatives, any_of, vocabulary

_WORDS = vocabulary("numbers")
_I = re.IGNORECASE
_BEFORE = 40  # characters in which a telling word may stand before a number

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'’-]{1,64}\s?(?:@|[(\[]\s?at\s?[)\]])\s?[\w-]{1,63}"
    r"(?:(?:\.|\s?[(\[]\s?dot\s?[)\]]\s?|\s\.\s?(?=(?:org|com|co|uk|net|gov|nhs|ac|police)\b))[a-z0-9-]{2,63}){1,5}",
    _I,
)
_HANDLE = re.compile(r"(?<![\w.@])@[a-z_][\w.]{2,30}\w", _I)

_GAP = r"[\s.()-]{0,2}"
_TELEPHONE = re.compile(
    rf"(?<![\w/.£-])(?:\+44{_GAP}(?:\(0\)\s?)?\d(?:{_GAP}\d){{9}}|00\s?44{_GAP}(?:\(0\)\s?)?\d(?:{_GAP}\d){{9}}|"
    rf"\+[1-9](?:{_GAP}\d){{8,13}}|\(?[0O]{_GAP}[1-357-9](?:{_GAP}[\dO]){{8,9}})(?![\w/])"
)
_SPOKEN = "oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|hundred"
_TELEPHONE_SPOKEN = re.compile(rf"\b(?:oh|o|zero|nought)(?:[\s,-]{{1,2}}(?:{_SPOKEN})\b){{6,12}}", _I)
_LOCAL = re.compile(
    rf"\b{alternatives(_WORDS['telephone']['before'])}\b[^\w\n]{{1,3}}(?:(?:on|no|number|is|her|him|it)[^\w\n]{{1,3}}){{0,2}}"
    r"(?P<it>\d{3}[\s-]?\d{3,4})(?![\d/-])",
    _I,
)

_NHS = re.compile(r"(?<![\w/.-])\d{3}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}(?![\w/])(?!-\d)")
_NHS_SPACED = re.compile(r"\bNHS\b[^\d\n]{0,25}(?P<it>\d(?:[\s.-]{0,2}\d){9})(?!\d)", _I)
_NHS_BEFORE = re.compile(rf"\b{alternatives(_WORDS['nhs']['before'])}", _I)

_SYSTEMS = alternatives(_WORDS["reference"]["systems"])
_LABELS = alternatives(_WORDS["reference"]["labels"])
_JOINERS = alternatives(_WORDS["reference"]["joiners"])
_NUMBER = alternatives(_WORDS["reference"]["number"])
# At least three digits, however letters, strokes and hyphens part them; "LCS 3304417", "19000 64418" too.
# "5416 0038 221", "06 / D3 / 4471 / 20", "33 CA 10417 12"
_GROUPS = (
    r"(?:\d{3,6}(?: \d{3,6}){2,3}|\d\d\s/\s[A-Z0-9]{2}\s/\s\d{2,6}\s/\s\d\d|"
    r"\d\d\s?[A-Z]{1,2}\s\d{3,5}\s\d{2,3})(?![\w/])"
)
_VALUE = (
    rf"(?:{_GROUPS}|"
    r"(?:(?-i:[A-Z]{1,4})\s(?=\d{4})|\d{4,6}\s(?=\d{4,8}\b))?"
    r"(?=(?:[A-Z/*:-]{0,12}\d){3})(?:[A-Z0-9]{1,20}(?:[/*:_-](?=[A-Z0-9])){0,1}){1,6})"
)
# The police count from 1 every day, so the day belongs to the number: "CAD 14 of 3 March 2020", "log 88 (09/08/17)".
_IN_FIGURES = r"(?:\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d{4}|\d\d))?|\d{8}|\d{6})"
_OF_DAY = (
    rf"(?:(?:,?\s(?:of|dated)\s(?:the\s)?|\s\(|,\s)(?:{_IN_FIGURES}|\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of\s)?{MONTH}"
    rf"(?:\s(?:\d{{4}}|\d\d)\b)?)\)?|\sof\sthe\s\d{{1,2}}(?:st|nd|rd|th)\b|\s\d{{1,2}}/\d{{1,2}}(?:/\d\d(?:\d\d)?)?)(?![\w/])"
)
_LABELLED = re.compile(
    rf"\b(?:(?P<system>{_SYSTEMS})\b|{_LABELS}\b|{_NUMBER}(?=\W))(?:[\s.:,#()“”\"'-]{{1,3}}{_JOINERS}\b){{0,4}}"
    rf"[ \t.:,#(“\"'-]{{1,4}}(?:(?P<daily>\d{{1,6}}{_OF_DAY})|(?P<it>{_VALUE})(?P<more>{_OF_DAY})?)",
    _I,
)
_NUMBERED = re.compile(rf"\b{_NUMBER}(?!\w)", _I)
_LOGGED = re.compile(r"(?:log|inc|incident)\b", _I)  # they count from 1 every day
_EXHIBIT = re.compile(r"\b[Ee]xhibits?\s(?P<it>[A-Z]{2,4}[/-]?\d{1,3})\b")
_LOG_BEFORE = re.compile(
    rf"\b{alternatives(_WORDS['reference']['logs'])}(?:[\s.:,#-]{{1,3}}{_JOINERS}\b){{0,3}}[\s.:#-]{{1,3}}$", _I
)
_SHOUTED = re.compile(r"\b[A-Z]{3,}[\s:]{1,2}$")
_FEWEST_OF_TELEPHONE = 11
_UNLABELLED = re.compile(
    r"(?<![\w/.£,*-])(?=[A-Z0-9/*-]{6,30}(?![\w/*]))(?=(?:[A-Z/*-]{0,12}\d){5})[A-Z0-9]{1,16}(?:[/*-][A-Z0-9]{1,16}){0,5}(?![\w%])"
)
_COUNTED_DAILY = re.compile(
    r"(?<![\w/-])[A-Z]{2,4}\s(?:no\.?\s)?\d{1,5}\s(?:of\s)?(?:\d{6}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?![\w/])|"
    r"(?<![\w/-])[A-Z]{2,6}[/-][A-Z]{1,4}[/-]\d{3,7}(?![\w/-])|(?<![\w/-])(?!NHS|GMC|NMC|GBP|UPRN|ODS)[A-Z]{3,5}\s\d{6,9}(?![\w/-])|"
    rf"(?<![\w/.£-])\d{{2,5}}\s(?i:of)\s(?:the\s)?\d{{1,2}}(?:(?:st|nd|rd|th)?\s(?:of\s)?(?i:{MONTH})(?:\s(?:\d{{4}}|\d\d)\b)?|/\d\d(?:/\d\d(?:\d\d)?)?)(?![\w/])|"
    r"(?<![\w/.£-])\d{3,5}\sof\sthe\s\d{1,2}(?:st|nd|rd|th)\b(?!\s[a-z])|"
    r"(?<![\w/.£-])\d\d\s[A-Z]{2}\s\d{3,5}\s\d{2,3}(?![\w/])"
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)\d\d|\d\d))?")
_FEWEST_DIGITS = 4  # after a word that is no system of the police
_PRESSURE = re.compile(r"\d{1,3}[/-]\d{1,3}")  # of the blood, or a range
_DATED = re.compile(r"\d{1,2}-[A-Z]{3}-\d{2,4}|\d{1,2}[/-]\d{1,2}[/-](?:\d\d|(?:19|20)\d\d)|\d{4}-\d\d-\d\d")

_PLATE = re.compile(
    r"(?<![\w/-])(?:[A-HJ-PR-Y][A-Z][ ]?[0O-][0-9O][ ]?[A-Z]{3}|[A-HJ-PR-Y][A-Z][ ]?[1-9]\d[ ]?[A-Z]{3}"
    r"|[A-HJ-NPR-Y]\d{2,3}[ ]?[A-Z]{3}|"
    r"[A-HJ-NPR-Y]\d[ ](?!NHS|GPS|CSP|CAD|DHR|FLO)[A-HJ-PR-Y]{3}|[A-Z]{3}[ ]?\d{2,3}[A-HJ-NPR-Y]"
    r"|[A-Z]{1,2}[IZ]Z?[ ]\d{3,4})(?![\w/-])"
)
_PLATE_LABELLED = re.compile(
    r"(?P<it>(?<![\w/-])(?=(?:\s?[A-Z0-9]){4})(?:[A-Z]{1,3}\s?\d{1,4}\s?[A-Z]{0,3}|\d{1,4}\s?[A-Z]{2,3}|[A-Z]{2,3}[\s-]\d[A-Z0-9]{2,4})(?![\w/-]))"
)
_PLATE_BEFORE = re.compile(
    rf"\b{alternatives(_WORDS['vehicle']['before'])}\b\W{{1,3}}(?:(?:number|no|mark|plate|is|was|of|index|with|the|as|like|part|ending|beginning|starting)\b\W{{1,3}}){{0,3}}$",
    _I,
)
# "V 114 ADP", "LS 40781": with their gaps, beside a car alone
_PLATE_SPACED = re.compile(r"(?P<it>(?<![\w/-])(?:[A-HJ-NPR-Y]\s\d{1,3}\s[A-Z]{3}|[A-Z]{2,3}\s\d{4,5})(?![\w/-]))")
_CALLED_OUT = (
    "alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|"
    "victor|whisk[e]?y|x-?ray|yankee|zulu"
)
_PLATE_SPOKEN = re.compile(
    rf"\b(?:{_CALLED_OUT})[\s,]{{1,2}}(?:{_CALLED_OUT})(?:[\s,]{{1,2}}(?:{_CALLED_OUT}|{_SPOKEN}|\d{{1,2}})\b){{2,5}}",
    _I,
)
_PLATE_LOWER = re.compile(r"(?<![\w/-])[a-z]{2}\s?\d\d\s?[a-z]{3}(?![\w/-])")
_PLATE_IN_CHAT = re.compile(
    r"(?<![\w/-])[a-hj-pr-y][a-z]\d\d\s?(?!and|the|for|was|not|but|who|old|her|his|she|had|has|are|all|any|you|did|yrs|via)[a-hj-pr-z]{3}(?![\w/-])"
)

_AREAS = any_of(_WORDS["postcode"]["areas"].split())
_POSTCODE = re.compile(
    rf"(?<![\w/-]){_AREAS}\d[A-Z\d]?\s{{0,2}}"
    r"(?:[\dO][ABD-HJLNP-UW-Z]{2}|(?-i:[\dO]\s?[A-Z]{2}))(?![\w/-])",
    _I,
)
_OUTWARD = re.compile(rf"(?<![\w/.£-])(?P<area>{_AREAS})[1-9](?:\d|[A-Z])?(?![\w%-]|/(?!{_AREAS}[1-9])|\.\d)")
_OUTWARD_PAIR = re.compile(rf"(?<![\w.£-])(?:{_AREAS}[1-9]\d?/)+{_AREAS}[1-9]\d?(?![\w/-])")
_OUTWARD_LINE = re.compile(
    rf"^[> \t]*(?P<it>{_AREAS}\d\d?[A-Z]?)\.?[ \t]*$|(?:example\.org|\d{{6}})[.,]?\s+(?P<behind>{_AREAS}\d\d)\b",
    re.MULTILINE,
)
_OUTWARD_BEFORE = re.compile(rf"\b{alternatives(_WORDS['postcode']['before'])}\b[ ,(:“]{{1,3}}$", _I)
_BEHIND_NAME = re.compile(r"\b(?!(?i:adult|child|person|victim)\b)[A-Z][a-z]+(?:,\s|\s{2,3})$")  # "Birmingham, B8"
_OUTWARD_ENDS = re.compile(r"[.,;)]|\s*\n|\s*$")
_OUTWARD_AFTER = re.compile(rf"[^\w\n]{{1,3}}{alternatives(_WORDS['postcode']['after'])}\b", _I)
_OUTWARD_NEVER = re.compile(rf"\b{alternatives(_WORDS['postcode']['never_before'])}\b[^\w\n]{{1,3}}$", _I)
_CODES = frozenset(_WORDS["postcode"]["also_codes"])
_HELPLINES = frozenset(_WORDS["public_helplines"])


def find_emails(text: str) -> Iterator[Span]:
    for pattern in (_EMAIL, _HANDLE):
        yield from (match.span() for match in pattern.finditer(text))


def find_telephones(text: str) -> Iterator[Span]:
    """British numbers in full, those of other countries with their "+", and short ones after "rang"."""
    for match in _TELEPHONE.finditer(text):
        dated = _DATED.match(match[0])
        if re.sub(r"\D", "", match[0]) not in _HELPLINES and not dated and not _is_of_log(text, match):
            yield match.span()
    yield from (match.span() for match in _TELEPHONE_SPOKEN.finditer(text))
    for match in _LOCAL.finditer(text):
        if not _YEARS.fullmatch(match["it"]):
            yield match.span("it")


def find_nhs_numbers(text: str) -> Iterator[Span]:
    """Ten digits, parted 3-3-4 or told by a word; ten bare digits only where the check digit is right."""
    for match in _NHS_SPACED.finditer(text):
        yield match.span("it")
    for match in _NHS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        parted = len(match[0]) > len(digits)
        if _is_of_log(text, match):
            continue
        if (
            parted
            or _has_check_digit(digits)
            or _NHS_BEFORE.search(text, max(0, match.start() - _BEFORE), match.start())
        ):
            yield match.span()


def _has_check_digit(digits: str) -> bool:
    """The Modulus 11 check of the NHS Data Dictionary."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def _is_of_log(text: str, match: re.Match) -> bool:
    """Whether ten digits stand where the police's own number does: "Log 0207-070419"."""
    if sum(letter.isdigit() for letter in match[0]) >= _FEWEST_OF_TELEPHONE:
        return False
    return bool(_LOG_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()]))


def find_references(text: str) -> Iterator[Span]:
    """Crime, incident, court and case numbers: told by a word before them, or by five digits parted by strokes."""
    yield from (match.span("it") for match in _EXHIBIT.finditer(text))
    yield from (match.span() for match in _COUNTED_DAILY.finditer(text))
    for match in _LABELLED.finditer(text):
        if match["daily"]:
            yield match.span()
            continue
        value = match["it"]
        if _YEARS.fullmatch(value) or _DATED.fullmatch(value):
            continue
        end = match.end("more") if match["more"] else match.end("it")
        label = text[match.start() : match.start("it")]
        few = sum(letter.isdigit() for letter in value) < _FEWEST_DIGITS
        if few and not match["system"] and not _NUMBERED.search(label) and not _LOGGED.match(label):
            continue
        near = match["system"] and match.start("it") - match.end("system") <= 2
        shouted = _SHOUTED.search(label)  # "LOG 0316-040719"
        yield (match.start() + (0 if near else shouted.start() if shouted else len(label)), end)
    for match in _UNLABELLED.finditer(text):
        value = match[0]
        if (
            _YEARS.fullmatch(value)
            or _DATED.fullmatch(value)
            or (value.isdigit() and len(value) < 9)
            or _PRESSURE.fullmatch(value)
        ):
            continue
        yield match.span()


def find_registrations(text: str) -> Iterator[Span]:
    """Registration marks since 1963; older, private and foreign ones only after a word such as "plate"."""
    for pattern in (_PLATE, _PLATE_IN_CHAT, _PLATE_SPOKEN):
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in (_PLATE_LABELLED, _PLATE_SPACED, _PLATE_LOWER):
        for match in pattern.finditer(text):
            if _PLATE_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
                yield match.span()


def find_postcodes(text: str) -> Iterator[Span]:
    """Full postcodes, and the first part ("LE4") where it can hardly be a role code."""
    yield from (match.span() for match in _POSTCODE.finditer(text))
    for match in _OUTWARD_PAIR.finditer(text):
        at = match.start()
        for part in match[0].split("/"):
            yield (at, at + len(part))
            at += len(part) + 1
    for match in _OUTWARD_LINE.finditer(text):
        yield match.span(match.lastgroup)
    for match in _OUTWARD.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _OUTWARD_NEVER.search(before):
            continue
        told = _OUTWARD_BEFORE.search(before) or _OUTWARD_AFTER.match(text, match.end())
        ends_address = _BEHIND_NAME.search(before) and _OUTWARD_ENDS.match(text, match.end())
        if told or ends_address or match["area"] not in _CODES:
            yield match.span()
