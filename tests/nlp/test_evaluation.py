"""The figures of an evaluation, on passages and mentions made up for it."""

import json
from dataclasses import dataclass

import numpy as np
import pytest

from nlp.__main__ import main
from nlp.evaluation.errors import errors
from nlp.evaluation.figures import Bar, Evaluation, bars
from nlp.evaluation.intervals import bootstrap, wilson
from nlp.evaluation.reliability import bins, expected_error, scored
from nlp.evaluation.scoring import Tagged, status_share
from nlp.evaluation.sets import TEST_HASHES, Mark, Passage
from nlp.types import Mention

TEXT = "x" * 100


def mark(theme, subject="victim", status="present", start=0, end=10):
    return Mark(theme, subject, status, start, end)


def said(theme, subject="victim", status="present", start=0, end=10, score=0.9):
    return Mention(theme, start, end, TEXT[start:end], subject, status, None, f"{theme}/rule", score)


def tagged(marks, mentions, rejected=None, voice=""):
    passage = Passage("p", voice, TEXT, {}, tuple(marks), None if rejected is None else tuple(rejected))
    return Tagged(passage, tuple(mentions))


def shares(score):
    return (score.precision.right, score.precision.of, score.recall.right, score.recall.of)


def test_wilson_agrees_with_published_values():
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert wilson(0, 0) is None


def test_the_bootstrap_interval_holds_the_figure_and_is_the_same_every_time():
    rows = [(1, 0)] * 70 + [(0, 1)] * 30

    def share(sums):
        return sums[0] / sums.sum(axis=0)

    low, high = bootstrap(rows, share)
    assert low < 0.7 < high
    assert high - low == pytest.approx(0.18, abs=0.03)
    assert (low, high) == bootstrap(rows, share)
    assert bootstrap([], np.sum) is None


def test_a_theme_is_found_whoever_it_is_about_and_whether_it_holds():
    of = Evaluation([tagged([mark("alcohol")], [said("alcohol", "unknown", "absent"), said("suicide")])])
    assert shares(of.headline) == (1, 2, 1, 1)
    assert of.headline.f1 == pytest.approx(2 / 3)
    assert set(of.themes) == {"alcohol", "suicide"}


def test_a_theme_that_was_missed_counts_against_recall_of_whom_it_is_about():
    of = Evaluation(
        [
            tagged([mark("alcohol"), mark("suicide"), mark("drugs", "perpetrator")], [said("alcohol")]),
            tagged([mark("alcohol", "perpetrator")], [said("alcohol")]),
        ]
    )
    assert shares(of.subjects["victim"]) == (1, 2, 1, 2)
    assert shares(of.subjects["perpetrator"]) == (0, 0, 0, 2)
    assert of.gap("recall") == 0.5
    assert of.gap("precision") is None


def test_practice_themes_are_about_nobody():
    of = Evaluation([tagged([mark("marac", None)], [said("marac", None)])])
    assert shares(of.pairs) == (0, 0, 0, 0)
    assert of.all_themes.f1 == 1


def test_status_is_read_at_the_marked_words_before_anywhere_else():
    of = Evaluation(
        [
            tagged(
                [mark("alcohol", status="absent", start=50, end=60)],
                [said("alcohol", status="present"), said("alcohol", status="absent", start=52, end=55)],
            ),
            tagged([mark("suicide", status="possible")], [said("suicide", status="absent", start=80, end=90)]),
            tagged([mark("drugs")], [said("drugs", "other", "absent", start=80, end=90)]),  # somebody else's
        ]
    )
    assert of.statuses == {("absent", "absent"): 1, ("possible", "absent"): 1}
    assert status_share(of.statuses).value == 0.5
    assert status_share(of.statuses, "hypothetical").value is None


def test_passages_without_marks_that_were_tagged_are_counted():
    of = Evaluation([tagged([], []), tagged([], [said("alcohol")]), tagged([mark("alcohol")], [])])
    assert (of.tempted.right, of.tempted.of) == (1, 2)


def test_what_nobody_decided_counts_neither_way():
    of = Evaluation([tagged([mark("alcohol")], [said("alcohol"), said("drugs"), said("suicide")], [mark("drugs")])])
    assert shares(of.all_themes) == (1, 2, 1, 1)
    assert shares(of.subjects["victim"]) == (1, 2, 1, 1)
    assert scored(of.tagged) == [(0.9, True), (0.9, False)]
    assert of.tempted.of == 0


def test_voices_have_figures_of_their_own():
    of = Evaluation([tagged([mark("alcohol")], [], voice="police log"), tagged([], [said("drugs")], voice="policy")])
    assert list(of.voices) == ["police log", "policy"]
    assert shares(of.voices["police log"].all_themes) == (0, 0, 0, 1)


def test_reliability_sets_scores_beside_what_is_right():
    pairs = [(0.85, True)] * 3 + [(0.85, False), (0.3, False)]
    low, high = bins(pairs)
    assert (low.count, low.right, high.count, high.right) == (1, 0, 4, 0.75)
    assert expected_error(pairs) == pytest.approx((1 * 0.3 + 4 * 0.1) / 5)
    assert expected_error([]) is None


def test_every_kind_of_error_is_told_with_its_words_and_rule():
    one = tagged(
        [mark("alcohol"), mark("suicide"), mark("drugs", "perpetrator"), mark("dementia", status="absent")],
        [said("suicide", "other"), said("drugs", "perpetrator"), said("dementia"), said("housing")],
    )
    told = [line.split("\t")[1:3] for line in errors([one])]
    assert told == [
        ["missed", "alcohol victim present"],
        ["missed subject", "suicide victim present"],
        ["read as present (dementia/rule, cue None)", "dementia victim absent"],
        ["false subject", "suicide other present"],
        ["false theme", "housing victim present"],
    ]
    assert list(errors([one]))[-1].endswith("'xxxxxxxxxx'\thousing/rule")


@pytest.mark.parametrize(
    ("bar", "met"),
    [
        (Bar("", 0.95, least=0.95), True),
        (Bar("", 0.949, least=0.95), False),
        (Bar("", 0.03, most=0.03), True),
        (Bar("", 0.031, most=0.03), False),
        (Bar("", None, least=0.95), True),
    ],
)
def test_a_bar_is_met_when_reached(bar, met):
    assert bar.met is met


def test_a_perfect_tagger_meets_every_bar():
    marks = [mark("alcohol"), mark("alcohol", "perpetrator", "absent"), mark("marac", None)]
    mentions = [said(m.theme, m.subject, m.status) for m in marks]
    assert all(bar.met for bar in bars(Evaluation([tagged(marks, mentions), tagged([], [])])))


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys):
    def evaluate(*arguments):
        code = main(["evaluate", *map(str, arguments)])
        return Done(code, *capsys.readouterr())

    return evaluate


@pytest.fixture
def easy(tmp_path):
    """A set on which nothing goes wrong."""
    path = tmp_path / "easy.jsonl"
    marks = [{"theme": "mental-health", "quote": "depression", "subject": "victim", "status": "present"}]
    passage = {"id": "a", "text": "Amina had been diagnosed with depression.", "people": {"victim": ["Amina"]}}
    path.write_text(json.dumps(passage | {"marks": marks}))
    return path


def test_the_command_prints_the_figures_and_passes_above_the_bars(run, easy):
    done = run("--set", easy)
    assert (done.returncode, done.stderr) == (0, "")
    assert "headline themes                   100.0% (20.7-100.0)" in done.stdout
    assert json.loads(run("--set", easy, "--json").stdout)["headline"]["f1"]["value"] == 1


def test_the_command_fails_below_the_bars(run, easy):
    easy.write_text(easy.read_text().replace('"victim", "status"', '"other", "status"'))
    done = run("--set", easy)
    assert done.returncode == 1
    assert "MISSED" in done.stdout


def test_the_command_says_what_is_wrong_with_a_set(run, tmp_path, easy):
    easy.write_text("no set")
    done = run("--set", easy)
    assert (done.returncode, done.stdout) == (2, "")
    assert "easy.jsonl, line 1: is no JSON" in done.stderr
    assert run("--set", tmp_path / "nowhere.jsonl").returncode == 2


def test_errors_in_the_test_set_are_not_shown(run, tmp_path):
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((TEST_HASHES.parent / "test.jsonl").read_bytes())
    for name in ("test", copy):
        done = run("--set", name, "--errors")
        assert (done.returncode, done.stdout) == (2, "")
        assert "stay unseen" in done.stderr


def test_the_model_card_gets_the_tables_between_its_marks(run, tmp_path, easy):
    card = tmp_path / "card.md"
    card.write_text(f"before\n<!-- {easy} -->\nold\n<!-- end of {easy} -->\nafter\n")
    assert run("--set", easy, "--card", card).returncode == 0
    text = card.read_text()
    assert "| Mental health | 100.0% (20.7-100.0) | 100.0% (20.7-100.0) | 100.0% (100.0-100.0) | 1 |" in text
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    card.write_text("no marks")
    assert "no place for the figures" in run("--set", easy, "--card", card).stderr
