"""`make already`: how well earlier recommendations are found that ask for the same, beside plain BM25.

With `--store` the figures of the test part become those that the tests hold the search to (docs/relevance.md).
"""

import argparse
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dhr.settings")

MANY = 20_000


def main() -> None:
    import django

    django.setup()
    from bench.already.judged import PARTS, entries
    from bench.already.runs import baseline, ours
    from bench.already.scores import FIRST, mean, scores, store
    from bench.relevance.measures import interval
    from dhr.search.vectors import model_wanted

    parser = argparse.ArgumentParser(prog="python -m bench.already", description=__doc__.splitlines()[0])
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--development", action="store_true", help="the development part alone, as while tuning")
    only.add_argument("--store", action="store_true", help="hold the search to the figures of the test part")
    arguments = parser.parse_args()
    earlier = entries("earlier")
    runs = {"bm25": baseline(earlier), "words": ours(earlier, meaning=False)}
    runs["words, themes read"] = ours(earlier, meaning=False, stated=False)
    if model_wanted():
        runs["meaning"] = ours(earlier, meaning=True)
        runs["meaning, themes read"] = ours(earlier, meaning=True, stated=False)
    else:
        print("LEFT OUT: with the sentence model, which needs the extra `semantic`")
    for part in PARTS[:1] if arguments.development else PARTS:
        of_runs = {name: scores(run, part) for name, run in runs.items()}
        of_baseline = of_runs["bm25"]
        print(f"\nThe {part} part: {len(of_baseline)} queries, {len(earlier)} earlier recommendations")
        print(f"{'':<22}nDCG@{FIRST} (95% interval)      unjudged of first {FIRST}  over plain BM25 (95% interval)")
        for name, found in of_runs.items():
            low, high = interval([each.ndcg for each in found])
            unjudged = statistics.fmean(each.unjudged for each in found)
            over = [ours.ndcg - theirs.ndcg for ours, theirs in zip(found, of_baseline, strict=True)]
            line = f"{name:<22}{mean(found):.3f} ({low:.3f} to {high:.3f}){unjudged:>20.1f}"
            if name != "bm25":
                line += "{:>24.3f} ({:+.3f} to {:+.3f})".format(statistics.fmean(over), *interval(over))
            print(line)
    if arguments.store:
        store({name: found for name, found in of_runs.items() if name != "bm25"})
    _speed(earlier)


def _speed(earlier) -> None:
    from dhr.search.already.alike import likenesses

    held = [entry.compared for entry in earlier]
    many = (held * (MANY // len(held) + 1))[:MANY]
    began = time.perf_counter()
    likenesses(held[:1], many)
    print(f"\nOne compared with {MANY:,}: {time.perf_counter() - began:.2f} s, beside what reading them takes")


if __name__ == "__main__":
    main()
