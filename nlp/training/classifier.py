"""A light classifier of passages, which suggests themes where no rule fired.

spaCy's bag of words, a linear model: with a few hundred passages a larger one learns them by heart.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed

from nlp.evaluation.intervals import Interval, bootstrap
from nlp.evaluation.scoring import Score, Tagged
from nlp.evaluation.sets import Passage
from nlp.taxonomy import taxonomy
from nlp.training.folds import FOLDS, folds

_ROUNDS = 30
_BATCH = 16
_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_NEVER = 2.0  # a threshold that no score reaches
_TEXTCAT = {
    "model": {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": False,
        "ngram_size": 2,
        "no_output_layer": False,
        "length": 32768,
    },
    "threshold": 0.5,
}


@dataclass(frozen=True)
class Trial:
    """What suggestions add on passages that were held back from the classifier and from the choice of a threshold.

    `gain` is in F1 over all themes, `threshold` the score from which a theme is best suggested.
    """

    rules: Score
    together: Score
    gain: float
    interval: Interval
    threshold: float

    @property
    def better(self) -> bool:
        """Whether rules and suggestions find more than rules alone, beyond chance."""
        return self.interval[0] > 0


def train(passages: Sequence[Passage]) -> Language:
    """A pipeline whose `doc.cats` say how likely each theme is in a text."""
    fix_random_seed(0)
    pipeline = spacy.blank("en")
    textcat = pipeline.add_pipe("textcat_multilabel", config=_TEXTCAT)
    for theme in taxonomy():
        textcat.add_label(theme)
    examples = [Example.from_dict(pipeline.make_doc(p.text), {"cats": known_themes(p)}) for p in passages]
    optimizer = pipeline.initialize(lambda: examples)
    shuffled = random.Random(0)  # noqa: S311
    for _ in range(_ROUNDS):
        shuffled.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            pipeline.update(examples[start : start + _BATCH], sgd=optimizer)
    return pipeline


def known_themes(passage: Passage) -> dict[str, float]:
    """1 for each theme that is in the passage, 0 for each that isn't; nothing where nobody decided."""
    marked = {mark.theme for mark in passage.marks}
    return {theme: float(theme in marked) for theme in taxonomy() if passage.decides(theme)}


def trial(tagged: Sequence[Tagged]) -> Trial:
    """Cross-validation over passages.

    Each fifth is scored by a classifier that saw only the others, with the threshold that would have been best for
    these. Raises ValueError where there are fewer passages than folds.
    """
    if len(tagged) < FOLDS:
        raise ValueError(f"A classifier needs at least {FOLDS} passages.")
    fold_of = folds(len(tagged))
    scores: list[dict[str, float]] = [{} for _ in tagged]
    for fold in range(FOLDS):
        pipeline = train([one.passage for one, of in zip(tagged, fold_of, strict=True) if of != fold])
        for number in np.flatnonzero(fold_of == fold):
            scores[number] = pipeline(tagged[number].passage.text).cats
    rules = [_counts(one, {}, _NEVER) for one in tagged]
    together = list(rules)
    for fold in range(FOLDS):
        threshold = _best(tagged, scores, fold_of != fold, (_NEVER, *_THRESHOLDS))
        for number in np.flatnonzero(fold_of == fold):
            together[number] = _counts(tagged[number], scores[number], threshold)
    both = [before + after for before, after in zip(rules, together, strict=True)]
    return Trial(
        rules=Score(tuple(rules)),
        together=Score(tuple(together)),
        gain=float(_gain(np.array(both).sum(axis=0))),
        interval=bootstrap(both, _gain),
        threshold=_best(tagged, scores, np.full(len(tagged), True), _THRESHOLDS),
    )


def _gain(sums: np.ndarray) -> np.ndarray:
    """How much more F1 columns 3 to 5 have than columns 0 to 2."""
    return _f1(sums[3:]) - _f1(sums[:3])


def _f1(sums: np.ndarray) -> np.ndarray:
    return 2 * sums[0] / np.maximum(1, 2 * sums[0] + sums[1] + sums[2])


def _best(
    tagged: Sequence[Tagged], scores: Sequence[dict[str, float]], among: np.ndarray, thresholds: Sequence[float]
) -> float:
    """The first of `thresholds` with the best F1 of rules and suggestions together."""

    def reached(threshold: float) -> float:
        counts = [_counts(tagged[number], scores[number], threshold) for number in np.flatnonzero(among)]
        return float(_f1(np.array(counts).sum(axis=0)))

    return max(thresholds, key=reached)


def _counts(one: Tagged, scores: dict[str, float], threshold: float) -> tuple[int, int, int]:
    """Hits, false alarms and misses among the themes of a passage."""
    marked = {mark.theme for mark in one.passage.marks}
    said = {mention.theme for mention in one.mentions} | {t for t, score in scores.items() if score >= threshold}
    said = {theme for theme in said if one.passage.decides(theme)}
    return len(marked & said), len(said - marked), len(marked - said)
