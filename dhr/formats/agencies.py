"""Names of agencies as recommendations state them, told by capitals and by the words that such names hold."""

import re

_KIND = (
    r"Police|Constabulary|Probation|Partnership|Council|Trust|Board|Services?|Hospitals?|Practice|Surgery|Department|"
    r"Home Office|Ministry|Authority|Commissioner|Social Care|social care|Housing|Association|College|Charity|Cafcass|"
    r"CAFCASS|CPS|CSP|ICB|CCG|NHS|MARAC|MAPPA|IDVA|Refuge|Forum|Commission|Government|Agency|Public Health|Education|"
    r"Schools?|Prisons?|practices?"
)
_WORD = r"[A-Z][\w’'&-]*"
_NAME = (
    r"(?:(?:Adults?|Children(?:[’']s)?) [Ss]ocial [Cc]are(?: in [A-Z]\w+)?|GP\d* [Pp]ractices?|"
    rf"{_WORD}(?:\s+(?:{_WORD}|and|of|for|the|in|&))*(?:\s+(?:housing|adult social care|children[’']s social care))?)"
)
_ASIDE = r"(?:\s*\([^)]{2,60}\)|,[^,.]{2,90},)?"
_OUGHT = r"should(?! be\b)|must|shall|needs? to|to\b|(?:is|are) asked to|(?:is|are) invited to|will|ensures?|reviews?"
_LEAD = r"^(?:that\s+)?(?:(?:Nation|Region|Loc)ally,?\s+)?(?:[Tt]he\s+)?"
_START = re.compile(rf"{_LEAD}(?P<name>{_NAME}){_ASIDE}\s+(?:{_OUGHT})\b")
_ANY_VERB = re.compile(rf"{_LEAD}(?P<name>{_NAME}){_ASIDE}\s+[a-z]")
_HOLDS_KIND = re.compile(rf"\b(?:{_KIND})\b")
_FOR = re.compile(r"\brecommendations?\s+(?:for|to)\s+(?:the\s+)?(?P<name>.+)$", re.IGNORECASE)
_BEFORE = re.compile(r"^(?P<name>.+?)(?:[’']s?)?\s+recommendations?$", re.IGNORECASE)
_NO_AGENCY = re.compile(
    r"^(?:all|any|each|every|both|other|local|regional|national|single|multi|key|panel|overview|imr|individual|summary|"
    r"recommendations?|relevant|partner|partners|agencies|conclusions?|lessons?|review|training)\b",
    re.IGNORECASE,
)
_LONGEST = 90


def _name(text: str) -> str:
    """``text`` where it reads as the name of an agency: it holds a telling word, or is a name of two words."""
    text = re.sub(r"^the\s+", "", text.strip(" :.–-"), flags=re.IGNORECASE)
    text = re.sub(r"(?:\s+(?:and|of|for|the|in|&))+$", "", text)
    if not text or _NO_AGENCY.match(text) or len(text) > _LONGEST:
        return ""
    return text if _HOLDS_KIND.search(text) or re.fullmatch(rf"{_WORD}(?:\s+{_WORD})+", text) else ""


def agency_at_start(text: str, *, any_verb: bool = False) -> str:
    """ "The Probation Service should..." gives "Probation Service"; "" where no agency is named.

    ``any_verb``: as after "It is recommended that", where no "should" need follow.
    """
    found = _START.match(text) or (_ANY_VERB.match(text) if any_verb else None)
    return _name(found["name"]) if found else ""


def is_generic(agency: str) -> bool:
    """Whether a name ("the Board", "Adult social care") needs the heading above it to say whose it is."""
    return bool(agency) and not agency.isupper() and len(re.findall(r"\b[A-Z]", agency)) < 2


def agency_in_heading(heading: str) -> str:
    """The agency a heading speaks to: "Recommendations for the Integrated Care Board", or its bare name."""
    found = _FOR.search(heading) or _BEFORE.match(heading)
    if found:
        return _name(found["name"])
    bare = len(heading.split()) <= 8 and not heading.endswith("?") and _HOLDS_KIND.search(heading)
    return _name(heading) if bare else ""
