"""An evaluation as text for people, as plain values for programs, and as the tables of the model card."""

from collections.abc import Iterator

from nlp.evaluation.figures import Evaluation, bars
from nlp.evaluation.reliability import bins, expected_error, scored
from nlp.evaluation.scoring import Score, Share, status_share
from nlp.taxonomy import taxonomy
from nlp.types import STATUSES

_WORST = 10
_FEW_MARKS = 5  # a theme with fewer marks says too little to be among the worst


def as_text(of: Evaluation) -> Iterator[str]:
    """The lines of the report."""
    marks = sum(len(one.passage.marks) for one in of.tagged)
    yield f"{len(of.tagged)} passages with {marks:,} marks; 95% intervals in brackets"
    yield ""
    yield f"{'Themes in a passage':36}{'precision':22}{'recall':22}F1"
    yield _line("headline themes", of.headline)
    yield _line("all themes", of.all_themes)
    yield f"  passages without a theme that were tagged: {_share(of.tempted)}"
    yield ""
    yield "About whom (theme and person)"
    for subject, score in of.subjects.items():
        yield _line(subject, score)
    yield _line("everybody", of.pairs)
    for share in ("precision", "recall"):
        yield f"  victim and perpetrator apart in {share}: {_percent(of.gap(share))}"
    yield ""
    yield f"Status: {_share(status_share(of.statuses))} right"
    yield f"  {'marked, read as:':20}" + "".join(f"{status:>14}" for status in STATUSES)
    for marked in STATUSES:
        counts = "".join(f"{of.statuses[marked, said]:>14}" for said in STATUSES)
        yield f"  {marked:20}{counts}   {_share(status_share(of.statuses, marked))}"
    yield ""
    yield "By voice, themes in a passage"
    for voice, figures in of.voices.items():
        yield _line(voice or "(none)", figures.all_themes)
    yield ""
    yield "Worst themes"
    for code, score in _worst(of):
        yield _line(code, score)
    yield ""
    yield from reliability_table(scored(of.tagged))
    yield ""
    yield "Bars"
    for bar in bars(of):
        wanted = f"at least {_percent(bar.least)}" if bar.least is not None else f"at most {_percent(bar.most)}"
        yield f"  {bar.name:46}{_percent(bar.value):>8}   {wanted:16} {'met' if bar.met else 'MISSED'}"


def reliability_table(pairs: list[tuple[float, bool]]) -> Iterator[str]:
    """Mean score beside the share that is right, for (score, whether right) of mentions."""
    yield f"Reliability of scores: expected calibration error {_percent(expected_error(pairs))}"
    yield f"  {'scores':16}{'mentions':>10}{'mean score':>14}{'right':>10}"
    for each in bins(pairs):
        between = f"{each.low:.2f} - {each.high:.2f}"
        yield f"  {between:16}{each.count:>10}{_percent(each.score):>14}{_percent(each.right):>10}"


def _worst(of: Evaluation) -> list[tuple[str, Score]]:
    enough = [(code, score) for code, score in of.themes.items() if score.recall.of >= _FEW_MARKS]
    return sorted(enough, key=lambda row: row[1].f1)[:_WORST]


def as_values(of: Evaluation) -> dict:
    """Every figure for JSON: shares as value, interval and counts."""
    return {
        "passages": len(of.tagged),
        "headline": _score_values(of.headline),
        "all": _score_values(of.all_themes),
        "tempted": _share_values(of.tempted),
        "themes": {code: _score_values(score) for code, score in of.themes.items()},
        "subjects": {subject: _score_values(score) for subject, score in of.subjects.items()},
        "pairs": _score_values(of.pairs),
        "gap": {share: of.gap(share) for share in ("precision", "recall")},
        "status": _share_values(status_share(of.statuses)),
        "statuses": {status: _share_values(status_share(of.statuses, status)) for status in STATUSES},
        "confusion": {marked: {said: of.statuses[marked, said] for said in STATUSES} for marked in STATUSES},
        "voices": {voice: _score_values(figures.all_themes) for voice, figures in of.voices.items()},
        "calibration": {
            "expected_error": expected_error(scored(of.tagged)),
            "bins": [vars(each) for each in bins(scored(of.tagged))],
        },
        "bars": [vars(bar) | {"met": bar.met} for bar in bars(of)],
    }


def as_card(of: Evaluation) -> Iterator[str]:
    """The tables of the model card, in Markdown."""
    yield f"{len(of.tagged)} passages. 95% intervals in brackets."
    yield ""
    yield "| | precision | recall | F1 | marks |"
    yield "|---|---|---|---|---|"
    yield _row("Headline themes together", of.headline)
    yield _row("All themes", of.all_themes)
    for subject, score in of.subjects.items():
        yield _row(f"About: {subject}", score)
    yield ""
    yield f"Status right: {_share(status_share(of.statuses))}."
    yield f"Passages without a theme that were tagged: {_share(of.tempted)}."
    yield f"Expected calibration error of scores: {_percent(expected_error(scored(of.tagged)))}."
    yield ""
    yield "| theme | precision | recall | F1 | marks |"
    yield "|---|---|---|---|---|"
    for code, score in of.themes.items():
        yield _row(taxonomy()[code].label, score)


def _row(name: str, score: Score) -> str:
    cells = (name, _share(score.precision), _share(score.recall), _f1(score), str(score.recall.of))
    return f"| {' | '.join(cells)} |"


def _line(name: str, score: Score) -> str:
    return f"  {name:34}{_share(score.precision):22}{_share(score.recall):22}{_f1(score):22}".rstrip()


def _share(share: Share) -> str:
    return _with_interval(share.value, share.interval)


def _f1(score: Score) -> str:
    return _with_interval(score.f1, score.f1_interval)


def _with_interval(value: float | None, interval) -> str:
    if value is None:
        return "-"
    return f"{_percent(value)} ({100 * interval[0]:.1f}-{100 * interval[1]:.1f})"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}%"


def _share_values(share: Share) -> dict:
    return {"value": share.value, "interval": share.interval, "right": share.right, "of": share.of}


def _score_values(score: Score) -> dict:
    return {
        "precision": _share_values(score.precision),
        "recall": _share_values(score.recall),
        "f1": {"value": score.f1, "interval": score.f1_interval},
    }
