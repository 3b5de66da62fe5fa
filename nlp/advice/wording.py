"""Whether words ask for something."""

import re

from nlp.advice.markers import ORDERS, SAYS

OUGHT = re.compile(
    r"\b(?:should|must|shall|ought\sto|needs?\sto|(?:is|are)\s(?:asked|invited|urged|encouraged|required|requested)\sto|(?:is|are)\sto\s(?!be\sdone)|will|may\swish\sto)\b",
    re.IGNORECASE,
)
NO_ADVICE = re.compile(
    r"\bno\s(?:further\s)?recommendations?\b|\bmakes?\s(?:none|no\s(?:such\s)?(?:further\s)?recommendation)\b|^(?:[-–—]\s*)?(?:now\s)?(?:merged|withdrawn|deleted|superseded|completed?|done|not\s(?:used|carried|adopted))\b|\b(?:not\scarried|put\sto\sa\svote\sand|decided\snot\sto)\b|(?-i:\bDONE\b)|^\[?(?:withdrawn|deleted|merged)|^(?:\W*no\srecommendation)|^(?:in\sline\swith|having\s|these\srecommendations|(?:the|this)\s(?:review\s)?(?:recommendations|part|section|report|chapter)\b|"
    r"each\srecommendation|we\sask\sthe\sfollowing|the\sfollowing\s(?:are|is|were|recommendations|actions)\b|the\s(?:review\s)?(?:panel|author|review|family|parish)\s(?:discussed|considered|noted|heard|is\s(?:grateful|aware|pleased)|was|has|had|found|thanks|welcomes|distinguish\w*|agreed|acknowledges|recognises|did)|"
    r"recommendations?\s(?:from|made|arising|of|for)\b|a\snumber\sof|progress\b)",
    re.IGNORECASE,
)
TO_DO = re.compile(
    r"^[^.:;|]{2,160}?\s(?:to|not\sto)\s(?:(?:then|also|jointly)\s)?(?!(?:the|a|an|all|its|their|what|which|whom|whose|those|these|this|that|his|her|our|us|some|both|other)\b)[a-z]{2,}"
)
_THAT = re.compile(r"^(?:that|to)\s", re.IGNORECASE)
_ADDRESSED = re.compile(r"^[A-Z][^.:;–—]{2,80}(?::|\s[–—-])\s*(?:to\s)?[a-z]{2,}")
_BEHIND_NOUN = frozenset(["of", "and", "for", "to", "in", "from", "with", "on", "by", "at"])
_VERB_ENDING = re.compile(r"(?:ed|ing|s|ly)$")


# A sentence that gives the reason of the one before, whatever verb it has
REASON = re.compile(
    r"^(?:since|because|this\s(?:would|will|is|was|answers|follows|reflects|arises|responds|came|comes)|these\swill|the\sreason|the\saim|"
    r"at\spresent|currently|in\sthis\scase|had\s)\b",
    re.IGNORECASE,
)


def says(sentence: str) -> bool:
    return bool(SAYS.search(sentence)) and "following" not in sentence


def is_order(text: str) -> bool:
    """Whether a line without a full stop opens as an order does, not as "Review of the evidence"."""
    words = text.split()
    return len(words) > 3 and words[0].lower() in ORDERS and words[1].lower() not in _BEHIND_NOUN


def reads_as_advice(text: str) -> bool:
    """Whether a sentence asks for something: "should", "To fund ...", "That ... be", an order, "Police: bring ..."."""
    if NO_ADVICE.search(text) and not SAYS.search(text):
        return False
    first = text.split()[0] if text.split() else ""
    order = first[:1].isupper() and first.isalpha() and not _VERB_ENDING.search(first) and first.lower() in ORDERS
    return bool(OUGHT.search(text) or _THAT.match(text) or order or TO_DO.match(text) or _ADDRESSED.match(text))
