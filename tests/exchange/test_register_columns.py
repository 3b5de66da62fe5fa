import io

import openpyxl
import pytest

from dhr.exchange.register.columns import BY_KEY, COLUMNS, guess
from dhr.exchange.register.template import template_rows, template_workbook
from dhr.formats import csv_lines, read_table
from dhr.reviews.enums import State


def test_the_template_is_told_column_by_column():
    for data in (template_workbook(), "".join(csv_lines(template_rows())).encode()):
        headings = read_table(data, "template").sheets[0].headings
        assert guess(headings, {}) == {column.key: column.heading for column in COLUMNS}


def test_the_template_explains_each_column_and_offers_its_choices():
    book = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    assert book.sheetnames[:2] == ["Register", "Notes"]
    assert [row[0].value for row in book["Notes"].iter_rows(min_row=2)] == [column.heading for column in COLUMNS]
    assert all(row[3].value for row in book["Notes"].iter_rows(min_row=2))
    offered = {str(rule.sqref).split("2:")[0] for rule in book["Register"].data_validations.dataValidation}
    assert len(offered) == sum(bool(column.choices) for column in COLUMNS)


def test_every_step_of_a_review_has_a_column():
    assert {f"step-{state.value}" for state in State if state != State.PAUSED} <= set(BY_KEY)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("DHR Ref", "reference"),
        ("Pseudonym", "title"),
        ("CSP", "area"),
        ("Date of Death (dd/mm/yyyy)", "death"),
        ("DATE NOTIFIED", "step-1"),
        ("Decision date", "step-3"),
        ("Decision", "decision"),
        ("ToR agreed", "step-7"),
        ("Date submitted to Home Office", "step-14"),
        ("Date pubilshed", "step-17"),
        ("Extension reason", "extension-1-reason"),
        ("Second extension: agreed by", "extension-2-agreed_by"),
    ],
)
def test_other_peoples_headings_are_told(heading, key):
    assert guess([heading], {}) == {key: heading}


def test_a_heading_that_says_nothing_known_is_left_alone():
    assert guess(["Notes", "Column C", "Budget"], {}) == {}


def test_a_heading_stands_for_one_column_alone():
    found = guess(["Reason", "Decision", "Date of decision", "Extension 1 reason"], {})
    assert len(set(found.values())) == len(found)
    assert found["decision"] == "Decision"
    assert found["step-3"] == "Date of decision"


def test_what_was_chosen_last_time_wins():
    assert guess(["Ref", "Our number"], {"reference": "our number"}) == {"reference": "Our number"}
    assert guess(["Ref"], {"reference": "Gone"}) == {"reference": "Ref"}


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("scheme", "dardr", "DARDR"),
        ("scheme", "Domestic homicide review", "DHR"),
        ("kind", "DHR", "death"),
        ("category", "IPH", "intimate-partner"),
        ("category", "Victim died by suicide", "victim-suicide"),
        ("decision", "Yes", "review"),
        ("decision", "criteria not met", "no-review"),
        ("decision", "perhaps", None),
    ],
)
def test_choices_are_told_by_label_abbreviation_or_usual_word(key, written, value):
    assert BY_KEY[key].choice(written) == value
