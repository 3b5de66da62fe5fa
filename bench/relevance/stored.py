"""The figures that the search must not fall below (`stored.toml`), with the test part that they were measured on."""

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bench.relevance.judged import FOLDER, digest_of_test
from bench.relevance.scores import Score, mean_ndcg

CORPORA = ("demo", "everything")
"""Attributes of `Corpus`: the demo alone, and with the council papers."""

FILE = FOLDER / "stored.toml"
HEAD = "# What tests/search/test_relevance.py holds the search to. Written by `python -m bench.relevance --store`.\n"


@dataclass(frozen=True)
class Stored:
    """ndcg    corpus -> mean nDCG@10 of the test part on the embedded engine, rounded down
    missed  corpus -> ids of its queries with nothing useful among the first three
    """

    test_sha256: str
    ndcg: dict[str, float]
    missed: dict[str, list[str]]


def read(file: Path = FILE) -> Stored:
    return Stored(**tomllib.loads(file.read_text()))


def write(scores: dict[str, list[Score]], file: Path = FILE) -> None:
    """Keep what `scores` (corpus -> scores of the test part) say."""
    lines = [HEAD, f'test_sha256 = "{digest_of_test()}"\n', "\n[ndcg]\n"]
    lines += [f"{corpus} = {math.floor(mean_ndcg(scores[corpus]) * 1_000) / 1_000}\n" for corpus in CORPORA]
    lines += ["\n[missed]\n"]
    lines += [f"{corpus} = {[each.query.id for each in scores[corpus] if each.missed]}\n" for corpus in CORPORA]
    file.write_text("".join(lines).replace("'", '"'))
