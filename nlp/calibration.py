"""How probable it is that a mention is right, from the grounds on which it rests.

A logistic regression: the weights of a mention's grounds are added up. `python -m nlp train` fits them and writes
`calibration.toml`; the folder that DHR_NLP_MODEL names, if any, takes the place of the package's own.
"""

import math
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = "calibration.toml"
PACKAGE = Path(__file__).parent
_LEAST, _MOST = 0.01, 0.99


@dataclass(frozen=True)
class Calibration:
    """`weights` are log odds by ground; a ground without one says nothing."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, grounds: Iterable[str]) -> float:
        """That a mention on these grounds has its theme, subject and status right; never quite 0 or 1."""
        odds = self.intercept + sum(self.weights.get(ground, 0.0) for ground in grounds)
        return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 3)

    def write(self, folder: Path) -> None:
        """Into `folder`, as `read_calibration` reads it."""
        rows = [f'"{ground}" = {weight:.3f}' for ground, weight in sorted(self.weights.items())]
        lines = ["# Log odds that a mention is right, by its grounds. Made by `python -m nlp train`.", ""]
        lines += [f"intercept = {self.intercept:.3f}", "", "[weights]", *rows, ""]
        (folder / FILE).write_text("\n".join(lines), encoding="utf-8")


def trained_folder() -> Path | None:
    """The folder that DHR_NLP_MODEL names."""
    named = os.environ.get("DHR_NLP_MODEL")
    return Path(named) if named else None


def calibration() -> Calibration:
    """The one in use."""
    return read_calibration(trained_folder() or PACKAGE)


@cache
def read_calibration(folder: Path) -> Calibration:
    """Raises ValueError where `folder` holds none that can be read."""
    try:
        content = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return Calibration(float(content["intercept"]), {k: float(v) for k, v in content["weights"].items()})
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ValueError(f"{folder / FILE} is no calibration that `python -m nlp train` made: {problem}") from problem
