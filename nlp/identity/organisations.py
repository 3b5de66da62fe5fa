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
_SINGLE_SEX = re.compile(rf"(?<![\w'’]){_CAP}(?:\s{_CAP}){{0,2}}\s(?:Girls|Boys)['’](?!\s[A-Z])")
_IN_BRACKETS = re.compile(
    rf"\b(?i:nursery|school|pre-?school|college|playgroup|childminder)\s\((?P<it>{_CAP}(?:\s{_CAP}){{1,3}})\)"
)
_PUPIL_AT = re.compile(r"[A-Z]\w+\s(?:at|in)\s")
_LOWER_SCHOOL = re.compile(rf"(?<![\w'’])(?P<name>{_CAP}(?:\s{_CAP}){{0,3}})\s{alternatives(_SCHOOL['lower'])}\b")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_CHUNK = (
    rf"(?:(?:[A-Z]\.\s?){{1,3}})?[A-ZÀ-Þ][\w'’-]{{0,30}}"
    rf"(?:\s{_JOIN}(?=\s(?!{_MONTH})[A-ZÀ-Þ])|\s[A-ZÀ-Þ&][\w'’-]{{0,30}}|\.(?=[a-z]+\b)|\s&(?=\s)){{0,6}}"
)
_AT_SCHOOL = re.compile(rf"\b{alternatives(_SCHOOL['before'])}(?:\s|(?<=\())(?:the\s)?(?P<it>{_CHUNK})")

_BUSINESS = alternatives(_EMPLOYER["lasts"])
_STREET = alternatives(vocabulary("addresses")["streets"])
_NOT_EMPLOYER = re.compile(rf"\b{alternatives(_EMPLOYER['not_employer'])}\b")
_NAMED_BUSINESS = re.compile(
    rf"(?<![\w'’])(?:(?:[A-Z]\.\s?){{1,3}})?{_CAP}(?:\s(?:{_CAP}|and|of|&|\d{{1,3}})){{0,4}}?\s{_BUSINESS}(?![\w-])(?:\s{_BUSINESS}(?!\w))*"
    rf"(?!\s{_STREET}\b)"
)
_AND_SONS = re.compile(rf"(?<!\w)(?P<it>{_CAP}(?:\s{_CAP})?\s(?:&|and)\s(?:Sons?|Daughters?)(?:\s{_CAP}){{0,2}})")
_CALLED = re.compile(
    rf"\b(?i:{alternatives(_EMPLOYER['firms'])}|bar|club|office)\s(?:is\s|was\s)?(?:called|named)\s(?:the\s)?(?P<it>(?:The\s)?{_CAP}(?:\s{_CAP}){{0,2}})"
)
# "worked all his life at Eastern Coachworks", "roofing for Tyne Slate & Lead"
_WORKED = re.compile(
    rf"\b(?i:{alternatives(_EMPLOYER['doing'])})\b(?:\s[a-z'’-]+){{0,5}}?\s(?:at|for)\s(?:the\s)?(?P<it>{_CHUNK})"
)
_WHERE = re.compile(
    rf"(?<![\w'’])(?P<it>(?:The\s)?{_CAP}(?:\s{_CAP}){{0,3}}),\swhere\s(?:she|he|they|[A-Z]\w+)\s(?:had\s|has\s)?(?:also\s)?(?:work|cook|clean|start|"
    r"(?:was|is)\s(?:an?\s|the\s|employed|on\sthe\stills?|(?:\w+\s)?(?:manager|chef|cook|cleaner|supervisor)\b))"
)
_TOLD_OF = re.compile(
    rf"(?<![\w'’])(?P<it>{_CAP}(?:\s(?:&\s)?{_CAP}){{0,3}})\s\((?:the|a|his|her|their)\s(?:[\w-]+\s){{0,2}}{alternatives(_EMPLOYER['firms'])}\b"
)
_INITIALS = re.compile(rf"(?<![\w&])(?P<it>[A-Z]\s?&\s?[A-Z]\s[A-Z][a-z]+(?:\s{_CAP})?)")
_APPOSED = re.compile(
    rf"(?<![\w'’])(?P<it>{_CAP}(?:\s(?:&\s)?{_CAP}){{0,3}}),\san?\s(?:[\w-]+\s){{0,2}}{alternatives(_EMPLOYER['firms'])}\b"
)
_FIRM_OF = re.compile(rf"\b(?:firm|practice|partners)\sof\s(?P<it>{_CAP}(?:,\s{_CAP}){{0,3}}\s(?:&|and)\s{_CAP})")
_MESSRS = re.compile(rf"\b(?P<it>Messrs\.?\s{_CAP}(?:\s(?:&|and)\s{_CAP})?)")
_WELSH_SHOP = re.compile(r"(?<!\w)(?P<it>(?:Siop|Caffi|Tafarn|Becws|Garej)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|Sgt)\b")
# "Harbury Fuels", "Ormsby Glassworks": what it makes or does, in an ordinary word, behind a name that is none
_TRADING = re.compile(
    rf"(?:(?<=\bat\s)|(?<=\bfor\s)|(?<=\bwith\s)|(?<=\bfrom\s)|(?<=\bby\s)|(?<=\())(?P<name>{_CAP})(?:\s{_CAP}){{0,2}}\s(?P<trade>[A-Z][a-z]{{2,}}(?:ings?|ers|works|ies|s|house))\b(?!\s[A-Z])"
)
_TRADE = re.compile(r"[A-Z][a-z]{2,}(?:ings?|ers|works|ies|ment|s)")
_WORKERS = rf"\b{alternatives(_EMPLOYER['workers'])}s? (?:at|for|with|in|from|of)"
_AT_WORK = re.compile(rf"\b(?i:{alternatives(_EMPLOYER['before'])}|{_WORKERS})(?:\s|(?<=\())(?:the\s)?(?P<it>{_CHUNK})")
# Firms that everybody knows, wherever they stand
_KNOWN = re.compile(rf"(?<!\w){alternatives(_EMPLOYER['known'])}(?:\s(?:Extra|Express|Metro|Local|Superstore))?(?!\w)")
_KNOWN_IN_CHAT = re.compile(rf"\b(?:from|at|for|by)\s(?P<it>(?i:{alternatives(_EMPLOYER['known'])}))(?!\w)")
# "the Clunderwen Farmers lorry", "limo firm (Crescent Executive)", "Payslips Fenland Brassicas"
_CAPS = rf"{_CAP}(?:\s(?:&\s|and\s(?=[A-Z]))?{_CAP}){{0,3}}"
_BELONGING = re.compile(
    rf"\b(?:[Tt]he|an?|his|her|their|in)\s(?P<it>{_CAPS})\s{alternatives(_EMPLOYER['belongings'])}\b"
)
_SHOWN = re.compile(
    rf"\b(?i:{alternatives(_EMPLOYER['shown_by'])})(?:\s(?:from|of|for|at|with|says|said|is|=|\|)|:|,|\s=)?\s\(?[\"“]?(?P<it>{_CAPS})"
)
_BRACKETED = re.compile(
    rf"\b(?i:{alternatives(_EMPLOYER['firms'])}|{alternatives(_EMPLOYER['workers'])})\s\((?P<it>{_CAPS})\)"
)
_PAIR = re.compile(
    rf"(?:(?<=\bat\s)|(?<=\bfrom\s)|(?<=\bby\s)|(?<=\bfor\s)|(?<=\bwith\s)|(?<=\bof\s)|(?<=\boutside\s)|(?<=\binto\s))(?P<it>{_CAP}(?:\s{_CAP})?\s&\s{_CAP}(?:\s{_CAP})?)(?!\s\(?(?:19|20)\d\d)"
)
_IS_FIRM = re.compile(
    rf"(?<![\w'’])(?P<it>{_CAP}(?:\s{_CAP}){{0,2}})\s(?:is|was|are)\san?\s(?:[\w-]+\s){{0,2}}{alternatives(_EMPLOYER['firms'])}\b"
)
_POSSESSED = re.compile(
    r"\b(?:work|lanyard|shifts?|uniform|rota|job|boss)\b[^\n]{0,40}\b(?:to|at|from|for)\s(?P<it>[A-Z][a-z]+['’]s)(?=[.,;]|$)",
    re.MULTILINE,
)
_TRADE_OF_WORDS = re.compile(
    rf"\b(?i:{alternatives(_EMPLOYER['workers'])}),?\s(?P<it>[A-Z][a-z]+\s[A-Z][a-z]+)(?=[,.;]|\sin\b)"
)
_BUILDING = re.compile(rf"\b(?:House|Court|Lodge|Station|Hospital|Estate|Flat(?:\s[A-Z\d]+)?|Room|{_STREET[3:-1]})$")
_ENDS_AS_BUSINESS = re.compile(rf"\s{_BUSINESS}$")
_HOME = re.compile(r"\b(?:House|Cottage|Farm|Lodge|Barn)$")
_OF_PUPILS = re.compile(r"(?:pupil|[Ss]ch(?:ool)?\b|nursery|college|a place|board|DSL|Y(?:ear)?\s?\d)")
_HOUSE_NUMBER = re.compile(r"\d[A-Za-z]?,?\s$")
# Words of agencies that firms have in their names too
_SOFT = frozenset(_EMPLOYER["soft"].split())
_SCHOOL_THING = re.compile(
    rf"(?<![\w'’])(?P<it>{_CAP}(?<!['’]s)(?:\s{_CAP}){{0,2}})(?=\s(?:blazer|jumper|sweatshirt|uniform|book\s?bag|playground|school\s(?:gates?|run|bus)|PTA|pupils?|class|inset|(?:\((?:[Uu]pper|[Ll]ower|upper\ssite|lower\ssite|Juniors?|Infants?|(?:the|a)\s(?:PRU|school|nursery|academy|special\sschool))\)))|['’]s\s(?:head|headteacher|DSL|SENCO|office\srang)\b)"
)
_NURSERY_NAME = re.compile(rf"(?<!\w){alternatives(_SCHOOL['nursery_names'])}(?!\w)", re.IGNORECASE)
_DENOMINATION = re.compile(
    rf"(?<!\w){_CAP}\s(?:{_CAP}\s){{0,3}}(?:RC|R\.C\.|C\sof\sE|CofE|CE|VA|VC|Inf|Jnr|Jun|Prim|Sch|Acad|Coll|Infs|Jnrs)\b\.?"
)
_LEADING = re.compile(
    r"(?:The|A|An|His|Her|Their|Our|At|In|Of|For|From|When|While|And|But|Mr|Mrs|Ms|Both|That|This|Also|Then)\s"
)


def find_schools(text: str, lexicon) -> Iterator[Span]:
    """Schools, nurseries and colleges, by the ending of their name or by "attended" before it."""
    for pattern in _NAMED_SCHOOLS:
        for match in pattern.finditer(text):
            pupil = _PUPIL_AT.match(match[0])  # "Lacey at Hadrian View Primary"
            if not lexicon.is_generic(match[0]):
                yield match.start() + (pupil.end() if pupil else 0), match.end()
    for match in _LOWER_SCHOOL.finditer(text):
        words = match["name"].split()
        if not all(lexicon.is_word(word) for word in words) or (
            len(words) > 1 and match.start() and text[match.start() - 2] not in ".!?\n"
        ):
            yield match.span()
    for pattern in (_NURSERY_NAME, _DENOMINATION, _SINGLE_SEX, _IN_BRACKETS):
        yield from (match.span(match.lastgroup or 0) for match in pattern.finditer(text))
    for match in _SCHOOL_THING.finditer(text):
        words = match["it"].split()
        if len(words) == 1 and lexicon.is_first_name(words[0]) and text.startswith(("'s", "’s"), match.end("it")):
            continue  # "Simran's head of year"
        if not lexicon.is_agency(match["it"]) and not all(
            lexicon.is_word(word) or lexicon.is_thing(word) or lexicon.is_first_name(word) for word in words
        ):
            yield match.span("it")
    for match in _AT_SCHOOL.finditer(text):
        elsewhere = _BUILDING.search(match["it"]) or _ENDS_AS_BUSINESS.search(match["it"])
        told = _OF_PUPILS.match(match[0])
        first, *others = match["it"].split()
        if not told and others and lexicon.is_first_name(first) and not lexicon.is_word(others[0]):
            continue  # "transferred to Lorna Quigg"
        if _is_proper(match["it"], lexicon, single=bool(told)) and (_OF_PUPILS.match(match[0]) or not elsewhere):
            yield match.span("it")


def find_employers(text: str, lexicon) -> Iterator[Span]:
    """Businesses by the ending of their name, and whatever is named as a place of work."""
    for match in (*_AT_WORK.finditer(text), *_WORKED.finditer(text)):
        name = match["it"]
        if match[0].startswith("own") and _HOME.search(name):
            continue
        if (
            name[0].isupper()
            and not _TITLED.match(name)
            and _is_proper(name, lexicon, single=True)
            and not _NOT_EMPLOYER.search(name)
        ):
            yield match.span("it")
    for pattern in (_KNOWN, _KNOWN_IN_CHAT):
        yield from (match.span("it" if pattern is _KNOWN_IN_CHAT else 0) for match in pattern.finditer(text))
    for pattern in (
        _BELONGING,
        _SHOWN,
        _BRACKETED,
        _PAIR,
        _IS_FIRM,
        _POSSESSED,
        _AND_SONS,
        _CALLED,
        _WELSH_SHOP,
        _WHERE,
        _TOLD_OF,
        _MESSRS,
        _INITIALS,
        _APPOSED,
        _FIRM_OF,
    ):
        for match in pattern.finditer(text):
            if _may_be_firm(match["it"], lexicon, agency=" & " not in match["it"]):
                yield match.span("it")
    for match in _TRADE_OF_WORDS.finditer(text):
        words = match["it"].split()
        if all(lexicon.is_word(word) for word in words) and not lexicon.is_agency(match["it"]):
            yield match.span("it")
    for match in _TRADING.finditer(text):
        name, trade = match["name"], match["trade"]
        if re.fullmatch(r"Mews|Gardens|Buildings|Villas|Cottages", trade):
            continue
        plain_trade = lexicon.is_word(trade) and not lexicon.is_name(trade)
        named = not lexicon.is_word(name) or lexicon.is_name(name) or lexicon.is_place(name)
        if plain_trade and named and not _NOT_EMPLOYER.search(match[0]) and not lexicon.is_agency(match[0]):
            yield match.span()
    for match in _NAMED_BUSINESS.finditer(text):
        start = match.start()
        if led := _LEADING.match(match[0]):
            start += led.end()
        name = text[start : match.end()]
        numbered = _HOUSE_NUMBER.search(text, max(0, start - 6), start)
        if " " in name and not numbered and not _NOT_EMPLOYER.search(name) and not lexicon.is_generic(name):
            yield (start, match.end())


def is_firm(name: str, lexicon) -> bool:
    """Whether what stands where a person might is a firm: "Brightwater Conservatories"."""
    words = name.split()
    return (
        len(words) > 1
        and all(len(word) > 1 for word in words)
        and not lexicon.is_first_name(words[0])
        and bool(_TRADE.fullmatch(words[-1]))
        and (lexicon.is_word(words[-1]) or words[-1].endswith(("works", "founders", "makers")))
        and not lexicon.is_name(words[-1])
    )


def _may_be_firm(name: str, lexicon, *, agency: bool = True) -> bool:
    """Whether capitals can name a firm: not all of them are things, places, people's first names or, where `agency`,
    agencies' words."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    capitals = [word for word in words if word[0].isupper()]
    if _NOT_EMPLOYER.search(name) or lexicon.is_place(name) or (agency and lexicon.is_agency(name)):
        return False
    if any(word.isupper() and len(word) < 5 for word in capitals):
        return False
    return not (
        all(lexicon.is_thing(word) or lexicon.is_first_name(word) for word in capitals)
        or (len(capitals) == 1 and lexicon.is_word(capitals[0]))
    )


def _is_proper(name: str, lexicon, *, single: bool = False) -> bool:
    """Whether a chunk with capitals names something of its own: no place, agency, month or person.

    An ordinary word alone counts where `single`.
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    capitals = [word for word in words if word[0].isupper() and word not in ("The", "A")]
    if not capitals or lexicon.is_place(" ".join(words)) or (lexicon.is_place(capitals[0]) and len(capitals) == 1):
        return False
    if any(lexicon.is_agency_word(word) and word not in _SOFT for word in words) or all(
        lexicon.is_thing(word) for word in capitals
    ):
        return False
    if len(capitals) == 1:
        return (single or not lexicon.is_word(capitals[0])) and not lexicon.is_first_name(capitals[0])
    return True
