"""What is written can be read again, word for word."""

from dataclasses import replace

import pytest

from dhr.formats import BlockKind, Paper, parse_markup, read_paper, recommendations_in, write_docx, write_pdf

MARKUP = """# Overview report: Adult Bramble

Written for the panel alone.

## 1. Introduction

1.1 This review looks at how agencies worked with Adult Bramble, who was 34, before she died in May 2021. It was
written by an independent chair.

1.2 The panel met six times & read <all> the papers.

- It read the papers of nine agencies, which took it the better part of a year.
- It talked with the family.

> She would ring me on the way to work and we would talk until the bus came, every day for nine years.

### 1.3 Terms of reference

(a) Was the risk seen?

(b) Was it shared?

## 2. Recommendations

Recommendation 1: The Probation Service should train every officer who writes reports.

Recommendation 2 (national): The Home Office should publish guidance on the matter within a year.

## Action plan

| Recommendation | Scope | Action to take | Lead agency |
|---|---|---|---|
| 1. The Probation Service should train every officer who writes reports. | Local | Write a course | |
| 3. Review the referral form of every partner. | Regional | Form | Merrow Council |
"""


@pytest.fixture(scope="module")
def paper() -> Paper:
    return parse_markup(MARKUP)


def without_pages(sections):
    return [replace(section, blocks=tuple(replace(block, page=0) for block in section.blocks)) for section in sections]


@pytest.mark.parametrize(("write", "name"), [(write_docx, "paper.docx"), (write_pdf, "paper.pdf")])
def test_written_paper_is_read_back_word_for_word(paper, write, name):
    again = read_paper(write(paper, header="OFFICIAL-SENSITIVE", footer="Safer Merrow"), name=name)
    assert again.title == paper.title
    assert without_pages(again.sections) == without_pages(paper.sections)


@pytest.mark.parametrize(("write", "name"), [(write_docx, "paper.docx"), (write_pdf, "paper.pdf")])
def test_recommendations_survive_the_journey(paper, write, name):
    again = read_paper(write(paper), name=name)
    assert recommendations_in(again) == recommendations_in(paper)


def test_written_pdf_is_tagged_and_names_its_language_and_title(paper):
    data = write_pdf(paper)
    assert b"/MarkInfo" in data or b"/StructTreeRoot" in data
    assert b"en-GB" in data


def test_written_pdf_has_page_numbers(paper):
    import pypdfium2

    pages = pypdfium2.PdfDocument(write_pdf(paper))
    assert "Page 1 of" in "".join(page.get_textpage().get_text_range() for page in pages)


def test_markup_in_a_paper_is_printed_and_never_run():
    paper = parse_markup('# Title\n\n## 1. Part\n\n#panic("x") *bold* $x$ [a] `code` stays as it is written here.')
    again = read_paper(write_pdf(paper), name="paper.pdf")
    assert again.sections[-1].blocks[-1].text == '#panic("x") *bold* $x$ [a] `code` stays as it is written here.'


def test_written_word_file_uses_real_styles(paper):
    import io

    from docx import Document

    styles = {paragraph.style.name for paragraph in Document(io.BytesIO(write_docx(paper))).paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Quote"} <= styles


def test_markup_gives_sections_labels_lists_quotations_and_tables(paper):
    assert [(section.number, section.heading, section.level) for section in paper.sections] == [
        ("", "", 1),
        ("1", "Introduction", 1),
        ("1.3", "Terms of reference", 2),
        ("2", "Recommendations", 1),
        ("", "Action plan", 1),
    ]
    introduction = paper.sections[1].blocks
    assert [block.kind for block in introduction] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTATION,
    ]
    assert [block.label for block in introduction] == ["1.1", "1.2", "", "", ""]
    plan = paper.sections[-1].blocks
    assert plan[0].header and not plan[1].header
    assert plan[1].cells[-1] == ""
