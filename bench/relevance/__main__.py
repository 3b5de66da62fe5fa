"""`make relevance`: how well each engine ranks passages, beside a fixed baseline. `docs/relevance.md` explains it.

With `--store` the figures of the test part become those that the tests hold the search to.
"""

import argparse
import os
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.relevance import stored
from bench.relevance.corpus import PAPERS, Corpus, empty_site, load, passages
from bench.relevance.judged import PARTS, judgements, queries, reference
from bench.relevance.measures import interval
from bench.relevance.runs import Run, baseline, elasticsearch_engine, of_engine, tantivy_engine
from bench.relevance.scores import FIRST, FIRST_GLANCE, NotGraded, Score, mean_ndcg, scores
from dhr.search import meaning
from dhr.search.documents import IndexDocument

BASELINE = "baseline"


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__.splitlines()[0])
    arguments.add_argument("--store", action="store_true", help="hold the search to the figures of this run")
    store = arguments.parse_args().store
    with empty_site():
        corpus = load()
    print(f"Passages: {len(passages(corpus.demo))} of the demo, {len(passages(corpus.papers))} of council papers")
    if not corpus.papers:
        print(f"LEFT OUT: the council papers, which are not at {PAPERS} (set DHR_SHARED_DATA)")
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder, ExitStack() as open_engines:
        engines = {"Tantivy": tantivy_engine(corpus.everything, Path(folder, "tantivy"))}
        if address := os.environ.get("DHR_TEST_ELASTICSEARCH_URL"):
            engine = open_engines.enter_context(elasticsearch_engine(address, corpus.everything, folder))
            engines["Elasticsearch"] = engine
        else:
            print("LEFT OUT: Elasticsearch. Set DHR_TEST_ELASTICSEARCH_URL; `scripts/elasticsearch start` prints one")
        runs = {BASELINE: baseline(corpus.everything)}
        for name, engine in engines.items():
            runs[name] = of_engine(engine)
            if meaning.version():
                runs[f"{name}, related"] = of_engine(engine, related=True)
        if not meaning.version():
            print("LEFT OUT: related wording, which needs the extra `semantic`")
        for part in PARTS:
            report(part, runs, corpus.everything)
        if store:
            keep(corpus, folder)


def report(part: str, runs: dict[str, Run], documents: tuple[IndexDocument, ...]) -> None:
    asked = queries(part)
    of_runs = {name: of_part(part, run, documents) for name, run in runs.items()}
    of_baseline = of_runs[BASELINE]
    print(f"\nThe {part} part: {len(of_baseline)} of {len(asked)} queries have a useful passage here")
    print(f"{'':<24}nDCG@{FIRST}  recall@20  unjudged of first {FIRST}  over the baseline (95% interval)")
    for name, found in of_runs.items():
        recall = statistics.fmean(each.recall for each in found)
        unjudged = statistics.fmean(each.unjudged for each in found)
        compared = "" if name == BASELINE else over(found, of_baseline)
        print(f"{name:<24}{mean_ndcg(found):>7.3f}{recall:>11.3f}{unjudged:>22.1f}  {compared}")
    kinds = dict.fromkeys(each.query.kind for each in of_baseline)
    print(f"\n{'nDCG@10':<24}" + "".join(f"{kind:>12}" for kind in kinds))
    for name, found in of_runs.items():
        of_kinds = ([each for each in found if each.query.kind == kind] for kind in kinds)
        print(f"{name:<24}" + "".join(f"{mean_ndcg(of_kind):>12.3f}" for of_kind in of_kinds))
    print()
    for name, found in of_runs.items():
        missed = [each.query.id for each in found if each.missed]
        print(f"{name}, nothing useful among the first {FIRST_GLANCE}: {len(missed)} {' '.join(missed)}")


def of_part(part: str, run: Run, documents: tuple[IndexDocument, ...]) -> list[Score]:
    present = {reference(passage.body) for passage in passages(documents)}
    return scores(run, queries(part), judgements(part), present)


def over(found: list[Score], of_baseline: list[Score]) -> str:
    differences = [ours.ndcg - theirs.ndcg for ours, theirs in zip(found, of_baseline, strict=True)]
    low, high = interval(differences)
    more = mean_ndcg(found) / mean_ndcg(of_baseline) - 1
    return f"{more:+.0%}: {statistics.fmean(differences):+.3f} ({low:+.3f} to {high:+.3f})"


def keep(corpus: Corpus, folder: str) -> None:
    if not (corpus.papers and meaning.version()):
        sys.exit("Nothing was stored: that needs the council papers and the extra `semantic`.")
    found: dict[str, dict[str, list[Score]]] = {run: {} for run in stored.RUNS}
    for name in stored.CORPORA:
        documents = getattr(corpus, name)
        engine = tantivy_engine(documents, Path(folder, name))
        for run in stored.RUNS:
            found[run][name] = of_part("test", of_engine(engine, related=run == "related"), documents)
    stored.write(found)
    print(f"\nStored in {stored.FILE.name}: {stored.read().ndcg}")


if __name__ == "__main__":
    try:
        main()
    except NotGraded as problem:
        sys.exit(str(problem))
