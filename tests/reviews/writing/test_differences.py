from dhr.reviews.writing.differences import (
    Change,
    PaperText,
    SectionText,
    Words,
    compared,
    differences_between,
    words_apart,
)
from dhr.reviews.writing.words import count_words


def shown(words):
    marks = {Change.NONE: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    return "".join(marks[part.change].format(part.text) for part in words)


def body(*paragraphs):
    return "".join(f'<p data-block-key="k{n}">{text}</p>' for n, text in enumerate(paragraphs))


def test_words_are_told_apart_not_letters():
    assert shown(words_apart("She asked twice.", "She asked often.")) == "She asked [-twice][+often]."


def test_texts_with_little_in_common_are_replaced_altogether():
    assert shown(words_apart("One thing only.", "Nobody knew him")) == "[-One thing only.][+Nobody knew him]"


def test_a_paragraph_that_came_in_leaves_the_others_as_they_are():
    old = '<p data-block-key="a">First.</p><p data-block-key="b">Last.</p>'
    new = '<p data-block-key="a">First.</p><p data-block-key="c">Between.</p><p data-block-key="b">Last.</p>'
    assert [shown(line.words) for line in compared(old, new)] == ["First.", "[+Between.]", "Last."]


def test_paragraphs_whose_keys_changed_are_matched_by_their_words():
    assert compared('<p data-block-key="a">Same.</p>', '<p data-block-key="z">Same.</p>') == []


def test_long_stretches_without_changes_are_left_out():
    old = [f"Paragraph {n}." for n in range(20)]
    lines = compared(body(*old), body(*old[:10], "Paragraph ten.", *old[11:]))
    assert [line.left_out for line in lines] == [8, 0, 0, 0, 0, 0, 7]


def test_a_change_of_form_alone_is_named_as_one():
    old = PaperText("T", {"a": SectionText("A", "<p>Words here</p>")})
    new = PaperText("T", {"a": SectionText("A", "<p><b>Words</b> here</p>")})
    (difference,) = differences_between(old, new)
    assert (difference.heading, difference.lines) == ("A", [])


def test_footnotes_count_as_words_that_can_differ_and_not_against_the_limit():
    with_note = '<p>Words<sup data-footnote="n1" data-note="See page 4">*</sup> here</p>'
    (line,) = compared("<p>Words here</p>", with_note)
    assert "[+" in shown(line.words) and "See page 4" in shown(line.words)
    assert count_words(with_note) == 2


def test_a_section_that_one_side_lacks_is_named_as_such():
    old = PaperText("T", {"a": SectionText("A", body("One."))})
    new = PaperText("T", {"b": SectionText("B", body("Two."))})
    assert [(row.key, row.change) for row in differences_between(old, new)] == [
        ("b", Change.ADDED),
        ("a", Change.REMOVED),
    ]


def test_a_huge_paragraph_is_shown_as_replaced_altogether():
    old, new = "word " * 30_000, "other word " * 30_000
    assert words_apart(old, new) == (Words(Change.REMOVED, old), Words(Change.ADDED, new))
