import datetime

import pytest

from dhr.formats import DateProblem, NoDateYet, Precision, read_date


@pytest.mark.parametrize(
    "written",
    [
        "3/4/2023",
        "03/04/23",
        "3.4.23",
        "03-04-2023",
        "3rd April 2023",
        "Monday 3rd of April, 2023",
        "3 Apr 23",
        "03-Apr-2023",
        "April 3, 2023",
        "2023-04-03",
        "2023-04-03T00:00:00",
        "03/04/2023 00:00",
        " 3 / 4 / 2023 ",
        "45019",
        45019,
        45019.0,
        datetime.date(2023, 4, 3),
        datetime.datetime(2023, 4, 3, 9, 30),  # noqa: DTZ001 - a cell knows no zone
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert read_date(written).day == datetime.date(2023, 4, 3)
    assert read_date(written).precision == Precision.DAY


@pytest.mark.parametrize("written", ["Apr-23", "April 2023", "Apr 23", "04/2023", "2023-04", "APRIL’23", "Apr. 2023"])
def test_a_month_stays_a_month(written):
    found = read_date(written)
    assert (found.day, found.precision) == (datetime.date(2023, 4, 1), Precision.MONTH)
    assert not found.about


@pytest.mark.parametrize("written", ["2023", 2023])
def test_a_year_stays_a_year(written):
    found = read_date(written)
    assert (found.day, found.precision) == (datetime.date(2023, 1, 1), Precision.YEAR)


@pytest.mark.parametrize(
    "written", ["c. March 2022", "circa March 2022", "approx. Mar-22", "March 2022?", "late March 2022"]
)
def test_a_guess_is_told_as_one(written):
    found = read_date(written)
    assert (found.day, found.precision, found.about) == (datetime.date(2022, 3, 1), Precision.MONTH, True)


@pytest.mark.parametrize("written", ["TBC", "tba", "N/A", "to be confirmed", "not known", "-", "awaiting trial", "?"])
def test_what_is_still_to_come_is_no_date_yet(written):
    with pytest.raises(NoDateYet, match="is no date yet"):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("4/25/2023", "Write 25/4/2023"),
        ("31/02/2023", "no day of the calendar"),
        ("next spring", "for example 3/4/2023"),
        ("March–April 2022", "is no date"),
        ("3/4/0023", "year 23 cannot be right"),
        (17, "is no date"),
        (True, "is no date"),
    ],
)
def test_what_is_no_date_is_told_with_what_would_be(written, told):
    with pytest.raises(DateProblem, match=told):
        read_date(written)


def test_two_digits_are_of_this_century_up_to_68():
    assert read_date("1/1/68").day.year == 2068
    assert read_date("1/1/69").day.year == 1969
