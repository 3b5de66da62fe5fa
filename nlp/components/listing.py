"""Lines that name things and say nothing of them: contents, glossaries, members, laws."""

import re
from itertools import groupby

from nlp.components.grammar import words_of
from nlp.headings import only_lists

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"[a-z]+")
_VERBS = words_of("says_something")
_TITLE_ENDS = re.compile(r"\s[–—-]\s|:")
_LEADER = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}")
_PAGED = re.compile(r"[^\W\d][)”\"'’]?[ \t]+(?P<page>\d{1,3})\s*$")
_DEFINED = re.compile(
    r"\W*(?P<short>[A-Z][\w&/]*[A-Z0-9][\w&/]*)(?:\s{2,}|\t|\s*[:=|]\s*|\s+[–—-]\s+|\s+)(?P<long>\S.*)$"
)
_LAW = re.compile(r"\b(?:Act|Acts|Regulations|Order|Bill|Guidance|Code of Practice)\b.*\b(?:19|20)\d\d\b")
_FEWEST = 3  # lines alike, from which on they are a list
_LONGEST = 16
"""Words of a line of a list. Longer ones are prose."""


def listed(text: str) -> list[tuple[int, int]]:
    """The lines of `text`, as code points, that are entries of a list of names, in their order.

    A line is one under a heading such as "Contents" or "Panel members", or where at least three lines on end are of a
    kind: with a page number, a short name and its meaning, a law. Lines in which something is said are none.
    """
    lines = list(_LINE.finditer(text))
    entries: set[int] = set()
    under = False
    for number, line in enumerate(lines):
        words = line[0].strip()
        if any(map(only_lists, _TITLE_ENDS.split(words))):
            under = True
            entries.add(number)
        elif under and not _says_something(words):
            entries.add(number)
    for kind, alike in groupby(range(len(lines)), key=lambda number: _kind(lines[number][0])):
        numbers = list(alike)
        if kind and len(numbers) >= _FEWEST and (kind != "paged" or _rise(lines[n][0] for n in numbers)):
            entries.update(numbers)
    return [lines[number].span() for number in sorted(entries)]


def _kind(line: str) -> str | None:
    """What sort of entry a line looks like."""
    if _LEADER.search(line):
        return "leader"
    if _says_something(line.strip()):
        return None
    if _LAW.search(line):
        return "law"
    if _PAGED.search(line):
        return "paged"
    defined = _DEFINED.match(line)
    return "defined" if defined and _spells(defined["short"], defined["long"]) else None


def _says_something(line: str) -> bool:
    """Whether a line is prose: it has a verb, or many words and a full stop."""
    words = _WORD.findall(line.lower())
    return len(words) > _LONGEST or not _VERBS.isdisjoint(words)


def _spells(short: str, long: str) -> bool:
    """Whether the words of a meaning begin with the letters of its short name: "IDVA", "Independent Domestic ..."."""
    initials = iter("".join(word[0] for word in re.findall(r"[^\W_]+", long)).lower())
    letters = [letter.lower() for letter in short if letter.isupper()]
    return sum(letter in initials for letter in letters) >= len(letters) - 1


def _rise(lines) -> bool:
    """Whether page numbers go up: sums and ages need not."""
    pages = [int(_PAGED.search(line)["page"]) for line in lines]
    return pages == sorted(pages) and pages[0] < pages[-1]
