"""What was judged: new recommendations (`queries.jsonl`), earlier ones, and how much alike a grader found them.

All are invented. The grades follow GUIDE.md beside them. Which queries belong to which part was drawn by lot before
anything was graded: 40 for development, 60 for the test.
"""

import hashlib
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dhr.search.already.compared import Compared, compared

FOLDER = Path(__file__).parent
PARTS = ("development", "test")
DEVELOPMENT, SEED = 40, 20
GRADES = range(4)

Judgements = dict[str, dict[str, int]]
"""Query id -> id of an earlier recommendation -> grade."""


@dataclass(frozen=True)
class Entry:
    """A recommendation with what a person states of it; `themes` are codes of the taxonomy."""

    id: str
    review: str
    area: str
    year: int
    text: str
    recipient: str
    agency: str
    scope: str
    themes: tuple[str, ...]

    @property
    def compared(self) -> Compared:
        return compared(self.text, recipient=self.recipient, body=self.agency, themes=self.themes)


def entries(name: str) -> list[Entry]:
    """Those of `earlier` or `queries`."""
    lines = (FOLDER / f"{name}.jsonl").read_text().splitlines()
    return [Entry(**each | {"themes": tuple(each["themes"])}) for each in map(json.loads, lines)]


def part_of(query_id: str) -> str:
    return PARTS[query_id not in _DEVELOPMENT]


def queries(part: str) -> list[Entry]:
    return [query for query in entries("queries") if part_of(query.id) == part]


def judgements(folder: Path = FOLDER) -> Judgements:
    found: Judgements = defaultdict(dict)
    for line in (folder / "grades.jsonl").read_text().splitlines():
        each = json.loads(line)
        found[each["query"]][each["earlier"]] = each["grade"]
    return dict(found)


def digest_of_test() -> str:
    """sha256 of the test part: its queries, the earlier recommendations and the grades."""
    tested = {query.id for query in queries("test")}
    grades = {query: sorted(graded.items()) for query, graded in sorted(judgements().items()) if query in tested}
    whole = repr((entries("earlier"), queries("test"), grades))
    return hashlib.sha256(whole.encode()).hexdigest()


def _drawn() -> frozenset[str]:
    ids = sorted(query.id for query in entries("queries"))
    return frozenset(random.Random(SEED).sample(ids, DEVELOPMENT))


_DEVELOPMENT = _drawn()
