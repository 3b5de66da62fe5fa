"""Graders' answers into judgements: `python -m bench.relevance.grades SHEETS ANSWERS.jsonl ...`.

SHEETS is the folder that `bench.relevance.pool` filled. Every passage of its sheets must be graded; where several
graders did so, the median counts, the lower of two. Judgements that there are of other passages stay.
"""

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from bench.relevance.judged import FOLDER, GRADES, PARTS, Judgements, judgements, part_of, write_judgements

Pair = tuple[str, str]
"""Query id and passage."""


class Unclear(Exception):
    """Something in the graders' answers can't be used. The message says where; nothing was written."""


def asked(sheets: Path) -> set[Pair]:
    """Every query and passage that graders were asked about."""
    return {
        (sheet["query"], passage["ref"])
        for bundle in sorted(sheets.glob("bundle*.json"))
        for sheet in json.loads(bundle.read_text())
        for passage in sheet["passages"]
    }


def answered(files: list[Path], pairs: set[Pair]) -> dict[Pair, int]:
    """The grade of each of `pairs`. Raises Unclear."""
    given: dict[Pair, list[int]] = defaultdict(list)
    for file in files:
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            if not line.strip():
                continue
            try:
                answer = json.loads(line)
                pair, grade = (answer["query"], answer["ref"]), answer["grade"]
            except (ValueError, KeyError, TypeError) as error:
                raise Unclear(f"{file.name}, line {number}: not an answer") from error
            if pair not in pairs:
                raise Unclear(f"{file.name}, line {number}: nobody asked about {' '.join(map(str, pair))}")
            if grade not in GRADES:
                raise Unclear(f"{file.name}, line {number}: there is no grade {grade!r}")
            given[pair].append(int(grade))
    if missing := sorted(pairs - given.keys()):
        shown = ", ".join(" ".join(pair) for pair in missing[:5])
        raise Unclear(f"{len(missing)} passages have no grade: {shown}{' ...' if len(missing) > 5 else ''}")
    return {pair: statistics.median_low(grades) for pair, grades in given.items()}


def take(sheets: Path, files: list[Path], folder: Path = FOLDER) -> None:
    """Add what graders said to the judgements in `folder`. Raises Unclear."""
    judged: dict[str, Judgements] = {part: defaultdict(dict, judgements(part, folder)) for part in PARTS}
    for (query, passage), grade in answered(files, asked(sheets)).items():
        judged[part_of(query)][query][passage] = grade
    for part in PARTS:
        write_judgements(part, judged[part], folder)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("Usage: python -m bench.relevance.grades SHEETS ANSWERS.jsonl ...")
    try:
        take(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
    except Unclear as problem:
        sys.exit(str(problem))
    print("Judgements written. `python -m bench.relevance --store` fixes the test part and the figures to hold.")
