import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.reading import MOST_WORDS, All, And, Not, Or, Phrase, Word, any_of, read

ALCOHOL, DRUG, REFUGE = Word("alcohol"), Word("drug"), Word("refug")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", All()),
        ("alcohol", ALCOHOL),
        ("alcohol drugs", And((ALCOHOL, DRUG))),
        ("alcohol AND drugs alcohol", And((ALCOHOL, DRUG))),
        ('"alcohol drugs"', Phrase(("alcohol", "drug"))),
        ("\u201calcohol drugs\u201d", Phrase(("alcohol", "drug"))),
        ('"alcohol"', ALCOHOL),
        ("alcohol -drugs", And((ALCOHOL, Not(DRUG)))),
        ("alcohol NOT drugs", And((ALCOHOL, Not(DRUG)))),
        ('-"alcohol drugs" refuge', And((REFUGE, Not(Phrase(("alcohol", "drug")))))),
        ("alcohol OR drugs refuge", And((Or((ALCOHOL, DRUG)), REFUGE))),
        ("refuge alcohol OR drugs OR refuge", And((REFUGE, Or((ALCOHOL, DRUG, REFUGE))))),
        ("multi-agency alcohol", And((Phrase(("multi", "agenc")), ALCOHOL))),
        ("independent domestic violence adviser alcohol", And((Word("idva"), ALCOHOL))),
        ("the alcohol of her", ALCOHOL),
        ("the", Word("the")),
        ("alcohol or not drugs", And((ALCOHOL, Word("not"), DRUG))),
    ],
)
def test_well_typed_query_needs_no_mending(typed, tree):
    reading = read(typed)
    assert (reading.tree, reading.notes) == (tree, ())


@pytest.mark.parametrize(
    ("typed", "tree", "mended"),
    [
        ('refuge "alcohol drugs', And((REFUGE, Phrase(("alcohol", "drug")))), 'refuge "alcohol drugs"'),
        ("OR", All(), ""),
        ("OR alcohol OR", ALCOHOL, "alcohol"),
        ("alcohol OR OR drugs", Or((ALCOHOL, DRUG)), "alcohol OR drugs"),
        ("alcohol OR -drugs", And((ALCOHOL, Not(DRUG))), "alcohol -drugs"),
        ("-drugs", All(), ""),
        ('-drugs NOT "alcohol drugs"', All(), ""),
        ("!!! ---", All(), ""),
        ('""', All(), ""),
    ],
)
def test_broken_query_is_mended_and_says_so(typed, tree, mended):
    reading = read(typed)
    assert (reading.tree, reading.typed) == (tree, mended)
    assert len(reading.notes) == 1


def test_endless_query_is_cut():
    reading = read(" ".join(f"word{number}" for number in range(2_000)))
    assert len(reading.tree.parts) == MOST_WORDS
    assert reading.notes == (f"Only the first {MOST_WORDS} words were read.",)


def test_loosened_query_keeps_what_is_left_out():
    assert any_of(read("alcohol drugs OR refuge -housing").tree) == And(
        (Or((ALCOHOL, DRUG, REFUGE)), Not(read("housing").tree))
    )


@pytest.mark.parametrize("typed", ["", "alcohol", "alcohol OR drugs", "alcohol -drugs", '"alcohol drugs"'])
def test_query_without_several_demands_cannot_be_loosened(typed):
    assert any_of(read(typed).tree) is None


@given(st.text() | st.lists(st.sampled_from(['"', "-", " ", "OR ", "NOT ", "AND ", "a-b ", "x "])).map("".join))
def test_mended_query_reads_the_same_and_needs_no_more_mending(typed):
    reading = read(typed)
    again = read(reading.typed)
    assert (again.tree, again.notes) == (reading.tree, ())
