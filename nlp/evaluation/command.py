"""`python -m nlp evaluate`."""

import argparse
import json
import re
import sys
from pathlib import Path

from nlp.evaluation import identifiers, recommendations
from nlp.evaluation.errors import errors
from nlp.evaluation.figures import Evaluation, bars
from nlp.evaluation.report import as_card, as_text, as_values
from nlp.evaluation.scoring import tag_all
from nlp.evaluation.sets import DEVELOPMENT, TEST, is_test, read_set

_NAMED = {"development": DEVELOPMENT, "test": TEST}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set", default="development", metavar="SET", help="development (the default), test, or a file of passages"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the figures as JSON")
    form.add_argument("--errors", action="store_true", help="list what went wrong where, in place of the figures")
    form.add_argument("--card", type=Path, metavar="FILE", help="write the tables between the set's marks in FILE")
    parser.add_argument(
        "--reveal-test",
        action="store_true",
        help="with --errors: show the test set's too. Whoever reads them can't work on the rules any more",
    )


def evaluate(options: argparse.Namespace) -> int:
    """Print the figures of a set; 1 below a bar, 2 when the set can't be read."""
    path = _NAMED.get(options.set) or Path(options.set)
    try:
        if options.errors and is_test(path) and not options.reveal_test:
            raise ValueError("This is the test set: its passages stay unseen. --reveal-test shows them all the same.")
        of = Evaluation(tag_all(read_set(path)))
        if options.card:
            _write_card(options.card, options.set, of)
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.errors:
        print(*errors(of.tagged), sep="\n")
    elif options.json:
        print(json.dumps(as_values(of), indent=1))
    else:
        print(*as_text(of), sep="\n")
        if options.set in _NAMED:
            print("", identifiers.report(beside(path, "identifiers")), sep="\n")
            print("", recommendations.report(beside(path, "recommendations")), sep="\n")
    return int(not all(bar.met for bar in bars(of)))


def beside(path: Path, kind: str) -> Path:
    """The set of this kind that belongs to the same part: `identifiers-test.jsonl` to `test.jsonl`."""
    return path.with_name(f"{kind}-{path.name}")


def _write_card(card: Path, name: str, of: Evaluation) -> None:
    """Put the tables between `<!-- name -->` and `<!-- end of name -->`."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    text = card.read_text(encoding="utf-8")
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"{card} has no place for the figures: it needs {begin.strip()} and {end}, once each")
    tables = begin + "\n" + "\n".join(as_card(of)) + "\n\n" + end
    card.write_text(
        re.sub(re.escape(begin) + ".*" + re.escape(end), lambda _: tables, text, flags=re.DOTALL), encoding="utf-8"
    )
