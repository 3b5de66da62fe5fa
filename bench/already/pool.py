"""What graders read: `python -m bench.already.pool FILE`, one line of JSON a pair of query and earlier recommendation.

For each query the first 20 of every run that nobody has judged, shuffled, without a word about which run found them.
"""

import json
import os
import random
import sys
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dhr.settings")

SEED = 23
SHOWN = ("text", "recipient", "agency", "scope")


def main(file: Path) -> None:
    import django

    django.setup()
    from bench.already.judged import entries, judgements
    from bench.already.runs import baseline, ours

    earlier, queries = entries("earlier"), entries("queries")
    runs = [baseline(earlier), ours(earlier, meaning=False), ours(earlier, meaning=True)]
    by_id = {entry.id: entry for entry in earlier}
    judged = judgements()
    lines = []
    for query in queries:
        found = sorted({each for run in runs for each in run(query)} - judged.get(query.id, {}).keys())
        random.Random(f"{SEED} {query.id}").shuffle(found)
        lines += [
            {"query": query.id, "earlier": each} | _shown(query, "query") | _shown(by_id[each], "earlier")
            for each in found
        ]
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    print(f"{len(lines)} pairs of {len(queries)} queries")


def _shown(entry, prefix: str) -> dict:
    return {f"{prefix}_{name}": value for name, value in asdict(entry).items() if name in SHOWN}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m bench.already.pool FILE")
    main(Path(sys.argv[1]))
