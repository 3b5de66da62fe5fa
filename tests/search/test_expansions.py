"""The two files that say which words go together."""

import tomllib
from itertools import chain
from pathlib import Path

import pytest

from dhr.search import expansions, text
from dhr.search.text import analyse

GROUPS = tomllib.loads(Path(expansions.__file__).with_name("expansions.toml").read_text())["groups"]
SYNONYMS = tomllib.loads(Path(text.__file__).with_name("synonyms.toml").read_text())
ENTRIES = list(chain(*GROUPS))


def terms(entry: str) -> tuple[str, ...]:
    return tuple(term for term, _, _ in analyse(entry))


def test_every_entry_is_one_of_its_own():
    assert len({terms(entry) for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if " " not in entry])
def test_every_word_leads_to_all_others_of_its_group(entry):
    (group,) = [group for group in GROUPS if entry in group]
    assert {other for other, _ in expansions.others(terms(entry))} == set(group) - {entry}


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if " " in entry])
def test_several_words_lead_to_none(entry):
    assert expansions.others(terms(entry)) == ()


@pytest.mark.parametrize(("short", "forms"), SYNONYMS.items())
def test_a_name_is_the_same_term_short_written_out_and_in_the_plural(short, forms):
    for form in (f"{short}s", *forms):
        assert terms(form) == terms(short), form


def test_short_names_are_in_order_and_none_twice():
    assert list(SYNONYMS) == sorted(SYNONYMS, key=str.lower)
    forms = [terms(form) for forms in SYNONYMS.values() for form in forms]
    assert len(set(forms)) == len(SYNONYMS.keys() & {form for form in SYNONYMS if SYNONYMS[form]})
