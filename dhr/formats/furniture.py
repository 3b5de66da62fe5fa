"""What is printed on a page but is no part of the paper: running headers and footers, page numbers, contents pages."""

import re
from collections import defaultdict
from itertools import chain, takewhile

from .lines import Line, Page

_MARKING = (
    r"(?:official(?:\s*[-–—:/]?\s*sensitive)?|restricted|confidential|(?:strictly )?private (?:and|&) confidential"
    r"|not protectively marked|protect|draft)"
)
_PAGE_NUMBER = r"(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?"
PAGE_NUMBER = re.compile(rf"^\W*{_PAGE_NUMBER}\W*$", re.IGNORECASE)
PAGE_OF = re.compile(r"^\W*page\s+\d{1,4}(?:\s+(?:of|/)\s+\d{1,4})?\W*$", re.IGNORECASE)
MARKING = re.compile(rf"^\W*{_MARKING}\W*(?:\((?:when|until)[^)]*\)\W*)?(?:{_PAGE_NUMBER})?\W*$", re.IGNORECASE)
_NAMES_PAGE = re.compile(r"\bpage\s+\d{1,4}\s+(?:of|/)\s+\d{1,4}\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:(?:recommendation|section|chapter|part|appendix|lesson|finding)\s*\d|\d+[.)\s]\s*\D{2})", re.IGNORECASE
)
_DEPTH = 4  # lines from the edge of a page that may be furniture
_ZONE = 0.14  # of the page's height

_CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?:?$", re.IGNORECASE)
_ENTRY = re.compile(r"^(?P<text>.*\S)(?P<gap>\s*[.…·_]{3,}\s*|\s+)(?P<page>\d{1,4}|[ivxlc]{1,6})$", re.DOTALL)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|…{2,}")


def _edges(page: Page) -> tuple[list[Line], list[Line]]:
    """Lines near enough to the top or the foot of a page to be furniture, the outermost first."""
    lines = [item for item in page.items if isinstance(item, Line) and not item.note]
    lines.sort(key=lambda line: line.top)
    top = [line for line in lines[:_DEPTH] if line.top < _ZONE * page.height]
    foot = [line for line in reversed(lines[-_DEPTH:]) if line.bottom > (1 - _ZONE) * page.height]
    return top, foot


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).casefold())


def _counts_pages(places: list[tuple[int, str]]) -> bool:
    """Whether one of the numbers in a recurring line rises with the page."""
    numbers = [(page, [int(found) for found in re.findall(r"\d+", text)]) for page, text in places]
    length = min(len(values) for _, values in numbers)
    return any(len({values[at] - page for page, values in numbers}) == 1 for at in range(length))


def _is_furniture(text: str) -> bool:
    """Whether a line at a page's edge tells the page or the marking, whatever other pages have."""
    text = " ".join(text.split())
    return bool(PAGE_NUMBER.match(text) or MARKING.match(text) or (_NAMES_PAGE.search(text) and len(text) < 150))


def drop_furniture(pages: list[Page]) -> None:
    """Takes running headers, footers, page numbers and protective markings off the pages."""
    edges = {page.number: _edges(page) for page in pages}
    recurring = defaultdict(list)
    for number, lines in edges.items():
        for line in chain(*lines):
            recurring[_key(line.text)].append((number, line))
    enough = 2 if len(pages) <= 4 else 3
    recurs = set()
    for places in recurring.values():
        texts = {" ".join(line.text.split()) for _, line in places}
        on_pages = len({number for number, _ in places})
        level = max(line.top for _, line in places) - min(line.top for _, line in places) < 6
        same = on_pages >= enough and len(texts) == 1 and (level or on_pages > 0.5 * len(pages))
        counting = on_pages >= max(2, 0.6 * len(pages)) and not any(_NUMBERED.match(text) for text in texts)
        counting = counting and _counts_pages([(number, line.text) for number, line in places])
        if same or counting:
            recurs.update(id(line) for _, line in places)
    for page in pages:
        furniture = set()
        for edge in edges[page.number]:
            outer = takewhile(lambda line: id(line) in recurs or _is_furniture(line.text), edge)
            furniture.update(id(line) for line in outer)
        page.items[:] = [item for item in page.items if id(item) not in furniture]
        if page.items and isinstance(page.items[0], Line):
            page.items[0].after_break = True


def drop_contents(items: list) -> list:
    """The items without the contents pages: their heading and every entry."""
    kept, at = [], 0
    later = defaultdict(int)
    for item in items:
        if isinstance(item, Line):
            later[_key(item.text)] += 1
    while at < len(items):
        item = items[at]
        if isinstance(item, Line) and _CONTENTS.match(" ".join(item.text.split())):
            end = _end_of_contents(items, at + 1, later)
            if end > at + 1:
                at = end
                continue
        if isinstance(item, Line) and _LEADERS.search(item.text):
            at += 1
            continue
        kept.append(item)
        at += 1
    return kept


def _end_of_contents(items, at, later) -> int:
    """Where the entries end: lines that end with a page number, or that are printed again as headings."""
    end = at
    while at < len(items) and at - end <= 2:  # an entry may run over two lines
        item = items[at]
        if not isinstance(item, Line):
            break
        text = " ".join(item.text.split())
        entry = _ENTRY.match(text)
        at += 1
        if entry or PAGE_NUMBER.match(text) or later[_key(text)] > 1:
            if not entry and later[_key(text)] > 1 and not _again(items, at, text):
                break
            end = at
    return end


def _again(items, at, text) -> bool:
    return any(isinstance(item, Line) and _key(item.text) == _key(text) for item in items[at:])
