"""Whom a recommendation asks, by its own words, its owner or its heading."""

import re

from nlp.advice.markers import ORDERS, SAYS
from nlp.advice.recipients import recipients_in

_OBJECT = re.compile(r"(?<!and)(?<!,)(?<!with)\s(?:its|their|an?|how|what|whether|questions|on|in|to|the|each|all)\s")
_BEFORE_OUGHT = re.compile(
    r"^(?P<who>.{2,220}?)(?:\s(?:should|must|shall|ought\sto|needs?\sto|will|(?:is|are)\s(?:asked|invited|urged|encouraged|required|requested|to)\b|to\s(?=[a-z])|be\s)|:\s)",
    re.DOTALL,
)


def recipients_of(own: str, owner: str, heading: str) -> tuple[str, ...]:
    """The kinds of agency that a recommendation asks; the first that it names, or "csp", where nobody is addressed."""
    who = owner or _addressee(own)
    named = recipients_in(who, own) or recipients_in(heading, own)
    return named or recipients_in(own, own)[:1] or ("csp",)


def _addressee(text: str) -> str:
    """The words before "should"; after "recommends that" where that opens."""
    said = SAYS.search(text)
    if said and said.start() < 60:
        text = re.sub(r"^\s*(?:that|to)?\s*", "", text[said.end() :], flags=re.IGNORECASE)
        return _subject(text)
    text = re.sub(r"^that\s", "", text, flags=re.IGNORECASE)
    if re.match(r"to\s", text, re.IGNORECASE) or text.split()[0].lower() in ORDERS:
        return ""
    return _subject(text)


def _subject(text: str) -> str:
    """What stands before "should", and before an object's article or a preposition where there is no such verb."""
    words = " ".join(text.split()[:14])
    article = words[:4]
    before_object = article + _OBJECT.split(words[4:], maxsplit=1)[0]
    found = _BEFORE_OUGHT.match(text)
    return min(before_object, found["who"], key=len) if found else before_object
