"""The phrase language of the rules, and the graph that reads all phrases at once."""

import random
import re

import pytest

from nlp.components.phrases import PhraseTable
from nlp.components.reading import read

WORDS = {"hers": ["her", "her own", "thei*"], "drinks": ["drink*", "rum", "AA"]}


@pytest.mark.parametrize("phrase", ["", "(a|b", "a)", "{nolist}", "<2> a", "a?", "(a b)*", "(a||b)"])
def test_unreadable_phrase_is_refused(phrase):
    with pytest.raises(ValueError, match="phrase"):
        PhraseTable().add(phrase, "key")


@pytest.mark.parametrize(
    ("phrase", "text", "quote"),
    [
        ("depress*", "He was depressed.", "depressed"),
        ("took <2> life", "She took her own life.", "took her own life"),
        ("(very|so)? low mood", "so low mood", "so low mood"),
        ("DASH", "a DASH and a dash", "DASH"),
        ("self harm*", "no self-harming", "self-harming"),
        ("(a (b|c)|d) e?", "x a c e", "a c e"),
    ],
)
def test_phrase_language(phrase, text, quote):
    table = PhraseTable()
    table.add(phrase, "key")
    reading = read(text)
    longest = max(table.find(reading, (0, len(reading.words))), key=lambda found: found.end - found.start)
    assert text[reading.starts[longest.start] : reading.ends[longest.end - 1]] == quote


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        (
            "lost {hers} job",
            "lost her job, lost her own job, lost theirs job",
            ["lost her job", "lost her own job", "lost theirs job"],
        ),
        (
            "{drinks} again",
            "Drinking again, RUM again, AA again, aa again",
            ["Drinking again", "RUM again", "AA again"],
        ),
        ("({drinks}|ale) {drinks}?", "ale rum drinks", ["ale rum", "rum drinks", "drinks"]),
        ("of <2> home", "of the home. Of. The home", ["of the home"]),
        ("{who} <1> {age}", "Amina is 72", ["Amina is 72"]),
    ],
)
def test_lists_gaps_and_classes(phrase, text, quotes):
    table = PhraseTable(WORDS)
    table.add(phrase, "key")
    reading = read(text)
    classes = {0: {"who": 1, "person": 1}, 2: {"age": 3}} if "{who}" in phrase else {}
    found = table.find(reading, (0, len(reading.words)), classes)
    assert [text[reading.starts[f.start] : reading.ends[f.end - 1]] for f in found] == quotes
    assert {f.who for f in found} == ({0} if "{who}" in phrase else {None})


def test_a_phrase_added_later_is_found_too():
    table, reading = PhraseTable(), read("one two three")
    table.add("one two", "first")
    assert [f.key for f in table.find(reading, (0, 3))] == ["first"]
    table.add("two three", "second")
    assert {f.key for f in table.find(reading, (0, 3))} == {"first", "second"}


def test_a_phrase_ends_with_its_sentence():
    table, reading = PhraseTable(), read("one two")
    table.add("one <3> two", "key")
    assert table.find(reading, (0, 1)) == []
    assert table.find(reading, (1, 2)) == []


VOCABULARY = ["a", "ab", "abc", "b", "ba", "C", "c", "cab", "."]


def random_phrase(dice: random.Random, depth: int = 2) -> tuple[str, str]:
    """A phrase, and the regular expression over tokens with a space after each that means the same."""
    phrases, patterns = [], []
    for number in range(dice.randint(1, 3)):
        what = dice.choice(["word", "word", "prefix", "capital", "list", "gap", "group"])
        if what == "gap" and number == 0:
            what = "word"  # a phrase begins with a word
        if what == "group" and not depth:
            what = "prefix"
        optional = dice.random() < 0.25 and number > 0 and what != "gap"
        word = dice.choice(["a", "ab", "b", "ba", "cab"])
        if what == "word":
            phrase, pattern = word, f"(?i:{word}) "
        elif what == "prefix":
            phrase, pattern = word + "*", rf"(?i:{word})\S* "
        elif what == "capital":
            phrase, pattern = "C", "C "
        elif what == "list":
            phrase, pattern = "{some}", r"(?:(?i:b)|(?i:a b)|(?i:ca)\S*|C) "
        elif what == "gap":
            most = dice.randint(1, 3)
            phrase, pattern = f"<{most}>", rf"(?:[^.]\S* ){{0,{most}}}"
        else:
            parts = [random_phrase(dice, depth - 1) for _ in range(dice.randint(1, 3))]
            phrase = "(" + "|".join(p for p, _ in parts) + ")"
            pattern = "(?:" + "|".join(p for _, p in parts) + ")"
        phrases.append(phrase + "?" if optional else phrase)
        patterns.append(f"(?:{pattern})?" if optional else pattern)
    return " ".join(phrases), "".join(patterns)


@pytest.mark.parametrize("seed", range(40))
def test_reads_as_each_phrase_alone_would(seed):
    """All phrases together, on texts one after the other, against a regular expression for each."""
    dice = random.Random(seed)
    table = PhraseTable({"some": ["b", "a b", "ca*", "C"]})
    patterns = []
    for key in range(12):
        phrase, pattern = random_phrase(dice)
        table.add(phrase, key)
        patterns.append(re.compile(pattern))
    for _ in range(25):
        reading = read(" ".join(dice.choices(VOCABULARY, k=dice.randint(1, 12))))
        raws = reading.raws
        expected = set()
        for key, pattern in enumerate(patterns):
            for start in range(len(raws)):
                ends = (
                    end
                    for end in range(len(raws), start, -1)
                    if pattern.fullmatch("".join(f"{raw} " for raw in raws[start:end]))
                )
                expected |= {(key, start, end) for end in [next(ends, None)] if end is not None}
        found = table.find(reading, (0, len(raws)))
        assert {(f.key, f.start, f.end) for f in found} == expected
        assert len(found) == len(expected)
