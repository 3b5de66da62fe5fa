"""Command line: `python -m nlp tag < in.jsonl > out.jsonl`, and `recommendations`, `identifiers`,
`evaluate` and `train`, which their help explains.

For `tag`, a line in: {"id": ..., "text": ..., "people": {"victim": ["Amina"], "perpetrator": ["Joseph"], "child": []}};
`people` may be empty or left out. A line out: {"id": ..., "mentions": [...]}, and "suggestions" where a classifier has
any. A line that can't be read is reported by its number on standard error, the others still come out, and the exit code
is then 1.
"""

import argparse
import io
import json
import os
import sys
from typing import BinaryIO, TextIO

from nlp.analysis import analyse
from nlp.evaluation import command as evaluation
from nlp.extraction import add_commands, extract
from nlp.suggesting import suggestions
from nlp.training import command as training

_FIELDS = ("theme", "start", "end", "quote", "subject", "status", "cue", "rule", "score")


def tag(lines: BinaryIO, out: TextIO, errors: TextIO) -> int:
    """Tag each line; returns the exit code."""
    failed = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = _tag_line(line)
        except ValueError as problem:
            print(f"line {number}: {problem}", file=errors)
            failed = True
        else:
            print(json.dumps(answer, ensure_ascii=False), file=out)
    return int(failed)


def _tag_line(line: bytes) -> dict:
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise ValueError("is no UTF-8 text") from problem
    except json.JSONDecodeError as problem:
        raise ValueError(f"is no JSON: {problem.msg} at column {problem.colno}") from problem
    except RecursionError as problem:
        raise ValueError("is nested too deeply") from problem
    if not isinstance(entry, dict):
        raise ValueError("must be an object with id, text and people")
    if "id" not in entry:
        raise ValueError("has no id")
    if not isinstance(entry.get("text"), str):
        raise ValueError("has no text, or a text that is no string")
    mentions = analyse(entry["text"], entry.get("people"))
    answer = {
        "id": entry["id"],
        "mentions": [{field: getattr(mention, field) for field in _FIELDS} for mention in mentions],
    }
    suggested = suggestions(entry["text"], {mention.theme for mention in mentions})
    return answer | ({"suggestions": [vars(each) for each in suggested]} if suggested else {})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nlp", description="Find the themes of reviews in text.")
    parser.add_argument(
        "--model", metavar="DIR", help="what `train --output` wrote (else DHR_NLP_MODEL, else as shipped)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("tag", help="read JSON lines from standard input, write their mentions")
    evaluation.add_arguments(commands.add_parser("evaluate", help="score the tagger on marked passages"))
    training.add_arguments(commands.add_parser("train", help="learn from marked passages and people's decisions"))
    add_commands(commands)
    options = parser.parse_args(arguments)
    if options.model:
        os.environ["DHR_NLP_MODEL"] = options.model
    if options.command == "evaluate":
        return evaluation.evaluate(options)
    if options.command == "train":
        return training.train(options)
    # Lone surrogates are legal in JSON strings but not in UTF-8: they go out as JSON escapes do.
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        if options.command == "tag":
            return tag(sys.stdin.buffer, out, sys.stderr)
        extract(options, sys.stdin.buffer.read().decode("utf-8-sig"), out)
        return 0
    except UnicodeDecodeError:
        print("The text is no UTF-8.", file=sys.stderr)
        return 1
    finally:
        out.flush()


if __name__ == "__main__":
    sys.exit(main())
