"""What the tagger found in marked passages beside what is there: hits, false alarms and misses."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nlp.analysis import analyse
from nlp.evaluation.intervals import Interval, bootstrap, wilson
from nlp.evaluation.sets import Mark, Passage
from nlp.taxonomy import THEMES
from nlp.types import Mention


@dataclass(frozen=True)
class Tagged:
    """A marked passage and what the tagger says of it."""

    passage: Passage
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Share:
    """`right` of `of`; without a value where there is nothing to share."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.right, self.of)


@dataclass(frozen=True)
class Score:
    """Hits, false alarms and misses, a row for each passage."""

    rows: tuple[tuple[int, int, int], ...]

    @cached_property
    def _sums(self) -> tuple[int, int, int]:
        return tuple(map(sum, zip(*self.rows, strict=True))) if self.rows else (0, 0, 0)

    @property
    def precision(self) -> Share:
        hits, false, _ = self._sums
        return Share(hits, hits + false)

    @property
    def recall(self) -> Share:
        hits, _, missed = self._sums
        return Share(hits, hits + missed)

    @property
    def f1(self) -> float | None:
        hits, false, missed = self._sums
        return 2 * hits / (2 * hits + false + missed) if hits + false + missed else None

    @cached_property
    def f1_interval(self) -> Interval | None:
        return bootstrap(self.rows, _f1) if self.f1 is not None else None


def _f1(sums: np.ndarray) -> np.ndarray:
    hits, false, missed = sums
    with np.errstate(invalid="ignore"):
        return 2 * hits / (2 * hits + false + missed)


def tag_all(passages: Iterable[Passage]) -> list[Tagged]:
    """What the tagger says of each passage."""
    return [Tagged(passage, tuple(analyse(passage.text, passage.people))) for passage in passages]


def by_theme(tagged: Iterable[Tagged], themes: Iterable[str]) -> Score:
    """Passage level: a theme counts as found where any mention of it is, whoever it is about and whether it holds."""
    wanted = frozenset(themes)
    return _score(
        tagged,
        lambda passage: {mark.theme for mark in passage.marks if mark.theme in wanted},
        lambda one: {m.theme for m in one.mentions if m.theme in wanted and one.passage.decides(m.theme)},
    )


def by_subject(tagged: Iterable[Tagged], subject: str) -> Score:
    """Attribution: the themes said of `subject` in each passage; a theme missed altogether counts as missed."""
    return _score(
        tagged,
        lambda passage: {mark.theme for mark in passage.marks if mark.subject == subject},
        lambda one: {
            m.theme for m in one.mentions if m.subject == subject and one.passage.decides_subject(m.theme, subject)
        },
    )


def by_pair(tagged: Iterable[Tagged]) -> Score:
    """Attribution to everybody: pairs of a theme and whom it is about."""
    return _score(
        tagged,
        lambda passage: {(mark.theme, mark.subject) for mark in passage.marks if mark.subject},
        lambda one: {
            (m.theme, m.subject) for m in one.mentions if m.subject and one.passage.decides_subject(m.theme, m.subject)
        },
    )


def _score(
    tagged: Iterable[Tagged],
    there: Callable[[Passage], set[Hashable]],
    found: Callable[[Tagged], set[Hashable]],
) -> Score:
    rows = []
    for one in tagged:
        marked, said = there(one.passage), found(one)
        rows.append((len(marked & said), len(said - marked), len(marked - said)))
    return Score(tuple(rows))


def tempted(tagged: Iterable[Tagged]) -> Share:
    """The share of the passages without any mark that were tagged all the same."""
    empty = [one for one in tagged if not one.passage.marks and one.passage.rejected is None]
    return Share(sum(bool(one.mentions) for one in empty), len(empty))


def statuses(tagged: Iterable[Tagged]) -> Counter[tuple[str, str]]:
    """How often a mark of one status was read as another: (marked, read) -> count.

    Over the marks with a subject of which the theme was found: at the marked words, else about the same subject.
    Of a theme marked because a part of it is, only the part counts.
    """
    read: Counter[tuple[str, str]] = Counter()
    for one in tagged:
        for mark in one.passage.marks:
            mention = mention_of(mark, one)
            if mark.subject and mention is not None and not _follows(mark, one.passage):
                read[mark.status, mention.status] += 1
    return read


def mention_of(mark: Mark, one: Tagged) -> Mention | None:
    """The mention that answers to a mark: about the same subject at its words, else at its words, else the nearest."""

    def fit(mention: Mention) -> tuple[int, int]:
        shared = min(mention.end, mark.end) - max(mention.start, mark.start)
        return (shared > 0) * 2 + (mention.subject == mark.subject), shared

    of_theme = [mention for mention in one.mentions if mention.theme == mark.theme]
    best = max(of_theme, key=fit, default=None)
    return best if best is not None and fit(best)[0] > 0 else None


def _follows(mark: Mark, passage: Passage) -> bool:
    parts = {theme.code for theme in THEMES if theme.parent == mark.theme}
    return any(m.theme in parts and (m.subject, m.status) == (mark.subject, mark.status) for m in passage.marks)


def status_share(read: Counter[tuple[str, str]], status: str | None = None) -> Share:
    """How many marks (of one status) were read as what they are."""
    of = {pair: count for pair, count in read.items() if status in (None, pair[0])}
    return Share(sum(count for (marked, said), count in of.items() if marked == said), sum(of.values()))


def right(mention: Mention, passage: Passage) -> bool | None:
    """Whether a mention's theme, subject and status are all marked; None where nobody decided."""
    if any((m.theme, m.subject, m.status) == (mention.theme, mention.subject, mention.status) for m in passage.marks):
        return True
    return False if passage.decides_subject(mention.theme, mention.subject) else None
