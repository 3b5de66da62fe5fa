"""What each role sees of unpublished work, in words, for whoever decides about access. The rules: `..audiences`."""

from dhr.areas.enums import Role

NOTHING_YET = "nothing before publication"
SIGHT: dict[str, str] = {
    Role.COORDINATOR: "everything in the area’s reviews",
    Role.CSP_CHAIR: "the area’s reviews and papers, IMRs once they are released",
    Role.TRAINER: NOTHING_YET,
    Role.REGIONAL_LEAD: "papers that are shared with the region",
    Role.CHAIR: "every paper of the review",
    Role.AUTHOR: "every paper of the review",
    Role.PANEL_MEMBER: "papers released to the panel, once confidentiality is signed",
    Role.IMR_AUTHOR: "their own agency’s papers, and the terms of reference once released",
    Role.SIGN_OFF: "their own agency’s papers, and the terms of reference once released",
}


def sight_of(role: str) -> str:
    return SIGHT.get(role, NOTHING_YET)
