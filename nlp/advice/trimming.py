"""What an item of a list asks, without the sentences around it that give reasons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.advice.recipients import recipients_in
from nlp.advice.wording import NO_ADVICE, OUGHT, REASON, reads_as_advice, says

GOES_ON = re.compile(r"(?:[:,–—]|\b(?:should|must|shall|will|to|that|by|and|with|which|for|on|in))$")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=(?:\d{1,3}\.\s)?[A-Z\"“(])")
_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}\.\s+(?=\D)")
_ADDRESSED_OUGHT = re.compile(r"\b(?:should|must|ought\sto|(?:is|are)\s(?:asked|invited|urged)\sto)\b", re.IGNORECASE)


@dataclass
class Item:
    """One candidate; where `told`, its label alone makes it a recommendation.

    `owner` is whom a column or label names, `heading` what it stands under, `scope` words that tell its scope.
    """

    start: int
    end: int
    told: bool
    family: str
    heading: str
    owner: str = ""
    scope: str = ""


def trimmed(item: Item, text: str) -> Iterator[Item]:
    """`item` without the sentences around it that give reasons; one for each "we recommend" of a paragraph."""
    own = text[item.start : item.end]
    if not own.strip():
        return
    if item.family == "row":
        yield item
        return
    sentences, at = [], 0
    for cut in [*(match.start() for match in SENTENCE.finditer(own)), len(own)]:
        stripped = own[at:cut].strip()
        if at and (number := _PARAGRAPH_NUMBER.match(stripped)):
            stripped = stripped[number.end() :]
        if stripped:
            begin = own.index(stripped, at)
            end = begin + len(stripped)
            if end < len(own) and own[end] in '"”’)':
                end += 1
            sentences.append((begin, end))
        at = cut
    saying = [span for span in sentences if says(own[span[0] : span[1]])]
    if item.family == "plain" and saying:
        for begin, end in sentences:
            if (begin, end) not in saying and not _is_addressed(own[begin:end]):
                continue
            yield Item(item.start + begin, item.start + end, True, "plain", item.heading, item.owner, item.scope)
        return
    asking = [
        span
        for i, span in enumerate(sentences)
        if (i == 0 and reads_as_advice(own[span[0] : span[1]]))
        or (OUGHT.search(own[span[0] : span[1]]) and not REASON.match(own[span[0] : span[1]]))
        or says(own[span[0] : span[1]])
    ]
    asking = [span for span in asking if not NO_ADVICE.search(own[span[0] : span[1]]) or says(own[span[0] : span[1]])]
    if asking:
        begin, end = asking[0][0], asking[-1][1]
        aside = own[end:].lstrip().startswith("(")
        if (item.family == "bullet" or "\n" in own) and not aside:
            end = (
                max(end, len(own.rstrip()))
                if own[: end + 2].rstrip().endswith((";", ":")) or own.rstrip()[-1] != "." or _sub_points(own)
                else end
            )
        yield Item(item.start + begin, item.start + end, item.told, item.family, item.heading, item.owner, item.scope)
    elif (item.told and not NO_ADVICE.search(own)) or (
        item.family == "bullet" and len(own.split()) > 4 and not NO_ADVICE.search(own)
    ):
        yield Item(item.start, item.start + len(own.rstrip()), True, item.family, item.heading, item.owner, item.scope)


def _is_addressed(sentence: str) -> bool:
    """Whether a sentence says whom it asks: "Arden Homes ought to ..."."""
    ought = _ADDRESSED_OUGHT.search(sentence)
    return bool(
        ought
        and recipients_in(sentence[: ought.start()])
        and not NO_ADVICE.search(sentence)
        and not REASON.match(sentence)
    )


def _sub_points(own: str) -> bool:
    return bool(GOES_ON.search(own.split("\n")[0].rstrip()))
