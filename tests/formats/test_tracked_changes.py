"""Tracked changes and comments of Word files: nothing that somebody wrote is lost without a word."""

import datetime

import pytest

from dhr.formats import Change, ChangeKind, Comment, read_paper, tracked_changes

from .generated_docx import _NS, par, run, word_file

BY = 'w:author="A. Chair" w:date="2024-03-05T10:00:00Z"'
AT = datetime.datetime(2024, 3, 5, 10, tzinfo=datetime.UTC)


def came(text: str) -> str:
    return f'<w:ins w:id="1" {BY}>{run(text)}</w:ins>'


def went(text: str) -> str:
    return f'<w:del w:id="2" {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def mark(kind: str) -> str:
    """A tracked change of the paragraph's own end."""
    return f'<w:rPr><w:{kind} w:id="3" {BY}/></w:rPr>'


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(f"<w:tc>{par(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def texts(data: bytes, changes: str) -> list[str]:
    paper = read_paper(data, name="draft.docx", changes=changes)
    return [block.text for section in paper.sections for block in section.blocks]


CASES = {
    "words inserted and deleted": (
        par("She called ", went("twice"), came("three times"), " that week."),
        ["She called three times that week."],
        ["She called twice that week."],
    ),
    "a paragraph inserted": (
        par("First.") + par(came("Second."), properties=mark("ins")) + par("Third."),
        ["First.", "Second.", "Third."],
        ["First.", "Third."],
    ),
    "a paragraph deleted": (
        par("First.") + par(went("Second."), properties=mark("del")) + par("Third."),
        ["First.", "Third."],
        ["First.", "Second.", "Third."],
    ),
    "two paragraphs joined": (
        par("It begins here ", properties=mark("del")) + par("and ends here."),
        ["It begins here and ends here."],
        ["It begins here", "and ends here."],
    ),
    "one paragraph split": (
        par("It begins here ", properties=mark("ins")) + par("and ends here."),
        ["It begins here", "and ends here."],
        ["It begins here and ends here."],
    ),
    "three paragraphs joined": (
        par("One ", properties=mark("del")) + par("two ", properties=mark("del")) + par("three."),
        ["One two three."],
        ["One", "two", "three."],
    ),
    "a paragraph moved": (
        f'<w:p><w:pPr>{mark("moveFrom")}</w:pPr><w:moveFrom w:id="8" {BY}>{run("Moved.")}</w:moveFrom></w:p>'
        + par("Stays.")
        + f'<w:p><w:pPr>{mark("moveTo")}</w:pPr><w:moveTo w:id="9" {BY}>{run("Moved.")}</w:moveTo></w:p>'
        + par("Last."),
        ["Stays.", "Moved.", "Last."],
        ["Moved.", "Stays.", "Last."],
    ),
    "rows inserted and deleted": (
        "<w:tbl>"
        + row("Action", "Lead")
        + row("Old", "Police", properties=f'<w:del w:id="4" {BY}/>')
        + row("New", "Council", properties=f'<w:ins w:id="5" {BY}/>')
        + "</w:tbl>",
        ["Action | Lead", "New | Council"],
        ["Action | Lead", "Old | Police"],
    ),
    "words inserted by one and deleted by another": (
        par("Kept.", f'<w:ins w:id="6" {BY}>{went(" Never mind.")}</w:ins>'),
        ["Kept."],
        ["Kept."],
    ),
}


@pytest.mark.parametrize(("body", "accepted", "rejected"), CASES.values(), ids=CASES)
def test_changes_are_accepted_or_rejected_as_asked(body, accepted, rejected):
    data = word_file(body)
    assert texts(data, "accept") == accepted
    assert texts(data, "reject") == rejected


def test_a_note_says_how_changes_were_taken():
    data = word_file(par("Kept ", came("and new.")))
    assert "accepted" in read_paper(data, name="draft.docx").notes[0]
    assert "rejected" in read_paper(data, name="draft.docx", changes="reject").notes[0]


def test_a_rejected_format_gives_back_the_heading_that_was():
    before = '<w:pPrChange w:id="7" w:author="A. Chair"><w:pPr/></w:pPrChange>'
    data = word_file(par("Opening.") + par("Findings", style="Heading1", properties=before) + par("They were three."))
    assert [s.heading for s in read_paper(data, name="d.docx").sections] == ["", "Findings"]
    assert [s.heading for s in read_paper(data, name="d.docx", changes="reject").sections] == [""]


def test_changes_in_footnotes_are_resolved_too():
    mark_of_note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    words = par("Guidance, ", went("2013"), came("2016"))
    note = f'<w:footnotes {_NS}><w:footnote w:id="2">{words}</w:footnote></w:footnotes>'
    data = word_file(par("As the guidance says", mark_of_note, "."), footnotes=note)
    for changes, words in (("accept", "Guidance, 2016"), ("reject", "Guidance, 2013")):
        block = read_paper(data, name="d.docx", changes=changes).sections[0].blocks[0]
        assert [span.value for span in block.spans] == [words]
    assert [change.text for change in tracked_changes(data)] == ["2013", "2016"]


def test_changes_are_listed_with_author_date_and_heading():
    body = par("Opening ", came("words.")) + par("3. Findings", style="Heading1")
    body += par("She called ", went("twice"), came("three "), came("times"), " that week.")
    assert tracked_changes(word_file(body)) == (
        Change(ChangeKind.INSERTED, "A. Chair", AT, "words.", ""),
        Change(ChangeKind.DELETED, "A. Chair", AT, "twice", "Findings"),
        Change(ChangeKind.INSERTED, "A. Chair", AT, "three times", "Findings"),
    )


def test_a_move_is_listed_once_and_a_row_by_its_cells():
    body, *_ = CASES["a paragraph moved"]
    assert [(change.kind, change.text) for change in tracked_changes(word_file(body))] == [(ChangeKind.MOVED, "Moved.")]
    body, *_ = CASES["rows inserted and deleted"]
    assert [(change.kind, change.text) for change in tracked_changes(word_file(body))] == [
        (ChangeKind.DELETED, "Old | Police"),
        (ChangeKind.INSERTED, "New | Council"),
    ]


def test_ends_of_paragraphs_and_formats_are_listed():
    format = f'<w:b/><w:rPrChange w:id="9" {BY}><w:rPr/></w:rPrChange>'
    body = par("One ", properties=mark("del")) + par("two ", run("dressed", format))
    assert [(change.kind, change.text) for change in tracked_changes(word_file(body))] == [
        (ChangeKind.DELETED, ""),
        (ChangeKind.FORMAT, "dressed"),
    ]


def test_other_files_have_no_tracked_changes():
    assert tracked_changes(word_file(par("Plain."))) == ()
    assert tracked_changes(b"just text") == ()


def test_comments_come_with_author_quote_and_heading():
    begins, ends = (
        '<w:commentRangeStart w:id="{}"/>',
        '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>',
    )
    body = par("Opening", '<w:r><w:commentReference w:id="2"/></w:r>', ".")
    body += par("2. Findings", style="Heading1")
    body += par("She called ", begins.format(0), "three ", run("times", "<w:b/>"), ends.format(0), " that week.")
    body += f"<w:tbl>{row('Action', 'Lead')}<w:tr><w:tc>{par(begins.format(1), 'Train', ends.format(1))}</w:tc>"
    body += f"<w:tc>{par('Police')}</w:tc></w:tr></w:tbl>"
    comments = "".join(
        f'<w:comment w:id="{key}" w:author="B. Reader">{par(text)}</w:comment>'
        for key, text in enumerate(("Is this right?", "By when?", "A place."))
    )
    paper = read_paper(word_file(body, comments=f"<w:comments {_NS}>{comments}</w:comments>"), name="d.docx")
    assert paper.comments == (
        Comment("B. Reader", "A place.", "", ""),
        Comment("B. Reader", "Is this right?", "three times", "Findings"),
        Comment("B. Reader", "By when?", "Train", "Findings"),
    )
    assert "Comments in the margin are no part of the text: 3." in paper.notes


DRAWN = (
    '<w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</a:graphic></w:drawing>'
)
PICTURE = (
    '<a:graphicData uri="x/picture"><p:pic xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    "</a:graphicData>"
)
MATHS = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a=b</m:t></m:r></m:oMath>'
)


@pytest.mark.parametrize(
    ("element", "note"),
    [
        (DRAWN.format(PICTURE), "1 picture."),
        (DRAWN.format(PICTURE) * 2, "2 pictures."),
        (DRAWN.format('<a:graphicData uri="http://x/chart"/>'), "1 chart or diagram."),
        ("<w:object/>", "1 embedded object."),
        (MATHS, "Equations were read as plain text, so check them: 1."),
        ('<w:sym w:font="Webdings" w:char="F099"/>', "1 symbol."),
    ],
)
def test_what_cannot_be_read_is_told(element, note):
    paper = read_paper(word_file(par("Here: ", f"<w:r>{element}</w:r>", " and on.")), name="d.docx")
    assert paper.notes[0].endswith(note)


def test_footnotes_in_tables_stand_in_brackets():
    cell = par("Train everybody", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = f'<w:footnotes {_NS}><w:footnote w:id="2">{par("As agreed in May.")}</w:footnote></w:footnotes>'
    data = word_file(f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{par('Police')}</w:tc></w:tr></w:tbl>", footnotes=note)
    paper = read_paper(data, name="d.docx")
    assert paper.sections[0].blocks[0].cells == ("Train everybody [As agreed in May.]", "Police")
    assert "square brackets" in paper.notes[0]
