"""Sheets for graders: `python -m bench.relevance.pool FOLDER` (outside the project: the sheets hold passages' text).

For each query the first 20 passages of every variant, shuffled, without a word about who found them. What is judged
already is left out. The queries of both parts are dealt out over three bundles; HOW.md beside them tells what to do.
"""

import json
import random
import sys
import tempfile
from pathlib import Path

from bench.relevance.corpus import Corpus, empty_site, load, passages
from bench.relevance.judged import PARTS, Query, judgements, queries, reference
from bench.relevance.runs import DEPTH, Run
from bench.relevance.variants import variants

BUNDLES = 3
SEED = 11
HOW = """\
# Grading search results

Each bundle is a JSON list of queries. A query has what somebody typed (`text`), what they need (`need`) and passages in
no order that means anything. Read every passage with its paper's title and its section's heading, and give it a grade:

- 3: it answers the need directly;
- 2: it is clearly useful to it;
- 1: it touches it;
- 0: no.

Go by the need, not by words that the passage shares with the query. A passage that says something true of the need's
subject without helping with the need is a 1. A heading alone, a bare name or a list's opening line is a 0. Grade each
passage for itself: two that say the same thing get the same grade.

Write one line of JSON for each passage of each query, nothing else, and leave none out, into a file named after the
bundle (`bundle1.jsonl`):

    {"query": "keyword-01", "ref": "0123456789ab", "grade": 2}
"""


def main(folder: Path) -> None:
    with empty_site():
        corpus = load()
    if not corpus.papers:
        sys.exit("The council papers are not here (set DHR_SHARED_DATA): the pool would lack their passages.")
    everything = [query for part in PARTS for query in queries(part)]
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as indexes:
        runs = variants(corpus.everything, Path(indexes))
        print("Variants:", ", ".join(runs))
        sheets = [sheet(query, runs, corpus) for query in everything]
    random.Random(SEED).shuffle(sheets)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "HOW.md").write_text(HOW)
    for number in range(BUNDLES):
        bundle = sheets[number::BUNDLES]
        (folder / f"bundle{number + 1}.json").write_text(json.dumps(bundle, indent=1, ensure_ascii=False))
        sizes = [len(each["passages"]) for each in bundle]
        print(f"bundle{number + 1}.json: {len(bundle)} queries with {min(sizes)} to {max(sizes)} passages each")


def sheet(query: Query, runs: dict[str, Run], corpus: Corpus) -> dict:
    """What a grader sees of one query."""
    known = {reference(passage.body): passage for passage in passages(corpus.everything)}
    judged = {ref for part in PARTS for ref in judgements(part).get(query.id, {})}
    found = sorted({ref for run in runs.values() for ref in run(query.text)[:DEPTH]} - judged)
    random.Random(f"{SEED} {query.id}").shuffle(found)
    return {
        "query": query.id,
        "text": query.text,
        "need": query.need,
        "passages": [
            {
                "number": number,
                "ref": ref,
                "title": known[ref].title,
                "section": known[ref].section,
                "text": known[ref].body,
            }
            for number, ref in enumerate(found, start=1)
        ],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m bench.relevance.pool FOLDER")
    main(Path(sys.argv[1]))
