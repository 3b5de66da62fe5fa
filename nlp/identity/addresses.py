"""House and street, flats and named houses, "number 14". Towns and counties are no addresses."""

import re
from collections.abc import Iterable, Iterator

from nlp.identity.spans import Span, alternatives, any_of, vocabulary

_WORDS = vocabulary("addresses")
_I = re.IGNORECASE
_CAP = r"[A-ZÀ-Þ][\w'’.-]{0,30}"
_JOIN = r"(?:the|of|upon|y|yr|and|on|le|de|-|ap|&|in)"
_STREET = alternatives(_WORDS["streets"])
_WAY = alternatives(f"{_WORDS['streets']}|{_WORDS['ways']}")
_HOUSE = alternatives(_WORDS["houses"])
_UNIT = alternatives(_WORDS["units"])
_WELSH = alternatives(_WORDS["welsh"])
_NUMBER = r"(?:\d{1,4}(?:[A-Za-z]|\s[A-Ka-k])?\b(?:\s?[-–/]\s?\d{1,4}[A-Za-z]?)?)"
_NOT_HOUSE = alternatives(_WORDS["not_houses"])
_QUIET = (
    r"(?:Hollow|Rise|Croft|Fold|Garth|Mount|Chase|Glade|Nook|"
    r"Spinney|Copse|Paddock|Meadows?|Green|Row|Approach|Knoll|Barn|Mill|Forge|Corner|Yard|Wharf|Quay|View|Manse|Rectory|Vicarage|Presbytery|Parsonage|Schoolhouse|Isaf|Uchaf|Ganol|Fawr|Fach|Newydd|"
    r"Steading|Mains|Grange|Manor|Towers|Bungalow|Cottages?|Mews|Gables|Haven)"
)
_IN_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:-\\w+)?"
)
_WORDS_OF_NAME = rf"(?:(?:{_CAP}|{_JOIN})\s){{0,4}}"

_STREET_NAME = rf"(?:The\s)?{_CAP}\s(?:(?:{_CAP}|{_JOIN})\s){{0,2}}?{_WAY}\b(?:\s{_WAY}\b){{0,2}}"
_NUMBERED = (
    rf"(?:(?:[Nn]umber|[Nn]o\.?|Nos\.?)\s)?{_NUMBER},?\s(?:{_STREET_NAME}|The\s{_WAY}\b|{_WELSH}[ -](?:(?:y|yr|"
    rf"[A-Z]\w+|[a-z]+-\w+)(?:[ -](?=\w))?){{1,3}}\b)"
)
_BARE = (
    rf"(?:{_CAP}\s){{1,3}}{_STREET}\b(?!\s(?:Primary|Infant|Junior|School|Academy|Nursery|Surgery|Police|"
    rf"Station|Practice|Clinic|Hospital|Health|Medical))"
)
_OLD_HOUSE = alternatives(_WORDS["old_houses"])
_NAMED_ONLY = alternatives(_WORDS["named_only"])
_NAMED_ALONE = any_of(_WORDS["named_alone"].split("|"))
_DWELLING = alternatives(_WORDS["dwellings"])
_HOUSE_NAME = (
    rf"(?:(?:High|Upper|Lower|Nether|Old)\s(?={_CAP}\s{_HOUSE}\b))?(?!{_NOT_HOUSE}\s){_CAP}\s(?:(?!{_NOT_HOUSE}\s){_CAP}\s){{0,2}}{_HOUSE}\b(?![-’'])"
    r"(?!\s(?:Shop|Foods|Supplies|Caravans|Stores?)\b)"
)
_UNIT_NAME = rf"{_UNIT}(?:\s(?:[A-Z]?\d{{1,4}}(?:/\d{{1,3}}|[A-Za-z])?|[A-Z]))?"

_HEADLAND = rf"(?:{_HOUSE}|{_WAY}|Forge|Maltings|Gatehouse|Vicarage|Rectory|Schoolhouse|Stables|Granary|Smithy)"
_NAMED_ROAD = rf"{_CAP}\s(?:{_CAP}\s)?{_WAY}\b"
_STOP = r"(?=[,.;:)\]\n\"”]|\s{2}|\s(?:and|on)\b|\s\(|$)"
# A house with its street and a part of a house: told before businesses, which end like them ("The Old Forge")
_IN_TWO_PARTS = (
    re.compile(
        rf"(?<![\w.,£/-])(?:\d{{1,4}}[a-z]?\s)?(?:[Tt]he\s(?:{_CAP}\s){{0,2}}|{_CAP}\s(?:{_CAP}\s)?){_HEADLAND},\s{_NAMED_ROAD}{_STOP}"
    ),
    re.compile(
        rf"(?<!\w)(?:The\s)?{_CAP}(?:\s{_CAP}){{0,2}},\s(?:Flat|Apartment|Apt|Room)\s[A-Z]?\d{{1,4}}[A-Za-z]?\b"
    ),
    re.compile(
        rf"(?:(?<=\bleft\s)|(?<=\bat\s)|(?<=\bto\s)|(?<=\bfrom\s)|(?<=\bleaving\s)|(?<=\bbought\s)|(?<=\brented\s)|(?<=\bsold\s))(?:The\s)?{_CAP},\s{_NAMED_ROAD}{_STOP}"
    ),
    re.compile(
        rf"(?<!\w)(?:(?:Top|Upper|Lower|Ground\sFloor|First\sFloor|Second\sFloor|Third\sFloor|Basement|Garden|Rear|Middle)\s)?(?:Flat|Apartment|Apt|Mooring|Berth|Pitch|Plot|Caravan|Chalet|Block)\b"
        rf"(?:\s(?:[A-Z]?\d{{1,4}}[A-Za-z]?|[A-Z]))?,?\s(?:Room\s\d{{1,4}},\s)?(?:{_NUMBER}\s{_CAP}(?:\s{_CAP}){{0,2}}|The\s{_CAP}|[A-Z][a-z]+(?:side|gate|view|croft|house|court|wharf|way|bank)|{_CAP}\s{_CAP}(?:\s{_CAP}){{0,2}}){_STOP}"
    ),
)
_PATTERNS = (
    re.compile(
        rf"\b(?:at|to|from|in|of|[Aa]ddress:|[Hh]ome:)\s(?P<it>{_NAMED_ALONE})(?=[.;)]|,\s|\s[a-z]|\s\()(?!,?\s(?:ward|unit|estate|school))"
    ),
    re.compile(
        rf"(?<!\w)(?:{_UNIT_NAME}(?:\s\([^()\n]{{1,30}}\))?,?\s)(?:{_NUMBERED}|{_CAP}\s{_WORDS_OF_NAME}{_WAY}\b)"
    ),
    re.compile(rf"(?<!\w)The\s{_NAMED_ONLY},\s\d{{1,4}}[a-z]?\s{_CAP}(?:\s{_CAP})?"),
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\s[A-Z]\w+(?:\s[A-Z]\w+)?(?:,|\sat|\sof)\s(?P<it>\d{1,3}/\d{1,3})(?![\w/])"),
    re.compile(
        r"\b(?:(?:[Tt]hem|[Hh]im|[Hh]er|[Tt]hose)\sat\s(?P<it>(?:1[3-9]|[2-9]\d|\d{3})[a-d]?)|(?:[Ff]amily|[Cc]ouple|[Mm]an|[Ww]oman|[Ll]ady|[Pp]eople|[Nn]eighbours?|[Ll]ot)"
        r"\sat\s(?P<of>\d{1,3}[a-d]?))(?=[.,;]|\s(?:and|with|has|had|is|was|are|who|said)\b)"
    ),
    re.compile(r"(?<![\w.,£/-])\d{1,4}[a-z]?\s[a-z'’]{4,20}\sst\b"),
    re.compile(
        r"\bflat\s\d{1,3}[a-z]?,?\s[a-z'’]{3,20}\s(?:court|house|heights|towers?|street|road|lane|mews|buildings|point)\b"
    ),
    re.compile(r"(?<!\w)(?:Flat|Flt|Apartment|Apt|Bedsit)\s(?:[A-Z]?\d{1,4}(?:/\d{1,3}|[A-Za-z])?|[A-Z])\b"),
    re.compile(r"\bflat\s\d{1,3}[a-z]?(?![\w%/]|\.\d|\s(?:or|and)\s\d)"),
    re.compile(
        rf"(?<!\w){_CAP}\s(?:End|View|Lodge|Cottage|House|Rise|Dene|Bank|Croft|Mount|Nook|Lea|Leigh|Holme|Villa|Side|Gate|Reach),\s{_NUMBERED}"
    ),
    re.compile(rf"(?<![\w.,£/-]){_NUMBERED}"),
    re.compile(rf"(?<!\w){_BARE}(?:\sgarages?|\sflats?)?(?:,\s[Nn]o\.?\s?\d{{1,3}}[a-z]?\b)?"),
    re.compile(rf"(?<!\w){_CAP}\s(?:Court|House|Towers?|Mews|Flats|Point|Heights),\s[Nn]o\.?\s?\d{{1,3}}[a-z]?\b"),
    re.compile(rf"(?<!\w){_CAP}(?:\s{_CAP})?,\s(?:{_WELSH})\s(?:y\s|yr\s)?[A-Z]\w+"),
    re.compile(rf"(?<!\w)(?:{_WELSH})\s(?:(?:y|yr|[A-Z]\w+)[\s-]?){{1,3}}\b,\s(?:{_WELSH})\s(?:y\s|yr\s)?[A-Z]\w+"),
    re.compile(
        rf"(?:(?<=\bto\s)|(?<=\bat\s)|(?<=\bof\s)|(?<=\bin\s)|(?<=:\s)|(?<=[\"“])|(?<!\w)(?=The\s|{_CAP}\s(?:{_CAP}\s)?{_HOUSE},))(?:The\s)?{_CAP}(?:\s{_CAP}){{0,2}},\s(?={_CAP}\s(?:{_CAP}\s)?{_WAY}\b|\d{{1,4}}[A-Za-z]?\s(?:The\s)?{_CAP}\s)(?:{_NUMBER}\s)?(?:The\s)?{_CAP}\s?(?:{_CAP}\s)?{_WAY}?\b"
    ),
    re.compile(
        rf"(?<!\w)(?:(?<![\w.,£/-])\d{{1,4}}[a-z]?\s)?{_HOUSE_NAME}(?:,\s(?:Flat|Apt|Room)\s[\dA-Z][\d/A-Za-z]{{0,4}}|,\s\d{{1,3}}[a-z]?(?=[.,;]\s)|\sHotel)?"
    ),
    re.compile(rf"\b(?:[Rr]m|[Ff]lat|[Rr]oom|[Aa]pt|[Uu]nit)\s\d{{1,3}}[A-Za-z]?,\s{_NUMBERED}"),
    re.compile(r"\b(?:live|lives|lived|living)\s(?:\w+,?\s){0,2}(?P<it>\d{1,3}[A-Da-d])(?=[.,;])"),
    re.compile(r"\b(?:at|from|of|to)\s(?P<it>\d{1,3}[A-Da-d])\b(?!\.?m\b)(?=[,.;)]|\s[a-z])"),
    re.compile(r"\b(?P<it>no\.\s\d{1,3}[a-d]?)(?=\))"),
    re.compile(
        r"(?<!\w)(?:Static|Rm|Garden\s[Ff]lat|Lodge|Chalet|\d{1,2}(?:st|nd|rd|th)\s[Ff]loor)(?:\s\d{1,3}[a-z]?)?(?=,\s(?:[Ff]lat\s\d|[A-Z\d]))"
    ),
    re.compile(
        r"(?<![\w.,£/-])\d{1,4}[a-z]?\s(?:Boulevard|Parade|Broadway|Esplanade|Promenade|Embankment|Crescent|Terrace)\b(?!\s[A-Z])"
    ),
    re.compile(r"(?<!\w)(?:Heol|Ffordd|Stryd|Lôn)\s(?:y\s|yr\s)?[A-Z]\w+"),
    re.compile(
        rf"(?<!\w)(?:(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)(?:-\w+)?|{_IN_WORDS})\s{_CAP}\s(?:{_CAP}\s)?{_WAY}\b"
    ),
    re.compile(
        rf"\b(?:[Hh]ome|[Aa]ddress|[Aa]ddr|Loc|LOC|[Pp]roperty)\s?:\s{{1,20}}(?P<it>{_NUMBER}\s{_CAP}(?:\s{_CAP}){{0,3}})"
    ),
    re.compile(r"\bfarm(?:s|ed)\s(?P<it>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)(?=[,.;])"),
    re.compile(rf"\bfarm(?:s|ed|ing)\b[^.\n]{{0,30}}\sat\s(?P<it>{_CAP}(?:\s{_CAP})?)(?=[.,;])"),
    re.compile(
        r"(?<![\w.,£/-])\d{1,4}[a-z]?\s(?:[a-z'’]{3,20}\s){1,2}(?:road|rd|street|lane|avenue|ave|crescent|close|terrace|gardens|grove|drive|cottages|hse)\b"
    ),
    re.compile(
        rf"(?:\b{alternatives(_WORDS['before'])}\s|[\"“])(?P<it>(?:number|no\.?|house number|"
        rf"nr\.?)\s\d{{1,3}}\s?[a-z]?\b(?![/\d-]|\s(?:of|in\sthe|agenc|people))"
        rf"(?:,?\s{_CAP}\s{_WAY}\b)?)",
        _I,
    ),
    re.compile(rf"\b(?:at|to|of|from|lives?\sat|lived\sat)\s(?P<it>number\s(?:{_IN_WORDS}))\b(?!\sof|\sin\sthe)"),
    re.compile(rf"(?<![\w.,£/-])(?<=\sat\s|\sto\s|\sof\s)\d{{1,4}}[a-z]?\sThe\s{_CAP}"),
    re.compile(r"\b[Nn]o\.\s\d{1,3}\b(?=['’]s|\s(?:said|heard|saw|told|rang|called))"),
)
_AFTER_LABEL = re.compile(
    rf"\b{alternatives(_WORDS['label'])}\b:?\s{{1,30}}(?P<it>{_CAP},\s{_CAP}\s(?:{_CAP}\s)?{_WAY}\b|{_NUMBER}?,?\s?(?:The\s)?[A-Z][\w'’-]+(?:\s(?:{_CAP}|y|yr))"
    rf"{{1,3}}|{_NUMBER}\s[A-Z][\w'’-]+)",
)
_AFTER_PREPOSITION = re.compile(
    rf"\b{alternatives(_WORDS['before'])}[:,]?\s(?P<it>\d{{1,3}}[A-Za-z]?\s(?:(?:The|Y|Yr)\s)?[A-Z][a-z][\w'’-]+(?:[\s-](?:y|yr|{_CAP})){{1,3}})"
)
_BEFORE_POSTCODE = re.compile(
    rf"(?P<it>(?<![\w./-])\d{{1,4}}[A-Za-z]?,?\s[A-Z][\w'’-]+(?:\s(?:y|yr|{_CAP})){{0,3}}),?\s(?:[A-Z]\w+,?\s){{0,2}}"
    r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
)


# Houses that go by a name alone, moorings and plots, rooms over a shop
_BY_NAME = (
    re.compile(rf"(?<![\w.,£/-])\d{{1,3}}[a-z]?,\sThe\s{_CAP}"),
    re.compile(rf"(?<![\w.£-]){_NUMBER}\sThe\s{_CAP},\s{_NAMED_ROAD}"),
    re.compile(rf"\b[Tt]he\s(?!Old\b){_CAP},\s{_CAP}\sLane\b"),
    re.compile(
        rf"(?<!\w)(?:[Tt]he\s)?Old\s{_OLD_HOUSE}(?!\w)['’]?(?:,\s{_CAP}(?:\s{_WAY}\b)?)?(?!\s(?:Surgery|Street|Road|Lane))"
    ),
    re.compile(
        rf"(?<!\w)(?:[Tt]he|Y|Yr)\s{_NAMED_ONLY}\b(?!\s(?:Surgery|Practice|School|Centre|Clinic|Hospital|[Uu]nit|Prep\w*|(?:Nursing|Care|Residential|Rest)\sHome))"
    ),
    re.compile(
        rf"(?<!\w)(?:\d{{1,4}}[a-z]?\s)?(?:{_CAP}\s){{1,2}}(?:Manse|Rectory|Vicarage|Presbytery|Parsonage|Isaf|Uchaf|Ganol|Steading|Mains|Farmhouse|Caravan\sSite|Holiday\sPark|Marina|Moorings?)\b(?!\s(?:Primary|Infant|Junior|School|Academy|Nursery))"
    ),
    re.compile(
        rf"\b(?:[Pp]itch|[Pp]lot|[Bb]erth|[Mm]ooring|[Bb]edsit|[Cc]halet)\s(?:no\.?\s)?\d{{1,3}}[A-Za-z]?\b(?:,?\s(?:at|on|in)?\s?(?:the\s)?{_CAP}(?:\s{_CAP}){{0,3}})?"
    ),
    re.compile(rf"\b[Rr]oom\s\d{{1,3}}[A-Za-z]?,?\s(?:at\s|in\s)?[Tt]he\s{_CAP}(?:\s{_CAP}){{0,2}}"),
    re.compile(rf"\b[Rr]oom\s\d{{1,3}}[A-Za-z]?,\s{_CAP}\s(?:Hotel|Hostel|Guest\sHouse|Lodge|House|Inn|Hall)\b"),
    re.compile(
        rf"\b(?:nb|[Nn]arrowboat|[Hh]ouseboat|[Bb]oat|[Bb]arge),?\s[\"“‘']{_CAP}(?:\s{_CAP}){{0,3}}[\"”’'](?:,\s(?:moored\s)?(?:at|on|off|in|below|above|near|by)\s(?:the\s)?{_CAP}(?:\s{_CAP}){{0,2}})?"
    ),
    re.compile(rf"\b(?:moored|berthed)\s(?:at|on|off|near)\s(?:the\s)?{_CAP}(?:\s{_CAP}){{0,2}}"),
    re.compile(
        rf"\b{_DWELLING}\s(?:at|over|above|behind|on|beside|next\sto|opposite)\s(?:the\s)?(?!The\b){_CAP}(?:\s(?:&\s)?{_CAP}){{0,4}}"
    ),
    re.compile(
        rf"(?<!\w)(?!The\s){_CAP}(?:\s(?:&\s)?{_CAP}){{1,2}},?\s(?:(?:rear|upper|top|basement|upstairs)\s)?flat\b(?!\s(?:refusal|rate|screen))"
    ),
    re.compile(rf"(?<!\w)(?:[A-Z][a-z]+|the)\s(?:barn|yard|shed|cottage|farm|annexe|stables?|lodge),\s{_NAMED_ROAD}"),
    re.compile(
        r"\b(?:I['’]?m|[Ww]e['’]?re|[Tt]hey['’]?re|(?:[Ss]?[Hh]e|him|her|mum|mam|dad)['’]s|lives?|lived|living|staying|stays|stayed)\sat\s(?P<it>\d{1,3}[a-d]?)(?=[.;]|,\s(?!\d|when|she|he)|\s(?:and|with|next|opposite|over|across)\b)"
    ),
    re.compile(
        r"\b(?:they['’]?re|we['’]?re|(?:mum|mam|dad|nan|hers|his|mine|theirs)['’]?s?|which)\s(?:is\s)?(?P<it>\d{2,3}[a-d]?)(?=,\s(?:over|above|next|opposite|behind|across)\b|\.\s(?=I\b))"
    ),
    re.compile(r"\b(?:come\s(?:to\s|round\s)?mine|addr|address)[\s.,:]{1,3}(?P<it>\d{1,3}[a-d]?\s[a-z]{4,15})\b"),
)


def find_houses(text: str) -> Iterator[Span]:
    """Houses with their street, and parts of houses: "The Old Forge, Nags Corner", "Mooring 4, Gas Basin"."""
    for pattern in _IN_TWO_PARTS:
        yield from (match.span() for match in pattern.finditer(text) if not _is_agency(match[0]))
    for pattern in _BY_NAME:
        for match in pattern.finditer(text):
            of_work = _WORKED_AT.search(text, max(0, match.start() - _BEFORE), match.start())
            if not _is_agency(match[0]) and not of_work:
                yield match.span("it" if "it" in pattern.groupindex else 0)


def find_again(text: str, addresses: Iterable[str]) -> Iterator[Span]:
    """The house numbers of `addresses` where they stand alone: "Knocked at 73b", "stayed at 44 next door"."""
    numbers = {match[0] for match in map(_HOUSE_NUMBER.match, addresses) if match}
    yield from (match.span("it") for match in _NUMBER_ALONE.finditer(text) if match["it"] in numbers)


def find_addresses(text: str, is_place, is_ordinary) -> Iterator[Span]:
    """Addresses in `text`. `is_place` and `is_ordinary` tell of words what they are besides."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastgroup) if pattern.groupindex else match.span()
            if not _is_agency(text[start:end]):
                yield (start, end)
    for match in _BY_ROAD.finditer(text):
        if not is_place(match["house"]) and not is_ordinary(match["house"]):
            yield match.span()
    for match in (*_SINGLE.finditer(text), *_GATE.finditer(text), *_WELSH_HOUSE.finditer(text)):
        name = match[match.lastgroup]
        words = re.findall(r"[^\W\d_][\w'’-]*", name)
        if not is_place(" ".join(words)) and not _is_agency(name):
            yield match.span(match.lastgroup)
    for match in _BEFORE_POSTCODE.finditer(text):
        yield match.span("it")
    for pattern in (_AFTER_LABEL, _AFTER_PREPOSITION):
        for match in pattern.finditer(text):
            words = re.findall(r"[^\W\d_][\w'’-]*", match["it"])
            numbered = match["it"][0].isdigit()
            if is_place(" ".join(words)) or (any(is_place(word) for word in words[:1]) and not numbered):
                continue
            if (numbered and not is_ordinary(words[0])) or (
                not numbered and pattern is _AFTER_LABEL and _HOUSE_LIKE.search(match["it"])
            ):
                yield match.span("it")


_SINGLE = re.compile(
    rf"\b(?:at|to|from|in|left|address|of|tenancy\sof|lived\sin|lives\sin|moved\sinto)\s(?P<it>(?:\d{{1,3}}[A-Za-z]?\s[A-Z][a-z][\w'’-]+|{_CAP}\s(?:{_CAP}\s)?{_QUIET}))"
    rf"(?=[,.;)\n]|\s(?:and|ended|was|when|with|on)\b|\s\(|$)"
)
_GATE = re.compile(
    rf"(?<=\bthe\s)(?P<estate>{_CAP}(?:\s{_CAP})?)\s(?:estate|flats|tower\sblock|caravan\s(?:park|site))\b|"
    r"\b(?:in|on|along|off|down)\s(?P<it>[A-Z][a-z]{2,}gate)\b"
)
_SHORT_NUMBER = r"(?:\d{2,4}[A-Za-z]?|\d[A-Za-z])\b"  # one figure alone may count anything
_HOUSE_NUMBER = re.compile(_SHORT_NUMBER)
_NUMBER_ALONE = re.compile(
    rf"\b(?:at|to|from|of|outside|number|no\.?)\s(?P<it>{_SHORT_NUMBER})"
    r"(?=[.;)\n]|,\s[a-z]|\s(?:and|no|for|with|next|when|again|but|since|until|all|by)\b|$)"
)
_BY_ROAD = re.compile(
    rf"(?<!\w)(?P<house>[A-Z][a-z]{{3,}}),\s{_CAP}\s(?:Road|Lane|Street|Avenue|Drive|Close|Hill|Row|Terrace|Way)\b"
)
_WELSH_HOUSE = re.compile(
    r"\b(?:at|to|from|in|of|outside)\s(?P<it>(?:Tŷ|Ty|Bryn|Plas|Cefn|Hafod|Llwyn|Bwthyn|Hendre)\s[A-Z]\w+)(?=[,.;)]|\s[a-z])"
)
_HOUSE_LIKE = re.compile(rf"\b{_WAY}$")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|Sgt|Cllr)\b")
_BEFORE = 40
_WORKED_AT = re.compile(
    r"\b(?:assistant|worker|carer|nurse|manager|cleaner|cook|chef|HCA|job|works?|worked|working|employed|shifts?)\s(?:at|for|in)\s(?:the\s)?$"
)
_AGENCY = re.compile(
    rf"\b(?:Police|Council|Trust|Hospital|Surgery|Practice|Station|Clinic|Centre|Board|Service|Academy|School)\b(?!\s(?:{_STREET}|Approach|Hill|Green)\b)|^[A-Z]+\s(?:Road|Street)$"
)


def _is_agency(found: str) -> bool:
    return bool(_AGENCY.search(found) or _TITLED.match(found))
