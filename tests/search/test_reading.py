import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.reading import MOST_WORDS, read
from dhr.search.tree import All, And, Not, Or, Phrase, Prefix, Same, Themed, Word, any_of

POLICE, DRUG, REFUGE = Word("polic"), Word("drug"), Word("refug")
EMERGENCY = Same(
    (
        Word("a&e"),
        Phrase(("a", "e")),
        Phrase(("a", "and", "e")),
        Word("casualti"),
        Phrase(("emergenc", "room")),
    )
)
ELDERLY = Same((Word("elder"), Word("older")))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", All()),
        ("police", POLICE),
        ("police drugs", And((POLICE, DRUG))),
        ("police AND drugs police", And((POLICE, DRUG))),
        ('"police drugs"', Phrase(("polic", "drug"))),
        ("\u201cpolice drugs\u201d", Phrase(("polic", "drug"))),
        ('"police"', POLICE),
        ("police -drugs", And((POLICE, Not(DRUG)))),
        ("police NOT drugs", And((POLICE, Not(DRUG)))),
        ('-"police drugs" refuge', And((REFUGE, Not(Phrase(("polic", "drug")))))),
        ("police \u2013drugs", And((POLICE, Not(DRUG)))),
        ("police \u2014drugs", And((POLICE, Not(DRUG)))),
        ("police \u2212drugs", And((POLICE, Not(DRUG)))),
        ("\u2013\u201cpolice drugs\u201d refuge", And((REFUGE, Not(Phrase(("polic", "drug")))))),
        ("police\u2013drugs", Phrase(("polic", "drug"))),
        ('"police \u2013drugs"', Phrase(("polic", "drug"))),
        ("2019\u20132022", Phrase(("2019", "2022"))),
        ("2019 \u2013 2022", And((Word("2019"), Word("2022")))),
        ("police OR drugs refuge", And((Or((POLICE, DRUG)), REFUGE))),
        ("refuge police OR drugs OR refuge", And((REFUGE, Or((POLICE, DRUG, REFUGE))))),
        ("multi-agency police", And((Phrase(("multi", "agenc")), POLICE))),
        ("independent domestic violence adviser police", And((Word("idva"), POLICE))),
        ("the police of her", POLICE),
        ("the", Word("the")),
        ("custod* police", And((Prefix("custod"), POLICE))),
        ("abusi*", Or((Prefix("abusi"), Word("abus")))),
        ("police OR custod*", Or((POLICE, Prefix("custod")))),
        ("police -custod*", And((POLICE, Not(Prefix("custod"))))),
        ("police -abusi*", And((POLICE, Not(Or((Prefix("abusi"), Word("abus"))))))),
        ("elderly police", And((ELDERLY, POLICE))),
        ("police OR elderly", Or((POLICE, ELDERLY))),
        ('"elderly" police', And((Word("elder"), POLICE))),
        ("police -elderly", And((POLICE, Not(Word("elder"))))),
        ("A & E", EMERGENCY),
        ("A and E", EMERGENCY),
        ("a & e", EMERGENCY),
        ('"A & E"', Phrase(("a", "e"))),
        ("a and e", Word("e")),
        ("jealousy", Same((Word("jealousi"), Word("jealous")))),
        ("police or not drugs", And((POLICE, Word("not"), DRUG))),
    ],
)
def test_well_typed_query_needs_no_mending(typed, tree):
    reading = read(typed)
    assert (reading.tree, reading.notes) == (tree, ())


@pytest.mark.parametrize(
    ("typed", "tree", "mended"),
    [
        ('refuge "police drugs', And((REFUGE, Phrase(("polic", "drug")))), 'refuge "police drugs"'),
        ("OR", All(), ""),
        ("OR police OR", POLICE, "police"),
        ("police OR OR drugs", Or((POLICE, DRUG)), "police OR drugs"),
        ("police OR -drugs", And((POLICE, Not(DRUG))), "police -drugs"),
        ("-drugs", All(), ""),
        ('-drugs NOT "police drugs"', All(), ""),
        ("!!! ---", All(), ""),
        ('""', All(), ""),
        ("*", All(), ""),
        ("p* police", And((Word("p"), POLICE)), "p police"),
        ("*police", POLICE, "police"),
        ("multi-ag*", Phrase(("multi", "ag")), "multi-ag"),
        ("police - drugs", And((POLICE, DRUG)), "police drugs"),
        ("police \u2013 drugs", And((POLICE, DRUG)), "police drugs"),
        ("police \u2013 \u2013 drugs", And((POLICE, DRUG)), "police drugs"),
        ('"police dru*"', Phrase(("polic", "dru")), '"police dru"'),
    ],
)
def test_broken_query_is_mended_and_says_so(typed, tree, mended):
    reading = read(typed)
    assert (reading.tree, reading.typed) == (tree, mended)
    assert len(reading.notes) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("refuge or hostel", "OR in capitals"),
        ("police not custody", "NOT in capitals"),
    ],
)
def test_operators_in_small_letters_are_hinted_at(typed, told):
    reading = read(typed)
    (hint,) = reading.hints
    assert told in hint
    assert reading.notes == ()


@pytest.mark.parametrize(
    "typed",
    [
        "did not attend",
        "not believed",
        "support or",
        '"refuge or hostel"',
        "was not believed",
        "what support or help was there",
        "refuge OR hostel",
    ],
)
def test_sentences_and_names_are_not_taken_for_operators(typed):
    assert read(typed).hints == ()


def test_lone_dash_is_told():
    (note,) = read("police \u2013 drugs").notes
    assert "stands right before it" in note


def test_what_else_was_looked_for_is_told():
    assert read("the elderly").also == (("elderly", ("older",)),)
    assert read('"elderly" police -older OR elder*').also == ()


def test_endless_query_is_cut():
    reading = read(" ".join(f"word{number}" for number in range(2_000)))
    assert len(reading.tree.parts) == MOST_WORDS
    assert reading.notes == (f"Only the first {MOST_WORDS} words were read.",)


def test_loosened_query_keeps_what_is_left_out():
    assert any_of(read("police drugs OR refuge -housing").tree) == And(
        (Or((POLICE, DRUG, REFUGE)), Not(read("housing").tree))
    )


def test_words_of_a_phrase_count_one_by_one_where_it_is_loosened():
    assert any_of(read('"police drugs"').tree) == Or((Phrase(("polic", "drug")), POLICE, DRUG))


def test_themes_are_alternatives_to_a_single_word():
    assert any_of(POLICE, ("text:alcohol",)) == Or((POLICE, Themed("text:alcohol")))


@pytest.mark.parametrize("typed", ["", "police", "police OR drugs", "police -drugs", "elderly"])
def test_query_without_several_demands_cannot_be_loosened(typed):
    assert any_of(read(typed).tree) is None


@given(
    st.text()
    | st.lists(st.sampled_from(['"', "-", " ", "OR ", "NOT ", "AND ", "a-b ", "x ", "*", "ab* ", "older "])).map(
        "".join
    )
)
def test_mended_query_reads_the_same_and_needs_no_more_mending(typed):
    reading = read(typed)
    again = read(reading.typed)
    assert (again.tree, again.notes) == (reading.tree, ())
