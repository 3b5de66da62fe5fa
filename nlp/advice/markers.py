"""Numbers, bullets and labels with which a recommendation begins."""

import re

from nlp.advice.recipients import load, recipients_in

ORDERS = frozenset(load("orders")["verbs"].split())
_NUMBER_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)"
NAMED = re.compile(
    rf"(?:(?P<scope>local|regional|national|key|single[- ]agency|multi-agency)\s+)?rec(?:ommendations?\b|"
    rf"s?\b\.?|(?=\d))\s*(?:no\.?\s*|number\s*)?"
    rf"(?P<number>\d{{1,3}}(?:\.\d{{1,2}})*[a-z]?|[A-Z]\d{{0,2}}|{_NUMBER_WORD}|[IVX]{{1,5}})\b\.?\s*(?:\((?P<bracket>[^)]{{2,80}})\))?"
    r"\s*(?:[:.–—)-]\s*|\s+|$)",
    re.IGNORECASE,
)
_TEXT_LABEL = re.compile(
    r"(?:what|what we ask|the ask|ask|proposal|recommendation|text|wording|recommendation text)\s*[:–—]\s+(?=\S)",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"(?P<code>[A-Z]{1,3})\.?\s?\d{1,3}(?:\.\d{1,2})?[a-z]?\s*(?:\((?P<bracket>[^)]{2,80})\)\s*)?(?:[.:)–—-]+\s*|\s+)(?=\S)"
)
_BY_AGENCY = re.compile(r"[A-Z]{1,5}[/-]\d{1,2}[.):]?\s+(?=[A-Z])")  # "CSC/1", an agency's letters
_AGENCY = re.compile(r"(?P<who>[^\s:.;|–—-][^:.;|–—]{1,60}?)\s[-–—]\s(?=(?P<verb>[a-z]+)\s)")
_COUNTED = re.compile(
    r"[A-Z]\d{1,2}(?:\.\d{1,2})?[.):]?\s+(?=[A-Z])|[(\[]?(?:\d{1,2}(?:\.\d{1,2}){0,3})[.):\]]?\s+(?=\S)|\(?(?:\d{1,2})[.)]\s*(?=\S)|\((?:[a-z]|[ivx]{1,5})\)\s*|(?:[a-z]|[ivx]{1,5})[.)]\s+|[IVXL]{1,6}[.)]\s+|[A-Z][.)]\s+"
)
_CODES = ("L", "N", "PR", "OR", "SR", "LR", "NR")  # local, national, panel, overview, single agency
_BULLET = re.compile(
    r"[•●▪◦*–—‣·➢►▸■□→❖☐▢◻◦○-]\s+|>\s*(?:(?:so|and|therefore|hence|action|recommendation)\s?[:,–-]\s*)?(?=\w)|o\s+(?=[A-Z])"
)
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|firstly|secondly|thirdly|fourthly|fifthly|finally|lastly),\s+(?=\S)",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:i\s(?:therefore\s|also\s|would\s)?recommend|we['’]d\s(?:ask|recommend|urge)|we\swould\s(?:ask|recommend"
    r"|urge)|(?:the |this )?(?:[\w-]{1,40} ){0,3}?(?:panel|review|author|chair|report|we|family|"
    r"board)\s(?:(?:therefore|also|further|thus|accordingly|additionally|finally|strongly)\s)*"
    r"(?:recommends?|asks?|urges?|calls\son|call\son|proposes?|advises?|suggests?)|"
    r"(?:it\sis|is)\s(?:(?:therefore|also|further|thus|accordingly|additionally|finally|strongly)\s)*"
    r"(?:recommended|proposed|suggested|advised))\b",
    re.IGNORECASE,
)


def marker_of(text: str) -> tuple[int | None, bool, str, str]:
    """Where a line's own words begin, whether its label makes it a recommendation, the label's kind and heading.

    The heading is what the label says of agency or scope. The first is None where the line has no label.
    """
    if named := NAMED.match(text):
        rest = text[named.end() :]
        if not rest or rest[0].isupper() or rest[0] in "\"“'(" or named[0].rstrip()[-1:] in ":.–—-)":
            heading = named["bracket"] or (named["scope"] or "")
            return named.end(), True, "named", heading
    if label := _TEXT_LABEL.match(text):
        return label.end(), True, "named", ""
    coded = _CODED.match(text)
    if coded and (coded["code"].startswith("R") or coded["code"] in _CODES):
        return coded.end(), True, "named", coded["bracket"] or ("national" if "N" in coded["code"] else "")
    if ordinal := _ORDINAL.match(text):
        return (None if SAYS.match(text, ordinal.end()) else ordinal.end()), False, "ordinal", ""
    if by_agency := _BY_AGENCY.match(text):
        return by_agency.end(), True, "named", ""
    if counted := _COUNTED.match(text):
        named = NAMED.match(text, counted.end())  # "19.2 Recommendation 1"
        if named and (not text[named.end() :] or text[named.end()].isupper()):
            return named.end(), True, "named", named["bracket"] or (named["scope"] or "")
        if re.search(r"\d", counted[0]):
            return counted.end(), False, "counted", ""
        return counted.end(), False, "bracketed" if counted[0].startswith("(") else "lettered", ""
    if bullet := _BULLET.match(text):
        return bullet.end(), False, "bullet", ""
    if (agency := _AGENCY.match(text)) and agency["verb"] in ORDERS and recipients_in(agency["who"]):
        return 0, True, "agency", agency["who"]  # its name is part of what it is told
    return None, False, "", ""
