"""Words beside "completed" that say of an action less than that: a share, a part, an intention."""

import re

from .dates import DATE

_PER_CENT = r"(\d{1,3})(?:\.\d+)?\s?(?:%|per ?cent\b)"
_DONE = r"(?:complet\w+|done|deliver\w*|achieved|implement\w*|finished)\b"
_PERCENT = re.compile(
    rf"^\W*{_PER_CENT}"
    rf"|{_PER_CENT}(?=\W{{0,3}}(?:\w+ )?(?:{_DONE}|of the way|progress))"
    rf"|\b{_DONE}\W{{0,3}}{_PER_CENT}(?! of\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(\d+)\s+(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+)?(\d+)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:nearly|almost|mostly|largely|substantially|partly|partially|part(?! of)|semi|half|some|several|majority|"
    r"most(?! recent)|first(?! aid)|initial|interim|draft|pilot|phase|stage|so far|(?<!up )to date|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?of)\b",
    re.IGNORECASE,
)
# Before the word for what is done: "aim to complete", "will be completed", "expected complete".
_MEANT = re.compile(
    r"\b(?:to|will|should|would|could|can|cannot|must|may|might|shall|not|never|yet|for|due|until|once|when|before)"
    r"\s+(?:(?:be|being|been|have|fully|then|now|also)\s+)*$"
    r"|\b(?:expected|anticipated|estimated|forecast|projected|provisional(?:ly)?|aiming|aimed|hoping|hoped|intended)\b",
    re.IGNORECASE,
)
_BY_THEN = re.compile(rf"\s*by\s+(?:the\s+)?(?:(?:end|start|beginning)\s+(?:of\s+)?)?(?:{DATE.pattern})", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[.;:\n]\s|,\s(?!\d)|\n|\s[-–—]\s")
_CLAUSE_BEGINS = re.compile(rf"[.;:,)\n]\s|\n|\s[-–—]\s|(?:{DATE.pattern})", re.IGNORECASE)


def percent_of(words: str) -> int | None:
    """The percentage, 0 to 100, with which `words` begin or to which they say that something is done; else None."""
    for found in _PERCENT.finditer(words):
        percent = int(next(filter(None, found.groups())))
        if percent <= 100:
            return percent
    return None


def in_part(words: str) -> bool:
    """Whether `words` speak of a part: 75%, 4 of 9, the first draft."""
    words = DATE.sub(" ", words)
    percent = percent_of(words)
    shares = ((int(some), int(whole)) for some, whole in _SHARE.findall(words))
    return (
        (percent is not None and percent < 100)
        or any(some < whole for some, whole in shares)
        or bool(_PART.search(words))
    )


def falls_short(words: str, begins: int, ends: int) -> bool:
    """Whether the word for what is done at these places of `words` is meant of a part, or for later."""
    before = _CLAUSE_BEGINS.split(words[:begins])[-1]
    after = _CLAUSE_ENDS.split(words[ends:], maxsplit=1)[0]
    return (
        in_part(f"{before}{words[begins:ends]}{after}")
        or bool(_MEANT.search(before))
        or bool(_BY_THEN.match(words, ends))
    )
