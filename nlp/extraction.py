"""The commands `recommendations` and `identifiers`: a text in, JSON lines out."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from nlp.advice import recommendations
from nlp.identity import identifiers


def add_commands(commands) -> None:
    """Add both to the subparsers of the command line."""
    commands.add_parser("recommendations", help="read a recommendations section, write its single recommendations")
    parser = commands.add_parser("identifiers", help="read a text, write what could tell who somebody is")
    parser.add_argument("--known", type=_names, default=[], metavar="FILE", help="names that may stay, one a line")


def _names(path: str) -> list[str]:
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise argparse.ArgumentTypeError(f"can't read {path}: {problem}") from problem
    return [line.strip() for line in lines if line.strip()]


def extract(options: argparse.Namespace, text: str, out: TextIO) -> None:
    """Write what the chosen command finds in `text`, an object a line with offsets in code points."""
    found = recommendations(text) if options.command == "recommendations" else identifiers(text, options.known)
    for each in found:
        print(json.dumps(asdict(each), ensure_ascii=False), file=out)
