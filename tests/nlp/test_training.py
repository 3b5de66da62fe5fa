"""What is learnt from marked passages and decisions, on small sets made up for it."""

import json
import random
import subprocess
import sys
from dataclasses import dataclass

import pytest

from nlp import analyse, suggestions
from nlp.__main__ import main
from nlp.calibration import FILE, Calibration, read_calibration
from nlp.evaluation.reliability import expected_error
from nlp.evaluation.scoring import tag_all
from nlp.evaluation.sets import TEST_HASHES, read_set
from nlp.training import calibration, classifier
from nlp.training.calibration import Judged

PEOPLE = {"victim": [{"names": ["Amina"], "sex": "female"}], "perpetrator": [{"names": ["Joseph"], "sex": "male"}]}


BEES = "The bees hummed at the hive that stood behind the garden wall, and all the visitors had come to hear them."


def passage(number, text, *marks, **fields):
    rows = [{"theme": theme, "quote": quote, "subject": who, "status": "present"} for theme, quote, who in marks]
    return {"id": f"p{number}", "text": text, "people": PEOPLE, "marks": rows} | fields


def lines(count):
    """Passages of which the tagger reads one in three wrongly, and never sees that bees are about housing."""
    for number in range(count):
        yield passage(3 * number, "Amina had depression.", ("mental-health", "depression", "victim"))
        yield passage(3 * number + 1, f"There was psychosis on day {number}.")
        yield passage(3 * number + 2, BEES, ("housing", "bees", "victim"))


@pytest.fixture
def marked(tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines(12)))
    return path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def train(capsys):
    def run(*arguments):
        code = main(["train", *map(str, arguments)])
        return Done(code, *capsys.readouterr())

    return run


def test_a_fitted_score_is_how_often_such_mentions_are_right():
    drawn = random.Random(3)
    chances = {"named": 0.9, "guessed": 0.3}
    rows = [Judged((how,), drawn.random() < chance, number) for number in range(400) for how, chance in chances.items()]
    fitted, held_back = calibration.fit(rows)
    assert fitted.probability(["named"]) == pytest.approx(0.9, abs=0.05)
    assert fitted.probability(["guessed"]) == pytest.approx(0.3, abs=0.05)
    assert expected_error(held_back) < 0.05


def test_a_ground_seen_once_says_little():
    rows = [Judged(("often",), number % 10 > 0, number) for number in range(200)]
    fitted, _ = calibration.fit([*rows, Judged(("often", "once"), False, 0)])
    assert fitted.probability(["often", "once"]) > 0.5


def test_calibration_needs_right_and_wrong():
    with pytest.raises(ValueError, match="right and mentions that are wrong"):
        calibration.fit([Judged(("named",), True, number) for number in range(50)])


def test_calibration_is_read_as_it_was_written(tmp_path):
    written = Calibration(0.5, {"theme alcohol": -1.25, "person in the rule's words": 2.0})
    written.write(tmp_path)
    assert read_calibration(tmp_path) == written


@pytest.mark.parametrize(
    "content", [None, "intercept = 1", "[", "intercept = 'x'\n[weights]", "weights = 1\nintercept = 1"]
)
def test_a_folder_without_a_calibration_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / FILE).write_text(content)
    with pytest.raises(ValueError, match="is no calibration"):
        read_calibration(tmp_path)


def test_a_mention_says_on_what_grounds_its_score_rests():
    (mention,) = analyse("Amina had depression.", PEOPLE)
    assert {"theme mental-health", "about victim", "only person of the sentence"} <= set(mention.grounds)
    (practice,) = analyse("The case was heard at MARAC.", PEOPLE)
    assert not any(ground.startswith("about") for ground in practice.grounds)


def test_what_is_learnt_is_suggested_where_no_rule_fires(train, tmp_path, marked):
    done = train("--set", marked, "--output", tmp_path / "model")
    assert (done.returncode, done.stderr) == (0, "")
    assert "better than rules alone" in done.stdout
    assert "no better" not in done.stdout
    (suggested, *_) = suggestions(BEES, model=tmp_path / "model")
    assert suggested.theme == "housing"
    assert 0 < suggested.score <= 1
    assert suggestions(BEES, {"housing"}, model=tmp_path / "model") == []
    assert suggestions("The bees hummed.", model=tmp_path / "model") == []  # too short to tell
    tagged = subprocess.run(
        [sys.executable, "-m", "nlp", "--model", str(tmp_path / "model"), "tag"],
        input=json.dumps({"id": 1, "text": BEES}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(tagged.stdout)["suggestions"][0]["theme"] == "housing"


def test_without_a_model_nothing_is_suggested():
    assert suggestions(BEES) == []


def test_a_folder_without_a_classifier_is_refused(tmp_path):
    with pytest.raises(ValueError, match="holds no classifier"):
        suggestions(BEES, model=tmp_path)


def test_a_classifier_that_does_no_better_is_not_kept(train, tmp_path):
    path = tmp_path / "known.jsonl"
    known = [line for line in lines(15) if "bees" not in line["text"]]
    path.write_text("\n".join(json.dumps(line) for line in known))
    (tmp_path / "model" / "suggestions").mkdir(parents=True)  # of an earlier training
    done = train("--set", path, "--output", tmp_path / "model")
    assert done.returncode == 0
    assert "no better than rules alone" in done.stdout
    assert [file.name for file in (tmp_path / "model").iterdir()] == [FILE]


def test_decisions_are_learnt_from_as_far_as_they_go(tmp_path):
    decided = tmp_path / "decisions.jsonl"
    rejected = [{"theme": "mental-health", "quote": "psychosis", "subject": "unknown"}]
    decided.write_text(json.dumps(passage(1, "There was psychosis. The case was heard at MARAC.", rejected=rejected)))
    (row,) = calibration.judged(tag_all(read_set(decided)))
    assert not row.right
    (asked,) = read_set(decided)
    assert classifier.known_themes(asked) == {"mental-health": 0.0}


def test_nothing_is_learnt_from_the_test_set(train, tmp_path):
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((TEST_HASHES.parent / "test.jsonl").read_bytes())
    done = train("--set", copy, "--output", tmp_path / "model")
    assert done.returncode == 2
    assert "nothing may be learnt from it" in done.stderr
    assert not (tmp_path / "model").exists()


def test_too_few_passages_are_refused(train, tmp_path):
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(passage(1, "Amina had depression.", ("mental-health", "depression", "victim"))))
    done = train("--set", path)
    assert done.returncode == 2
    assert "Calibration needs" in done.stderr
