"""Every theme on marked sentences: what it must find, about whom, and what it must leave alone."""

import re
import tomllib
from pathlib import Path

import pytest

from nlp import THEMES, analyse

SENTENCES = {
    theme: rows
    for path in sorted((Path(__file__).parent / "sentences").glob("*.toml"))
    for theme, rows in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
CASTS = {
    "names": {"victim": ["Amina"], "perpetrator": ["Joseph"], "child": ["Leila"]},
    "letters": {
        "victim": [{"names": ["Adult A"], "sex": "female"}],
        "perpetrator": [{"names": ["Adult B"], "sex": "male"}],
        "child": ["Child C"],
    },
    "roles": {},
}


def marked(text):
    """The text without its brackets, and the spans that they held."""
    spans, plain = [], ""
    for part in re.split(r"(\[[^]]*\])", text):
        if part.startswith("["):
            spans.append((len(plain), len(plain) + len(part) - 2))
            part = part[1:-1]
        plain += part
    return plain, spans


def mentions_on(span, theme, mentions):
    return [m for m in mentions if m.theme == theme and m.start < span[1] and span[0] < m.end]


def about_people():
    for theme, rows in SENTENCES.items():
        for cast in CASTS:
            for subject, status, text in rows.get(cast, []):
                yield pytest.param(theme, cast, subject, status, text, id=f"{theme}: {text}")


def about_practice():
    for theme, rows in SENTENCES.items():
        for text in rows.get("positive", []):
            yield pytest.param(theme, text, id=f"{theme}: {text}")


def tempting():
    for theme, rows in SENTENCES.items():
        for text in rows["negative"]:
            yield pytest.param(theme, text, id=f"{theme}: {text}")


@pytest.mark.parametrize(("theme", "cast", "subject", "status", "text"), list(about_people()))
def test_mention_is_found_with_its_subject_and_status(theme, cast, subject, status, text):
    plain, spans = marked(text)
    mentions = analyse(plain, CASTS[cast])
    for span in spans:
        found = mentions_on(span, theme, mentions)
        assert {(m.subject, m.status) for m in found} == {(subject, status)}


@pytest.mark.parametrize(("theme", "text"), list(about_practice()))
def test_practice_mention_is_found_without_a_subject(theme, text):
    plain, spans = marked(text)
    mentions = analyse(plain, CASTS["names"])
    for span in spans:
        found = mentions_on(span, theme, mentions)
        assert {(m.subject, m.status, m.person) for m in found} == {(None, "present", None)}


@pytest.mark.parametrize(("theme", "text"), list(tempting()))
def test_tempting_sentence_is_no_mention(theme, text):
    assert [m.quote for m in analyse(text, CASTS["names"]) if m.theme == theme] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)
def test_theme_has_five_sentences_of_each_kind(theme):
    rows = SENTENCES[theme.code]
    positive = [text for key in ("positive", *CASTS) for text in rows.get(key, [])]
    assert len(positive) >= 5
    assert len(rows["negative"]) >= 5
