"""A recommendations section cut into single recommendations."""

import re
from dataclasses import dataclass

from nlp.advice.addressees import recipients_of
from nlp.advice.markers import NAMED, SAYS, marker_of
from nlp.advice.recipients import recipients_in, scope_of
from nlp.advice.rows import cells_of, is_head, read_row
from nlp.advice.themes import library_themes
from nlp.advice.trimming import GOES_ON, SENTENCE, Item, trimmed
from nlp.advice.wording import NO_ADVICE, OUGHT, TO_DO, is_order, reads_as_advice
from nlp.types import Recommendation

_ASIDE = re.compile(
    r"(?:rationale|reasons?|why|when|notes|nil|background|context|evidence|finding|findings|lesson|lessons|learning|progress|outcome|measure|measures|target|"
    r"timescale|by when|deadline|status|response|rag|note|how|what will change|expected outcome|"
    r"desired outcome|impact|comment|success|action|actions|"
    r"lesson \w+|finding \w+|theme|priority|date|review date)\b[^:.\n]{0,30}[:.–—-]",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:lead|owner|whose|who|by whom|asked of|agency|responsible|recipient|for|to|lead agency|addressed to"
    r"|responsible agency|"
    r"scope)\s*[:–—]\s*(?P<who>.+)",
    re.IGNORECASE,
)
_OWNER_BEHIND = re.compile(
    r"(?<=[.\w])\s+[(\[](?:(?:lead|owner|for|action|responsible)\s*[:–-]\s*)?(?P<who>[A-Z][^()\[\]]{1,60})[)\]]\.?$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"(?:recommend\w*|following|that|to)\b[^.]{0,80}:\s*$", re.IGNORECASE)
_ORDINALS = re.compile(
    r"(?:(?<=[.;:])|(?<=; and)|(?<=, and))\s+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|last|final)(?:ly)?,\s"
    r"(?:and\sit\sfollows\s[^,;.]{1,40},\s)?",
    re.IGNORECASE,
)
_FEWEST_ORDINALS = 3
_LONGEST_HEADING = 90


@dataclass
class _Line:
    start: int
    text: str
    blank_before: bool
    wraps: bool = False  # the next line goes on with its sentence


def recommendations(text: str) -> list[Recommendation]:
    """The single recommendations of a section of a report, in its order, without their numbers.

    Reads numbered and bulleted lists, headings by agency or scope, action plans pasted as rows with "|", and plain
    paragraphs ("The panel recommends that ..."). Reasons, lessons and introductions are left out.
    """
    found = []
    for item in _Reader(text).items():
        own = text[item.start : item.end]
        recipients = recipients_of(own, item.owner, item.heading)
        found.append(
            Recommendation(
                text=own,
                start=item.start,
                end=item.end,
                recipients=recipients,
                scope=scope_of(own, item.scope or item.heading, recipients),
                themes=library_themes(own),
            )
        )
    return found


class _Reader:
    def __init__(self, text: str):
        self._text = text
        self._lines = []
        last = 0
        for match in re.finditer(r"[^\n]+", text):
            if match[0].isspace():
                continue
            indent = len(match[0]) - len(match[0].lstrip())
            blank_before = text.count("\n", last, match.start()) > 1
            if self._lines and not blank_before:
                self._lines[-1].wraps = match[0].strip()[0].islower() and not marker_of(match[0].strip())[0]
            self._lines.append(_Line(match.start() + indent, match[0].strip(), blank_before))
            last = match.end()
        self._heading = ""
        self._scope = ""
        self._listed = False  # numbers or bullets are in use under this heading

    def items(self) -> list[Item]:
        """The candidates that read as recommendations, trimmed to what they ask."""
        self._items: list[Item] = []
        self._open: Item | None = None
        self._columns: list[str] = []
        for line in self._lines:
            self._take(line)
        kept = []
        for item in self._items:
            kept.extend(trimmed(item, self._text))
        return kept

    def _take(self, line: _Line) -> None:
        if line.text.count("|") >= 2:
            self._row(line)
            return
        self._columns = []
        if _ASIDE.match(line.text) and not NAMED.match(line.text):
            self._close()
            return
        if self._open and (owner := _OWNER.match(line.text)):
            self._open.owner = owner["who"]
            return
        marker, told, family, heading = marker_of(line.text)
        if self._open and marker is not None and self._is_sub_point(family, line):
            self._open.end = line.start + len(line.text)
            return
        if marker is not None:
            self._begin(line, marker, told, family, heading)
        elif self._open and self._goes_on(line):
            self._open.end = line.start + len(line.text)
        elif self._is_title(line.text) and not line.wraps:
            self._close()
            self._note_heading(line.text)
        else:
            self._plain(line)

    def _begin(self, line: _Line, marker: int, told: bool, family: str, heading: str) -> None:
        rest = line.text[marker:]
        owner = self._open.owner if self._open and self._open.start == self._open.end else ""
        behind = _OWNER_BEHIND.search(rest)
        if behind and recipients_in(behind["who"]):
            owner, rest = behind["who"], rest[: behind.start()]
        self._close()
        if not rest and not told:
            return
        titled = self._is_title(rest) and not line.wraps and not is_order(rest)
        if not told and (titled or (NO_ADVICE.search(rest) and not SAYS.search(rest))):
            if titled:
                self._note_heading(rest)
            return
        item = Item(line.start + marker, line.start + marker + len(rest), told, family, self._heading, owner)
        self._listed = True
        item.scope = self._scope
        if heading:
            if re.match(r"\W*(?:local|regional|national)", heading, re.IGNORECASE):
                item.scope = heading
            else:
                item.owner = heading if recipients_in(heading) else ""
        self._items.append(item)
        self._open = item

    def _is_sub_point(self, family: str, line: _Line) -> bool:
        """Whether the line goes on with "All agencies are to: (a) ...", rather than being the next recommendation."""
        opened = self._text[self._open.start : self._open.end].rstrip()
        if family == self._open.family or family == "named":
            return False
        lead = self._text[self._open.start :].split("\n")[0].rstrip()
        leads_in = bool(GOES_ON.search(lead))
        return leads_in and (not line.blank_before or opened.endswith((";", "; and", ", and")))

    def _goes_on(self, line: _Line) -> bool:
        if self._open.start == self._open.end:  # "Recommendation 1" stood alone
            self._open.start = line.start
            return True
        own = self._text[self._open.start : self._open.end]
        titled = self._is_title(own) and (len(own.split()) < 3 or not reads_as_advice(own))
        if self._open.family == "named" and titled and reads_as_advice(line.text):
            self._open.start = line.start  # "Recommendation 1: Interpreters" was its title
            self._open.heading = self._open.heading or own
            return True
        if line.blank_before:
            return False
        before = self._text[: self._open.end].rstrip()
        return before[-1] not in ".;!?" or line.text[0].islower()

    def _plain(self, line: _Line) -> None:
        """A paragraph without a number: what it recommends, or a recommendation under an agency's heading."""
        self._close()
        if (ordinals := list(_ORDINALS.finditer(line.text))) and len(ordinals) >= _FEWEST_ORDINALS:
            self._in_one_paragraph(line, ordinals)
            return
        if SAYS.search(line.text) and _LEAD_IN.search(line.text):
            return
        if SAYS.search(line.text) or (
            self._heading
            and not self._listed
            and not NO_ADVICE.search(line.text)
            and reads_as_advice(line.text)
            and OUGHT.search(line.text)
        ):
            item = Item(line.start, line.start + len(line.text), False, "plain", self._heading, scope=self._scope)
            self._items.append(item)
            self._open = item

    def _in_one_paragraph(self, line: _Line, ordinals: list[re.Match]) -> None:
        """ "First, the police should ...; secondly, ...": each up to the next, the last to the end of its sentence."""
        ends = [ordinal.start() for ordinal in ordinals[1:]] + [len(line.text)]
        for ordinal, end in zip(ordinals, ends, strict=True):
            own = SENTENCE.split(line.text[ordinal.end() : end])[0]
            own = re.sub(r"[;,]\s*(?:and)?$", "", own.rstrip())
            if reads_as_advice(own):
                start = line.start + ordinal.end()
                self._items.append(Item(start, start + len(own), True, "ordinal", self._heading, scope=self._scope))

    @staticmethod
    def _is_title(text: str) -> bool:
        if len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",")):
            return False
        return (not OUGHT.search(text) and not (TO_DO.match(text) and len(text.split()) > 8)) or (
            text.endswith(":") and not OUGHT.search(text)
        )

    def _note_heading(self, heading: str) -> None:
        told = re.search(
            r"\b(local|regional|national)\b|-wide|for the (?:country|borough|city|region)", heading, re.IGNORECASE
        )
        self._scope = heading if told or re.search(r"\bregion\b", heading, re.IGNORECASE) else ""
        self._heading = heading
        self._listed = False

    def _close(self) -> None:
        self._open = None

    def _row(self, line: _Line) -> None:
        self._close()
        if is_head(line.text) and not self._columns:
            self._columns = cells_of(line.text)
        elif row := read_row(line.text, self._columns):
            start = line.start + row.start
            self._items.append(Item(start, start + len(row.text), True, "row", "", row.owner, row.scope))
