"""The recommendations a paper makes: numbered ones in its text, and the rows of its action plan."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from .agencies import agency_at_start, agency_in_heading, is_generic
from .paper import Block, BlockKind, Paper, PaperSection

_SCOPE = re.compile(r"\b(local|regional|national)(?:ly)?\b", re.IGNORECASE)
_SCOPED = re.compile(
    r"\((?P<bracket>local|regional|national)(?:\s+recommendation)?\)|\bScope: (?P<stated>local|regional|national)\b|"
    r"^(?P<adverb>Local|Regional|National)ly\b",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\(?\b(?:see )?recommendation (\d{1,3}(?:\.\d{1,2})*)\)?\.?$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"""^(?:(?P<scope>local|regional|national)\s+)?recommendation\s+(?:no\.?\s*|number\s*)?
        (?P<number>\d{1,3}[a-z]?(?:\.\d{1,2})*|[A-Z]\d{0,2})
        \s*(?:\((?P<bracket>[^)]{2,80})\))?\s*
        (?:(?P<stop>[:.–—)-])\s*|\s)(?P<text>\S.*)$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(
    r"""^(?:(?P<scope>local|regional|national)\s+)?recommendation\s+(?:no\.?\s*|number\s*)?
        (?P<number>\d{1,3}[a-z]?(?:\.\d{1,2})*)\s*(?:\((?P<bracket>[^)]{2,80})\))?\s*(?:[:.–—-]\s*(?P<text>.*))?$""",
    re.IGNORECASE | re.VERBOSE,
)
_SECTION = re.compile(r"\brecommendations?\b|\baction plan\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:previous|earlier|progress|responses?|implement\w*|other reviews)\b", re.IGNORECASE)
_RECOMMENDED = re.compile(
    r"^(?:it is (?:therefore |also |further )?recommended|(?:the |this )?(?:review|panel|review panel|author|chair) "
    r"(?:therefore |also )?recommends)\s+(?:that\s+)?(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OUGHT = re.compile(r"\b(?:should|must|shall|needs? to|(?:is|are) asked to|(?:is|are) invited to)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"^(?:To )?(?:agree|amend|assure|audit|carry out|circulate|commission|consider|continue|create|deliver|develop|"
    r"embed|"
    r"ensure|establish|evaluate|explore|extend|identify|implement|improve|include|introduce|invite|make|monitor|promote|"
    r"provide|publish|raise|refresh|remind|require|review|revise|seek|set|share|strengthen|train|undertake|update|use|"
    r"work|write)\b",
    re.IGNORECASE,
)
_R_LABEL = re.compile(r"^R(?:ec)?\.?\s?(\d{1,3}(?:\.\d{1,2})?)[.:)]?$", re.IGNORECASE)
_CELL_NUMBER = re.compile(r"^(?:recommendation\s+|R)?(\d{1,3}(?:\.\d{1,2})*)\s*[.:)–-]?\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class FoundRecommendation:
    """``number`` as printed, "" where it has none. ``agency`` and ``scope`` ("local", "regional", "national")
    only where the paper states them. The indexes lead to ``paper.sections[i].blocks[j]``.
    """

    number: str
    text: str
    agency: str
    scope: str
    section_index: int
    block_index: int


Advised = Callable[[PaperSection], Collection[int]]


def recommendations_in(paper: Paper, *, advised: Advised = lambda section: ()) -> list[FoundRecommendation]:
    """Every recommendation, in the paper's order; one that stands in text and action plan is listed once.

    `advised` is asked of each section of recommendations which of its blocks, by index, read as one. Numbered ones
    among them are taken beside those that are told by "should", "must" or an order.
    """
    found, path = [], []
    for index, section in enumerate(paper.sections):
        path = [above for above in path if above.level < section.level] + [section]
        found.extend(_Reader(index, section, path, advised).read())
    return _once(found)


class _Reader:
    """Looks through one section, knowing the headings it stands under."""

    def __init__(self, index: int, section: PaperSection, path: list[PaperSection], advised: Advised):
        self._index, self._section = index, section
        headings = [above.heading for above in path]
        own = [heading for heading in headings if _SECTION.search(heading)]
        self._inside = bool(own) and not _ELSEWHERE.search(" ".join(headings))
        self._advised = advised(section) if self._inside else ()
        self._agency = next((name for name in map(agency_in_heading, reversed(headings)) if name), "")
        self._agency = self._agency if self._inside else ""
        self._scope = ""
        for heading in headings:
            told = _SCOPE.search(heading)
            self._scope = told[1].lower() if told and self._inside else self._scope

    def read(self) -> list[FoundRecommendation]:
        found, columns = [], {}
        heading = self._from_heading()
        if heading:
            found.append(heading)
        for at, block in enumerate(self._section.blocks):
            if block.kind == BlockKind.TABLE_ROW:
                columns = _columns(block.cells) or columns
                if columns and not _columns(block.cells):
                    found.extend(self._from_row(at, block, columns))
                continue
            columns = {}
            if not (heading and at == heading.block_index):
                found.extend(self._from_text(at, block))
        return found

    def _make(self, number, text, at, *, agency="", scope="") -> FoundRecommendation:
        scoped = _SCOPED.search(text)
        scope = scope or (scoped[scoped.lastgroup].lower() if scoped else "") or self._scope
        agency = agency or agency_at_start(text)
        if self._agency and (not agency or is_generic(agency)):
            agency = self._agency
        return FoundRecommendation(number, text.strip(), agency, scope.lower(), self._index, at)

    def _bracket(self, found) -> dict[str, str]:
        """What stands in brackets after the number: a scope or an agency."""
        scope = (found["scope"] or "").lower()
        bracket = found["bracket"] or ""
        told = _SCOPE.search(bracket)
        return {"scope": scope or (told[1].lower() if told else ""), "agency": "" if told else bracket}

    def _from_heading(self) -> FoundRecommendation | None:
        """A heading "Recommendation 1" with the recommendation as the first paragraph under it."""
        found = _HEADING.match(self._section.heading)
        if not found:
            return None
        at = next((at for at, block in enumerate(self._section.blocks) if block.kind != BlockKind.TABLE_ROW), None)
        text = found["text"] or ""
        if _OUGHT.search(text):
            return self._make(found["number"], text, 0, **self._bracket(found))
        if at is None:
            return None
        return self._make(found["number"], self._section.blocks[at].text, at, **self._bracket(found))

    def _from_text(self, at: int, block: Block) -> list[FoundRecommendation]:
        if block.kind == BlockKind.QUOTATION:
            return []
        numbered = _NUMBERED.match(block.text)
        if numbered and (numbered["stop"] or self._reads_as_one(numbered["text"])):
            return [self._make(numbered["number"], numbered["text"], at, **self._bracket(numbered))]
        lettered = _R_LABEL.match(block.label)
        if lettered:
            return [self._make(f"R{lettered[1]}", block.text, at)]
        recommended = _RECOMMENDED.match(block.text)
        if recommended:
            agency = agency_at_start(recommended["text"], any_verb=True)
            return [self._make(block.label.strip("()"), block.text, at, agency=agency)]
        told = _ORDER.match(block.text) or (_OUGHT.search(block.text) and not block.text.endswith(":"))
        told = told or at in self._advised
        if self._inside and told and re.match(r"\W*\d", block.label):
            return [self._make(block.label.strip("()."), block.text, at)]
        return []

    def _reads_as_one(self, text: str) -> bool:
        """Whether words after "Recommendation 3", without a colon between, are the recommendation itself."""
        return self._inside and text[0].isupper() and bool(_OUGHT.search(text))

    def _from_row(self, at: int, block: Block, columns: dict[str, int]) -> list[FoundRecommendation]:
        cells = {name: block.cells[column] for name, column in columns.items() if column < len(block.cells)}
        text = cells.get("recommendation", "")
        prefix = _CELL_NUMBER.match(text)
        named = _NUMBERED.match(text)
        refers = _REFERS.search(text)
        if refers:
            number = refers[1]
        elif named and named["stop"]:
            number, text = named["number"], named["text"]
        else:
            number = prefix[1] if prefix else cells.get("number", "").strip(" .:()")
            text = text[prefix.end() :] if prefix else text
        if len(text.split()) < 4:
            return []
        told = _SCOPE.search(cells.get("scope", ""))
        return [self._make(number, text, at, agency=cells.get("agency", ""), scope=told[1].lower() if told else "")]


def _columns(cells: tuple[str, ...]) -> dict[str, int]:
    """Where an action plan keeps what, told by its heading row; {} where the row is none."""
    names = [cell.casefold() for cell in cells]
    columns = {}
    for at, name in enumerate(names):
        if re.match(r"(?:the )?recommendations?\b(?!.*\bscope\b)", name) and len(name) < 60:
            short = re.search(r"\b(?:no|number|ref)\b", name)
            columns.setdefault("number" if short else "recommendation", at)
        elif name.startswith("scope"):
            columns["scope"] = at
        elif re.search(r"\b(?:lead agency|lead|agency|owner|responsible)\b", name) and len(name) < 60:
            columns.setdefault("agency", at)
        elif re.fullmatch(r"(?:no\.?|number|ref\.?|rec\.?|#)", name):
            columns.setdefault("number", at)
    told = "recommendation" in columns and len(columns) > 1
    return columns if told and all(len(name) < 120 for name in names) else {}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _same(one: FoundRecommendation, other: FoundRecommendation) -> bool:
    """Whether two are the same recommendation, printed twice: in the same words, or under one number in like words."""
    refers = _REFERS.search(one.text)
    if refers and other.number:
        return refers[1] == re.sub(r"^\D+", "", other.number)
    words, others = _words(one.text), _words(other.text)
    shared = len(words & others) / max(min(len(words), len(others)), 1)
    numbers = [re.sub(r"^\D+", "", number) for number in (one.number, other.number)]
    if all(numbers):
        return words == others or (shared > 0.7 and numbers[0] == numbers[1])
    return shared > 0.9


def _once(found: list[FoundRecommendation]) -> list[FoundRecommendation]:
    """Without repetition: the first stays, with what the later one adds (agency, scope, number)."""
    kept: list[FoundRecommendation] = []
    for one in found:
        at = next((at for at, other in enumerate(kept) if _same(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            other = kept[at]
            kept[at] = replace(
                other,
                number=other.number or one.number,
                agency=other.agency or one.agency,
                scope=other.scope or one.scope,
            )
    return kept
