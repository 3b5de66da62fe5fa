"""Names of agencies as recommendations state them, told by the words that such names end in or hold."""

import re

_KIND = (
    r"Police|Constabulary|Probation(?: Service)?|Partnership|Council|Trust|Board|Service|Services|Hospitals?|Practice|"
    r"Surgery|Home Office|Department|Ministry|Authority|Commissioner|Social Care|Housing|Association|College|Charity|"
    r"Cafcass|CAFCASS|Crown Prosecution Service|CPS|CSP|ICB|CCG|NHS England|NHS|MARAC|MAPPA|IDVA|Refuge|Forum|"
    r"Commission|Government|Agency|College of Policing|Public Health|Education|School|Schools|Prison|Prisons|GP|GPs"
)
_NAME = r"(?:[A-Z][\w’'&-]*|and|of|for|the|&|,)(?:\s+(?:[A-Z][\w’'&-]*|and|of|for|the|in|&))*"
_HOLDS_KIND = re.compile(rf"\b(?:{_KIND})\b")
_OUGHT = r"should|must|shall|needs? to|to\b|is asked to|are asked to|will|ensures?|reviews?|develops?|provides?"
_START = re.compile(rf"^(?:that\s+)?(?:[Tt]he\s+)?(?P<name>{_NAME})\s+(?:{_OUGHT})\b")
_FOR = re.compile(r"\brecommendations?\s+(?:for|to)\s+(?:the\s+)?(?P<name>.+)$", re.IGNORECASE)
_BEFORE = re.compile(r"^(?P<name>.+?)(?:[’']s?)?\s+recommendations?$", re.IGNORECASE)
_NO_AGENCY = re.compile(
    r"^(?:all|any|each|every|both|other|local|regional|national|single|multi|key|panel|overview|imr|individual|summary|"
    r"recommendations?|relevant|partner|partners|agencies|conclusions?|lessons?|review)\b",
    re.IGNORECASE,
)
_LONGEST = 90


def _name(text: str) -> str:
    text = re.sub(r"^the\s+", "", text.strip(" :.–-"), flags=re.IGNORECASE)
    usable = text and not _NO_AGENCY.match(text) and len(text) <= _LONGEST and _HOLDS_KIND.search(text)
    return text if usable else ""


def agency_at_start(text: str) -> str:
    """ "The Probation Service should..." gives "Probation Service"; "" where no agency is named."""
    found = _START.match(text)
    return _name(found["name"]) if found else ""


def agency_in_heading(heading: str) -> str:
    """The agency a heading speaks to: "Recommendations for the Integrated Care Board", or its bare name."""
    found = _FOR.search(heading) or _BEFORE.match(heading)
    if found:
        return _name(found["name"])
    return _name(heading) if len(heading.split()) <= 8 and not heading.endswith("?") else ""
