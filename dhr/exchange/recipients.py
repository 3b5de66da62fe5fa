"""Whom a recommendation is addressed to: from the words of a paper to the Home Office's list of recipients."""

import re

from dhr.areas.enums import AgencyKind
from dhr.areas.models import Agency, AgencyBranch, Area

# The first that fits counts: "Department of Health" is government, "Ministry of Housing" too, "NHS Partnership
# Trust" is health before it could be a partnership.
WORDS = (
    (
        AgencyKind.GOVERNMENT,
        r"home office|ministry|department (?:for|of)|government|secretary of state|crown prosecution",
    ),
    (AgencyKind.POLICE, r"polic(?:e|ing)|constabulary"),
    (AgencyKind.PROBATION, r"probation"),
    (AgencyKind.MILITARY, r"military|army|navy|air force|armed forces"),
    (AgencyKind.SPECIALIST, r"domestic (?:abuse|violence) (?:service|support)|idvas?|refuges?|women's aid"),
    (AgencyKind.HOUSING, r"housing|landlords?|homeless\w*"),
    (AgencyKind.SCHOOL, r"schools?"),
    (AgencyKind.EDUCATION, r"colleges?|universit(?:y|ies)|education"),
    (AgencyKind.FAITH, r"faith|church|mosque|temple|synagogue|diocese"),
    (
        AgencyKind.SOCIAL_SERVICES,
        r"social (?:care|services|work\w*)|safeguarding|children's services|adults?'? services",
    ),
    (
        AgencyKind.HEALTH,
        r"health\w*|hospitals?|nhs|gps?|general practice|practices?|surgery|integrated care|icb|ambulance|midwi\w+|"
        r"pharmac\w+|medical",
    ),
    (AgencyKind.CSP, r"community safety|csps?|partnership"),
    (AgencyKind.EMPLOYER, r"employers?"),
)
PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in WORDS)


def agency_named(stated: str, area: Area | None) -> Agency | None:
    """The agency that a paper means: one of this name, or whose branch in `area` has it."""
    name = re.sub(r"^the\s+", "", stated.strip(), flags=re.IGNORECASE)
    if not name:
        return None
    branch = AgencyBranch.objects.filter(name__iexact=name, area=area).select_related("agency").first()
    return Agency.objects.filter(name__iexact=name).first() or (branch.agency if branch else None)


def agency_opening(text: str) -> str:
    """The name with which a recommendation opens, where it is that of an agency here: "Tidewell should ..."."""
    text = re.sub(r"^(?:it is recommended that\s+)?(?:the\s+)?", "", text, flags=re.IGNORECASE).casefold()
    names = Agency.objects.values_list("name", flat=True)
    return max((name for name in names if re.match(rf"{re.escape(name.casefold())}\b", text)), key=len, default="")


def recipient_of(stated: str, agency: Agency | None) -> str:
    """The recipient's kind; "" where the paper states none, `other` where its words are not known."""
    if agency and agency.kind != AgencyKind.OTHER:
        return agency.kind
    text = stated.replace("’", "'")
    for kind, pattern in PATTERNS:
        if pattern.search(text):
            return kind
    return AgencyKind.OTHER if stated.strip() else ""
