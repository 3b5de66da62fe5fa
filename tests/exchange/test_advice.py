"""Numbered recommendations are taken in however they are worded, with what their words say of whom they ask."""

import pytest

from dhr.exchange.advice import KINDS
from dhr.reviews.enums import DocumentKind
from nlp.types import RECIPIENTS
from tests.factories import AreaFactory, ReviewFactory

from .papers import read_in

pytestmark = pytest.mark.django_db
PAPER = """\
Overview report

1 Introduction

1.1 The panel met five times in the year, and it thanks the family for all that they told it about her life.

2 Recommendations

2.1 The panel makes the following recommendations, which the partnership has accepted.

2.1.1 Six recommendations are made, in brief: to the police on calls about noise, to Lantern House on its number,
and to the departments on the DASH and on what emergency departments are to ask.

2.2 Harrowmere Police to review its guidance on calls about noise within the next six months.

2.3 Lantern House to publish the opening hours of its refuge and the number that it can be rung at.

2.4 All agencies to remind staff that missed appointments are a sign of risk.

2.5 That the partnership commissions a service for men who are harmed by partners.

2.6 The Home Office should consider amending the DASH so that counter-allegations are recorded together.

2.7 NHS England should issue guidance to emergency departments on routine enquiry with male patients.
"""


@pytest.fixture
def rows():
    area = AreaFactory()
    place = {"area": area, "review": ReviewFactory(areas=[area]), "kind": DocumentKind.OVERVIEW_REPORT}
    return {row.number: row for row in read_in(PAPER, **place).document.recommendations.all()}


def test_all_that_are_numbered_are_taken_in_and_an_introduction_is_not(rows):
    assert list(rows) == ["2.2", "2.3", "2.4", "2.5", "2.6", "2.7"]
    assert rows["2.3"].text.startswith("Lantern House to publish the opening hours")
    assert all(row.source_paragraph for row in rows.values())


def test_what_is_asked_of_the_whole_country_is_national(rows):
    assert {number for number, row in rows.items() if row.scope == "national"} == {"2.6", "2.7"}
    assert rows["2.2"].scope == ""  # the paper says nothing of it


def test_whom_they_ask_is_told_by_their_words(rows):
    asked = {number: row.recipient for number, row in rows.items()}
    assert (asked["2.2"], asked["2.5"], asked["2.6"]) == ("police", "csp", "government")


def test_each_recipient_that_the_tagger_names_has_a_place_in_the_list():
    assert set(RECIPIENTS) <= set(KINDS)
