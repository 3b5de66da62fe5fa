"""The figures of a set, and the bars that a release must reach."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from nlp.evaluation.scoring import Score, Share, Tagged, by_pair, by_subject, by_theme, status_share, statuses, tempted
from nlp.taxonomy import THEMES, taxonomy
from nlp.types import SUBJECTS

HEADLINE = tuple(theme.code for theme in THEMES if theme.family == "headline")


@dataclass(frozen=True)
class Evaluation:
    """Every figure of one set."""

    tagged: list[Tagged]

    @cached_property
    def headline(self) -> Score:
        return by_theme(self.tagged, HEADLINE)

    @cached_property
    def all_themes(self) -> Score:
        return by_theme(self.tagged, taxonomy())

    @cached_property
    def themes(self) -> dict[str, Score]:
        """Those that are marked or were found."""
        scores = {code: by_theme(self.tagged, [code]) for code in taxonomy()}
        return {code: score for code, score in scores.items() if score.f1 is not None}

    @cached_property
    def subjects(self) -> dict[str, Score]:
        return {subject: by_subject(self.tagged, subject) for subject in SUBJECTS}

    @cached_property
    def pairs(self) -> Score:
        return by_pair(self.tagged)

    @cached_property
    def statuses(self) -> Counter[tuple[str, str]]:
        return statuses(self.tagged)

    @cached_property
    def tempted(self) -> Share:
        return tempted(self.tagged)

    @cached_property
    def voices(self) -> dict[str, "Evaluation"]:
        """The same for the passages of each voice."""
        parted: dict[str, list[Tagged]] = {}
        for one in self.tagged:
            parted.setdefault(one.passage.voice, []).append(one)
        return {voice: Evaluation(of_voice) for voice, of_voice in sorted(parted.items())}

    def gap(self, share: str) -> float | None:
        """How far apart victim and perpetrator are in `share`, "precision" or "recall"."""
        values = [getattr(self.subjects[subject], share).value for subject in ("victim", "perpetrator")]
        return None if None in values else abs(values[0] - values[1])


@dataclass(frozen=True)
class Bar:
    """A figure and what it must reach: at least `least`, or at most `most`."""

    name: str
    value: float | None
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        """A figure that the set can't tell misses no bar."""
        if self.value is None:
            return True
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


def bars(of: Evaluation) -> list[Bar]:
    """The accuracy that a release must reach."""
    named = [
        Bar("headline themes, precision", of.headline.precision.value, least=0.95),
        Bar("headline themes, recall", of.headline.recall.value, least=0.90),
        Bar("all themes, F1", of.all_themes.f1, least=0.88),
        Bar("passages without a theme that were tagged", of.tempted.value, most=0.05),
    ]
    for subject in ("victim", "perpetrator"):
        named.append(Bar(f"about the {subject}, precision", of.subjects[subject].precision.value, least=0.95))
        named.append(Bar(f"about the {subject}, recall", of.subjects[subject].recall.value, least=0.85))
    for share in ("precision", "recall"):
        named.append(Bar(f"victim and perpetrator apart, {share}", of.gap(share), most=0.03))
    return [*named, Bar("status", status_share(of.statuses).value, least=0.95)]
