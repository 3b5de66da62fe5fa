"""`python -m nlp tag`, run as a person runs it."""

import json
import subprocess
import sys


def tag(stdin: bytes):
    return subprocess.run(
        [sys.executable, "-m", "nlp", "tag"], input=stdin, capture_output=True, timeout=60, check=False
    )


def test_lines_come_out_in_order_with_their_mentions():
    lines = [
        {
            "id": "a",
            "text": "Amina’s depression.",
            "people": {"victim": ["Amina"], "perpetrator": [], "child": []},
        },
        {"id": 2, "text": "Nothing to see.", "people": {}},
        {"id": "c", "text": "The case went to MARAC."},
    ]
    done = tag("\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode())
    assert done.returncode == 0
    assert done.stderr == b""
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [entry["id"] for entry in out] == ["a", 2, "c"]
    assert 0 < out[0]["mentions"][0].pop("score") <= 1
    assert out[0]["mentions"] == [
        {
            "theme": "mental-health",
            "start": 8,
            "end": 18,
            "quote": "depression",
            "subject": "victim",
            "status": "present",
            "cue": None,
            "rule": "mental-health/condition",
        }
    ]
    assert out[1] == {"id": 2, "mentions": []}
    assert [(m["theme"], m["subject"]) for m in out[2]["mentions"]] == [("marac", None)]


def test_bad_lines_are_reported_and_the_others_still_come_out():
    lines = [
        b'{"id": 1, "text": "fine"}',
        b"not json",
        b"[1]",
        b'{"text": "no id"}',
        b'{"id": 5, "text": 7}',
        b'{"id": 6, "text": "x", "people": {"suspect": []}}',
        b"\xff",
        b"",
        b'{"id": 9, "text": "fine"}',
    ]
    done = tag(b"\n".join(lines))
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 9]
    errors = done.stderr.decode().splitlines()
    assert [error.split(":")[0] for error in errors] == [
        "line 2",
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
    assert "has no id" in errors[2]
    assert "'suspect' is no role" in errors[4]


def test_empty_input_is_fine():
    done = tag(b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_lone_surrogate_survives_the_round_trip():
    done = tag(b'{"id": "\\ud800", "text": "\\ud800 was heard at MARAC"}\n')
    assert done.returncode == 0
    entry = json.loads(done.stdout)
    assert entry["id"] == "\ud800"
    (mention,) = entry["mentions"]
    assert "\ud800 was heard at MARAC"[mention["start"] : mention["end"]] == mention["quote"]


def extract(command, text, *options):
    return subprocess.run(
        [sys.executable, "-m", "nlp", command, *options], input=text, capture_output=True, timeout=60, check=False
    )


def test_identifiers_come_out_but_for_the_names_that_may_stay(tmp_path):
    known = tmp_path / "known.txt"
    known.write_text("Amina\nAdult A\n")
    done = extract("identifiers", b"Amina told PC Lowe.", "--known", str(known))
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"kind": "person", "start": 14, "end": 18, "quote": "Lowe"}
    ]


def test_recommendations_come_out_one_a_line():
    done = extract("recommendations", b"1. Police should call back.\n2. Schools should train staff.")
    assert [json.loads(line)["recipients"] for line in done.stdout.splitlines()] == [["police"], ["school"]]


def test_a_text_in_another_encoding_is_refused_in_words():
    done = extract("identifiers", b"\xff\xfe")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"The text is no UTF-8.\n")
