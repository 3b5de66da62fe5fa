"""How many marked identifiers are found, and how many of those found are marked."""

import json
from collections import Counter
from pathlib import Path

from nlp.evaluation.intervals import wilson
from nlp.identity import identifiers
from nlp.types import IDENTIFIER_KINDS, Identifier

RECALL_BAR = 0.98


def score(path: Path) -> dict[str, tuple[int, int, int, int]]:
    """By kind, and for "all": marks found, marks, findings that are right, findings.

    `path` holds JSON lines: `{"id", "text", "known": [...], "identifiers": [{"kind", "quote", "occurrence"}]}`.
    A mark is found where findings of its kind cover every capital letter and figure of it, for these tell who
    somebody is (where it has none: where they touch it). A finding is right where it touches a mark of its kind.
    Raises ValueError naming the line that can't be read.
    """
    counts = {kind: Counter() for kind in IDENTIFIER_KINDS}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            marked = json.loads(line)
            marks = [_mark(marked["text"], mark) for mark in marked["identifiers"]]
            found = identifiers(marked["text"], marked["known"])
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"{path.name}, line {number}: {problem}") from problem
        for mark in marks:
            counts[mark.kind].update(marks=1, found=_is_found(mark, found))
        for finding in found:
            counts[finding.kind].update(
                findings=1, right=any(mark.kind == finding.kind and _touch(mark, finding) for mark in marks)
            )
    counts["all"] = sum(counts.values(), Counter())
    return {kind: (of["found"], of["marks"], of["right"], of["findings"]) for kind, of in counts.items()}


def report(path: Path) -> str:
    """The figures of `score` as a table with 95% intervals."""
    rows = [f"{'':16} {'recall':>30} {'precision':>30}"]
    for kind, (found, marks, right, findings) in score(path).items():
        rows.append(f"{kind:16} {_share(found, marks):>30} {_share(right, findings):>30}")
    return "\n".join(rows)


def _mark(text: str, mark: dict) -> Identifier:
    at = -1
    for _ in range(mark["occurrence"]):
        at = text.index(mark["quote"], at + 1)
    if mark["kind"] not in IDENTIFIER_KINDS:
        raise ValueError(f"{mark['kind']!r} is no kind of identifier")
    return Identifier(mark["kind"], at, at + len(mark["quote"]), mark["quote"])


def _is_found(mark: Identifier, found: list[Identifier]) -> bool:
    same = [finding for finding in found if finding.kind == mark.kind and _touch(mark, finding)]
    telling = [mark.start + i for i, letter in enumerate(mark.quote) if letter.isupper() or letter.isdigit()]
    return bool(same) and all(any(finding.start <= at < finding.end for finding in same) for at in telling)


def _touch(one: Identifier, other: Identifier) -> bool:
    return one.start < other.end and other.start < one.end


def _share(right: int, of: int) -> str:
    interval = wilson(right, of)
    if interval is None:
        return "none"
    low, high = interval
    return f"{right}/{of} {right / of:.3f} ({low:.3f}-{high:.3f})"
