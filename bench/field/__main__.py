"""`python -m bench.field`: what a matrix learned from four fifths of the texts does for the fifth that was held back.

With `--store` it is learned from all of them and written to `dhr/search/field.npy`. The same texts give the same
matrix, but for the last digit on another machine.
"""

import argparse
from collections.abc import Sequence

import numpy as np

from bench.field.learning import learned, unit
from bench.field.texts import PARTS, Asked, Family, asked, families
from dhr.search import meaning

FIFTHS, FIRST = 5, 10
TRIED = (0, 5, 10, 15, 25)
ROUNDS = 10
"""With more, the texts that were held back gain nothing."""


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench.field", description=__doc__.splitlines()[0])
    arguments.add_argument("--store", action="store_true", help="write the matrix that the search uses")
    store = arguments.parse_args().store
    of_families, of_asked = families(meaning.of_model), asked(meaning.of_model)
    print(f"{len(of_families)} changes in {sum(PARTS.values())} wordings each, {len(of_asked)} passages asked for\n")
    print(f"Held back, by rounds: other wordings among the first {FIRST}; passages first among all (reciprocal rank)")
    for rounds in TRIED:
        kept = [_held_back(of_families, of_asked, fifth, rounds) for fifth in range(FIFTHS)]
        print(f"{rounds:>4}  {np.mean([one for one, _ in kept]):.3f}  {np.mean([other for _, other in kept]):.3f}")
    if store:
        np.save(meaning.FIELD, learned(of_families, of_asked, ROUNDS).astype(np.float16))
        print(f"\nWritten to {meaning.FIELD.name}")


def _held_back(of_families: Sequence[Family], of_asked: Sequence[Asked], fifth: int, rounds: int) -> tuple:
    learn = [each for at, each in enumerate(of_families) if at % FIFTHS != fifth]
    read = [each for at, each in enumerate(of_asked) if at % FIFTHS != fifth]
    matrix = learned(learn, read, rounds)
    return _wordings_found(of_families[fifth::FIFTHS], matrix), _passages_found(of_asked[fifth::FIFTHS], matrix)


def _wordings_found(held: Sequence[Family], matrix: np.ndarray) -> float:
    """Of the other wordings of a change, the share that is among the nearest of all recommendations held back."""
    rows = unit(np.concatenate([part for each in held for part in (each.same, each.other_body, each.near)]) @ matrix)
    size = sum(PARTS.values())
    same = np.array([at for at in range(len(rows)) if at % size < PARTS["same"]])
    scores = rows[same] @ rows.T
    scores[np.arange(len(same)), same] = -np.inf
    nearest = np.argsort(-scores, axis=1)[:, :FIRST]
    right = (nearest // size == same[:, None] // size) & (nearest % size < PARTS["same"])
    return float(right.sum(1).mean() / (PARTS["same"] - 1))


def _passages_found(held: Sequence[Asked], matrix: np.ndarray) -> float:
    """The mean reciprocal rank of the passage that is asked for among all passages held back."""
    passages = unit(np.stack([each.passage for each in held]) @ matrix)
    found = []
    for at, each in enumerate(held):
        scores = unit(each.ways @ matrix) @ passages.T
        found += list(1 / (1 + (scores > scores[:, [at]]).sum(1)))
    return float(np.mean(found))


if __name__ == "__main__":
    main()
