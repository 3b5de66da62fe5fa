"""The judged set: what is asked, and how well each passage answers it.

Each part has its queries (`test.toml`) and its judgements (`test.qrels`, in the form of the TREC conferences: query, 0,
passage, grade). A passage is known by a digest of its words, so that no text stands here and nothing hangs on ids.
"""

import hashlib
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("development", "test")
GRADES = range(4)
USEFUL = 2
"""The grade from which on a passage is relevant."""

Judgements = dict[str, dict[str, int]]
"""Query id -> passage -> grade."""


@dataclass(frozen=True)
class Query:
    """What somebody types, and in one line what they need, which a grader goes by."""

    id: str
    text: str
    need: str

    @property
    def kind(self) -> str:
        """`keyword`, `phrase`, `acronym`, `question` or `paraphrase` (none of its words need stand in a paper)."""
        return self.id.rpartition("-")[0]


def part_of(query_id: str) -> str:
    """Odd numbers are for development, even ones for the test."""
    return PARTS[int(query_id.rpartition("-")[2]) % 2 == 0]


def queries(part: str) -> list[Query]:
    return [Query(**entry) for entry in tomllib.loads((FOLDER / f"{part}.toml").read_text())["query"]]


def reference(text: str) -> str:
    """The name of a passage: twelve hex digits that letter case, line breaks and typographic forms don't change."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]


def judgements(part: str, folder: Path = FOLDER) -> Judgements:
    """What graders said; empty before anything is graded."""
    found: Judgements = defaultdict(dict)
    file = folder / f"{part}.qrels"
    for line in file.read_text().splitlines() if file.exists() else ():
        query, _, passage, grade = line.split()
        found[query][passage] = int(grade)
    return dict(found)


def write_judgements(part: str, judged: Judgements, folder: Path = FOLDER) -> None:
    lines = [
        f"{query} 0 {passage} {grade}\n" for query in sorted(judged) for passage, grade in sorted(judged[query].items())
    ]
    (folder / f"{part}.qrels").write_text("".join(lines))


def digest_of_test() -> str:
    """sha256 of the test part, queries and judgements: it is fixed before anything is tuned."""
    return hashlib.sha256((FOLDER / "test.toml").read_bytes() + (FOLDER / "test.qrels").read_bytes()).hexdigest()
