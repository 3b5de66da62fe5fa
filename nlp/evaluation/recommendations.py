"""How well sections are cut into recommendations, and what is said of each."""

import json
from collections import Counter
from pathlib import Path

from nlp.advice import recommendations
from nlp.evaluation.intervals import wilson


def score(path: Path) -> Counter:
    """Counts over the sections of `path`, JSON lines of
    `{"id", "text", "recommendations": [{"text", "recipients", "scope", "themes"}]}`.

    `marked`, `found` and `same` (both, by their words alone: case, white space and closing marks don't count); of the
    same ones those with the right `recipients` (all and no other), `scope`, `themes` (exactly) and `a theme` (one of
    those marked). Raises ValueError naming the line that can't be read.
    """
    counts = Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            section = json.loads(line)
            marked = {_words(each["text"]): each for each in section["recommendations"]}
            found = {_words(each.text): each for each in recommendations(section["text"])}
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"{path.name}, line {number}: {problem}") from problem
        counts.update(marked=len(marked), found=len(found))
        for words in marked.keys() & found.keys():
            mark, finding = marked[words], found[words]
            counts.update(
                {
                    "same": 1,
                    "recipients": set(finding.recipients) == set(mark["recipients"]),
                    "scope": finding.scope == mark["scope"],
                    "themes": set(finding.themes) == set(mark["themes"]),
                    "a theme": bool(set(finding.themes) & set(mark["themes"])),
                }
            )
    return counts


def report(path: Path) -> str:
    """The figures of `score` as a table with 95% intervals."""
    counts = score(path)
    f1 = 2 * counts["same"] / max(counts["marked"] + counts["found"], 1)
    rows = [
        _row("precision", counts["same"], counts["found"]),
        _row("recall", counts["same"], counts["marked"]),
        f"{'F1':16} {f1:.3f}",
    ]
    return "\n".join(
        rows + [_row(name, counts[name], counts["same"]) for name in ("recipients", "scope", "themes", "a theme")]
    )


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .;,")


def _row(name: str, right: int, of: int) -> str:
    interval = wilson(right, of)
    if interval is None:
        return f"{name:16} none"
    low, high = interval
    return f"{name:16} {right}/{of} {right / of:.3f} ({low:.3f}-{high:.3f})"
