"""Text files: encodings, page remains, loose bullets, headings told from wording alone."""

import pytest

from dhr.formats import BlockKind, read_paper

LONG = "The panel heard that the officer had called on three days in the week and that nobody had come to the door."


def read(text, encoding="utf-8"):
    return read_paper(text.encode(encoding), name="paper.txt")


def texts(paper):
    return [block.text for section in paper.sections for block in section.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_decoded_whatever_its_encoding(encoding):
    assert texts(read(f"1. Purpose\n\n“{LONG}” – so it was said, for £5.\n", encoding)) == [
        f"“{LONG}” – so it was said, for £5."
    ]


def test_form_feeds_are_pages_and_their_headers_go():
    page = "Safer Merrow Partnership\n\n{}\n\n" + f"{LONG}\n\n" * 6 + "Page {} of 3\n"
    paper = read("\f".join(page.format(f"{n}. Part {n} of it", n) for n in (1, 2, 3)))
    assert paper.pages == 3
    assert [section.number for section in paper.sections] == ["1", "2", "3"]
    assert {block.page for section in paper.sections for block in section.blocks} == {1, 2, 3}
    assert not [text for text in texts(paper) if "Safer Merrow" in text or "Page" in text]


def test_paragraph_cut_by_a_page_is_made_whole():
    paper = read(f"{LONG} It was said that the\n\n\n \n\nTrust had not been told of it at all.\n\n{LONG}\n")
    assert texts(paper)[0] == f"{LONG} It was said that the Trust had not been told of it at all."


def test_bullets_apart_from_their_texts_are_put_back():
    paper = read(f"{LONG} They asked for:\n•\n•\n•\n\nA single form\nOne number to ring\nSomebody to\nlisten to them\n")
    items = [block for section in paper.sections for block in section.blocks if block.kind == BlockKind.LIST_ITEM]
    assert [item.text for item in items] == ["A single form", "One number to ring", "Somebody to listen to them"]


def test_signatures_and_glossaries_are_no_headings():
    paper = read(
        f"1. Foreword\n\n{LONG}\n\nA Person\nCabinet Member\nHousing\n\n2. Glossary\n\nIDVA Adviser\n\nICB Care Board\n"
    )
    assert [section.heading for section in paper.sections if section.heading] == ["Foreword", "Glossary"]


def test_numbered_short_lines_in_a_row_are_a_list():
    paper = read(f"Our aims\n\n{LONG}\n\n1. Prevent harm\n\n2. Help sooner\n\n3. Learn together\n\n{LONG}\n")
    labelled = [block.label for section in paper.sections for block in section.blocks if block.label]
    assert labelled == ["1", "2", "3"]


def test_counted_lines_without_stops_are_items_of_their_own():
    paper = read("1. Prevent harm\n2. Help sooner\n3. Learn together\n")
    items = [(block.label, block.text) for section in paper.sections for block in section.blocks]
    assert items == [("1", "Prevent harm"), ("2", "Help sooner"), ("3", "Learn together")]


def test_a_single_line_is_kept_as_text():
    assert texts(read("Only this.")) == ["Only this."]


def test_title_comes_from_the_name_where_the_paper_has_none():
    assert (
        read_paper(f"1. Purpose\n\n{LONG}\n".encode(), name="overview-report_2021.txt").title == "Overview report 2021"
    )


def test_aligned_figures_are_rows():
    paper = read(f"1. Costs\n\n{LONG}\n\nCouncil     £20\n\nPolice      £15\n\nTotal       £35\n")
    assert [block.cells for block in paper.sections[-1].blocks if block.cells] == [
        ("Council", "£20"),
        ("Police", "£15"),
        ("Total", "£35"),
    ]


def test_figures_at_the_start_of_a_line_are_no_labels():
    paper = read(f"1. Facts\n\n7.3% of women were hurt in that year, so the survey says.\n\n4.12 {LONG}\n")
    blocks = paper.sections[-1].blocks
    assert [block.label for block in blocks] == ["", "4.12"]
    assert blocks[0].text.startswith("7.3%")


def test_a_numbered_sentence_on_one_line_is_a_paragraph():
    text = (
        "1. Introduction\n\n1.1 This paper tells what was done in the spring.\n\n"
        "1.2 It was agreed by the board in May.\n"
    )
    (section,) = read_paper(text.encode(), name="paper.txt").sections
    assert (section.number, section.heading) == ("1", "Introduction")
    assert [(block.label, block.text) for block in section.blocks] == [
        ("1.1", "This paper tells what was done in the spring."),
        ("1.2", "It was agreed by the board in May."),
    ]


def test_a_short_heading_may_end_with_a_full_stop():
    text = "1. Foreword.\n\nWords of the chair about the year that has gone, long enough to be running text.\n"
    (section,) = read_paper(text.encode(), name="paper.txt").sections
    assert section.heading.startswith("Foreword")


@pytest.mark.parametrize(
    "spoken",
    [
        'TM says: "He was frightened of her and he never told us until the last week."',
        "TM says: “He was frightened of her and he never told us until the last week.”",
        "He told the nurse, ‘I am going home tonight!’",
        'Her sister asked: "Why did nobody ring me?"',
        '"He was frightened of her and he never told us until the last week."',
    ],
)
def test_a_short_numbered_paragraph_that_ends_with_what_was_said_is_no_heading(spoken):
    paper = read(f"2. Family\n\n2.1 {LONG}\n\n2.2 {spoken}\n\n2.3 {LONG}\n")
    assert [section.heading for section in paper.sections] == ["Family"]
    assert spoken in texts(paper)


@pytest.mark.parametrize("heading", ["“Nobody asked her”", "The family’s words: “She was our light”", "‘A good mum.’"])
def test_a_heading_may_be_a_quotation(heading):
    paper = read(f"2. Family\n\n{LONG}\n\n2.1 {heading}\n\n{LONG}\n\n{LONG}\n")
    assert heading in [section.heading for section in paper.sections]
