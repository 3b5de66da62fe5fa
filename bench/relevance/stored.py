"""The figures that the search must not fall below (`stored.toml`), with the test part that they were measured on."""

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bench.relevance.judged import FOLDER, digest_of_test
from bench.relevance.scores import Score, mean_ndcg

CORPORA = ("demo", "everything")
"""Attributes of `Corpus`: the demo alone, and with the council papers."""

RUNS = ("words", "related")
"""By words alone, and with related wording."""

FILE = FOLDER / "stored.toml"
HEAD = "# What tests/search/test_relevance.py holds the search to. Written by `python -m bench.relevance --store`.\n"


@dataclass(frozen=True)
class Stored:
    """ndcg    run -> corpus -> mean nDCG@10 of the test part on the embedded engine, rounded down
    missed  run -> corpus -> ids of its queries with nothing useful among the first three
    """

    test_sha256: str
    ndcg: dict[str, dict[str, float]]
    missed: dict[str, dict[str, list[str]]]


def read(file: Path = FILE) -> Stored:
    return Stored(**tomllib.loads(file.read_text()))


def write(scores: dict[str, dict[str, list[Score]]], file: Path = FILE) -> None:
    """Keep what `scores` (run -> corpus -> scores of the test part) say."""
    lines = [HEAD, f'test_sha256 = "{digest_of_test()}"\n']
    for run, of_corpora in scores.items():
        lines += [f"\n[ndcg.{run}]\n"]
        lines += [f"{corpus} = {math.floor(mean_ndcg(of_corpora[corpus]) * 1_000) / 1_000}\n" for corpus in CORPORA]
        lines += [f"\n[missed.{run}]\n"]
        missed = {corpus: [each.query.id for each in of_corpora[corpus] if each.missed] for corpus in CORPORA}
        lines += [f"{corpus} = {ids}\n" for corpus, ids in missed.items()]
    file.write_text("".join(lines).replace("'", '"'))
