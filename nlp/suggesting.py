"""Themes that a trained classifier suspects in a text where no rule fired: for a person to look at, never marks."""

import shutil
from collections.abc import Collection
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from nlp.calibration import PACKAGE, trained_folder
from nlp.types import Suggestion

_FOLDER = "suggestions"
_SUGGEST_FROM = "suggest_from"
_SHORTEST = 20  # words; about the shortest passages that it learns from: of less it knows next to nothing


def suggestions(text: str, found: Collection[str] = (), *, model: Path | str | None = None) -> list[Suggestion]:
    """Themes that are likely in `text` and not among those `found` there, codes of themes; the likeliest first.

    Of a text that is shorter than a passage nothing is suggested. `model` is a folder that `python -m nlp train`
    wrote; else the one that DHR_NLP_MODEL names. Without either there are suggestions only if the package holds a
    classifier. Raises ValueError where a folder that was named holds none.
    """
    named = Path(model) if model else trained_folder()
    if named is None and not (PACKAGE / _FOLDER).is_dir():
        return []
    pipeline = _load(named or PACKAGE)
    if len(text.split()) < _SHORTEST:
        return []
    least = pipeline.meta[_SUGGEST_FROM]
    likely = [Suggestion(theme, round(score, 3)) for theme, score in pipeline(text).cats.items() if score >= least]
    return sorted((each for each in likely if each.theme not in found), key=lambda each: (-each.score, each.theme))


@cache
def _load(folder: Path) -> Language:
    try:
        return spacy.load(folder / _FOLDER)
    except (OSError, ValueError) as problem:
        raise ValueError(f"{folder} holds no classifier that `python -m nlp train` made") from problem


def write_classifier(pipeline: Language, suggest_from: float, folder: Path) -> None:
    """Keep in `folder` a pipeline that gives themes as `doc.cats`, to suggest those that score at least so much."""
    pipeline.meta[_SUGGEST_FROM] = suggest_from
    pipeline.to_disk(folder / _FOLDER)


def remove_classifier(folder: Path) -> None:
    """Take away what an earlier training left in `folder`."""
    if (folder / _FOLDER).is_dir():
        shutil.rmtree(folder / _FOLDER)
