"""Marked passages (`GUIDE.md` tells how they are marked), read and checked."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nlp.people import read_people
from nlp.taxonomy import taxonomy
from nlp.types import STATUSES, SUBJECTS

FOLDER = Path(__file__).parent
DEVELOPMENT = FOLDER / "development.jsonl"
TEST = FOLDER / "test.jsonl"
TEST_HASHES = FOLDER / "test.sha256"


@dataclass(frozen=True)
class Mark:
    """What a passage is marked with, at code points start..end. `status` is None only where something was rejected."""

    theme: str
    subject: str | None
    status: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A marked passage.

    `people` is as `nlp.analyse` takes it. `marks` holds those of parent themes too. `rejected` is None where
    every theme that isn't marked is absent; where people only decided on some mentions, it holds those that they
    refused, and the rest is undecided.
    """

    id: str
    voice: str
    text: str
    people: Mapping
    marks: tuple[Mark, ...]
    rejected: tuple[Mark, ...] | None = None

    def decides(self, theme: str) -> bool:
        """Whether it is known if `theme` is in the passage."""
        return self.rejected is None or any(theme == mark.theme for mark in (*self.marks, *self.rejected))

    def decides_subject(self, theme: str, subject: str | None) -> bool:
        """Whether it is known if `theme` is in the passage about `subject`."""
        marks = (*self.marks, *(self.rejected or ()))
        return self.rejected is None or any((theme, subject) == (mark.theme, mark.subject) for mark in marks)


def read_set(path: Path) -> list[Passage]:
    """The passages of a file of JSON lines.

    Raises ValueError that names every line that is wrong, OSError where the file can't be read.
    """
    passages, problems, seen = [], [], set()
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            passage = _read_passage(line)
            if passage.id in seen:
                raise ValueError(f"the id {passage.id!r} is that of an earlier line")
        except ValueError as problem:
            problems.append(f"{path.name}, line {number}: {problem}")
        else:
            seen.add(passage.id)
            passages.append(passage)
    if problems:
        raise ValueError("\n".join(problems))
    if not passages:
        raise ValueError(f"{path.name} holds no passage")
    return passages


def is_test(path: Path) -> bool:
    """Whether a file is one of the test sets, or a copy of one."""
    return path.name in test_hashes() or digest(path) in test_hashes().values()


def test_hashes() -> dict[str, str]:
    """SHA-256 of each test set by its file name, as they were when they were marked."""
    rows = (line.split() for line in TEST_HASHES.read_text(encoding="ascii").splitlines())
    return {name: hexdigest for hexdigest, name in rows}


def digest(path: Path) -> str:
    """SHA-256 of a file, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_passage(line: bytes) -> Passage:
    try:
        entry = json.loads(line)
    except UnicodeDecodeError as problem:
        raise ValueError("is no UTF-8 text") from problem
    except json.JSONDecodeError as problem:
        raise ValueError(f"is no JSON: {problem.msg} at column {problem.colno}") from problem
    if not isinstance(entry, dict):
        raise ValueError("must be an object with id, text, people and marks")
    for field in ("id", "text"):
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            raise ValueError(f"{field} must be text, and not empty")
    text = entry["text"]
    marks = [_read_mark(text, row, "mark", number) for number, row in _rows(entry, "marks")]
    read_people(entry.get("people"))
    rejected = None
    if "rejected" in entry:
        rejected = tuple(_read_mark(text, row, "rejected", number) for number, row in _rows(entry, "rejected"))
    return Passage(
        id=entry["id"],
        voice=str(entry.get("voice", "")),
        text=text,
        people=entry.get("people") or {},
        marks=tuple(_with_parents(marks)),
        rejected=rejected,
    )


def _rows(entry: dict, field: str) -> Iterator[tuple[int, object]]:
    rows = entry.get(field)
    if not isinstance(rows, list):
        raise ValueError(f"{field} must be a list")
    return enumerate(rows, 1)


def _read_mark(text: str, row: object, kind: str, number: int) -> Mark:
    where = f"{kind} {number}"
    if not isinstance(row, dict):
        raise ValueError(f"{where} must be an object with theme and quote")
    theme = taxonomy().get(str(row.get("theme")))
    if theme is None:
        raise ValueError(f"{where} has no theme of the taxonomy: {row.get('theme')!r}")
    quote = row.get("quote")
    if not isinstance(quote, str) or not quote.strip():
        raise ValueError(f"{where} ({theme.code}) has no quote")
    start = text.find(quote)
    if start < 0:
        raise ValueError(f"{where} ({theme.code}): its quote does not stand in the text")
    if str(row.get("cue") or "") not in text:
        raise ValueError(f"{where} ({theme.code}): its cue does not stand in the text")
    subject, status = row.get("subject"), row.get("status")
    if not theme.subject_bearing:
        if subject or status not in (None, "", "present"):
            raise ValueError(f"{where} ({theme.code}): a practice theme has neither subject nor status")
        return Mark(theme.code, None, "present", start, start + len(quote))
    if subject not in SUBJECTS:
        raise ValueError(f"{where} ({theme.code}): the subject must be one of {', '.join(SUBJECTS)}")
    if status not in STATUSES and not (kind == "rejected" and status is None):
        raise ValueError(f"{where} ({theme.code}): the status must be one of {', '.join(STATUSES)}")
    return Mark(theme.code, subject, status, start, start + len(quote))


def _with_parents(marks: list[Mark]) -> Iterator[Mark]:
    """The marks, and for each of a theme with a parent one of the parent, once for a subject and status."""
    yield from marks
    known = {(mark.theme, mark.subject, mark.status) for mark in marks}
    for mark in marks:
        parent = taxonomy()[mark.theme].parent
        if parent and (parent, mark.subject, mark.status) not in known:
            known.add((parent, mark.subject, mark.status))
            yield Mark(parent, mark.subject, mark.status, mark.start, mark.end)
