"""Files that can't be read, or should not be: each gets a plain sentence and a code."""

import io
import random
import zipfile

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dhr.formats import PaperError, PaperProblem, read_paper

from .generated_docx import auto_numbering, par, word_file
from .generated_pdf import numbered_paragraphs

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def a_pdf(pages=1, *, encrypt=None, text="The panel met in the spring and wrote down what it had heard.") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt)
    for page in range(pages):
        for line in range(15):
            canvas.drawString(72, 780 - 17 * line, f"{text} ({999 - page}-{line})")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_picture_pdf() -> bytes:
    # A bitmap of two by two grey dots, in a format that needs no further library.
    bitmap = b"P5 2 2 255 " + bytes([90, 160, 160, 90])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(ImageReader(io.BytesIO(bitmap)), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_zip(entries: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def a_lying_zip() -> bytes:
    """An archive whose directory declares one byte for a part that inflates to many."""
    data = bytearray(word_file(par("x") * 400_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        real = archive.getinfo("word/document.xml").file_size
    return bytes(data.replace(real.to_bytes(4, "little"), (1).to_bytes(4, "little")))


def an_entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w:document>&a9;</w:document>'
    return a_zip({"word/document.xml": xml})


HOSTILE = {
    "zero bytes": ("empty.pdf", lambda: b"", PaperProblem.EMPTY),
    "a text of spaces": ("blank.txt", lambda: b" \n \n", PaperProblem.EMPTY),
    "a PDF that is only its first line": ("stub.pdf", lambda: b"%PDF-1.7\n" + b"junk" * 50, PaperProblem.CORRUPT),
    "a PDF cut off early": ("cut.pdf", lambda: a_pdf()[:300], PaperProblem.CORRUPT),
    "a locked PDF": ("locked.pdf", lambda: a_pdf(encrypt="a password"), PaperProblem.ENCRYPTED),
    "a scan": ("scan.pdf", a_picture_pdf, PaperProblem.NO_TEXT_LAYER),
    "a locked Word file": (
        "locked.docx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        PaperProblem.ENCRYPTED,
    ),
    "an old Word file": ("old.doc", lambda: OLE, PaperProblem.UNSUPPORTED),
    "a zip that is no Word file": ("case.docx", lambda: a_zip({"readme": b"hello"}), PaperProblem.UNSUPPORTED),
    "a spreadsheet": ("plan.docx", lambda: a_zip({"xl/workbook.xml": b"<x/>"}), PaperProblem.UNSUPPORTED),
    "a Word file cut off": ("cut.docx", lambda: word_file(par("x") * 9000)[:-400], PaperProblem.CORRUPT),
    "a Word file with broken XML": (
        "bad.docx",
        lambda: a_zip({"word/document.xml": "<w:document><w:body>"}),
        PaperProblem.CORRUPT,
    ),
    "a Word file without a word": ("void.docx", lambda: word_file(par("")), PaperProblem.EMPTY),
    "a zip bomb": ("bomb.docx", lambda: a_zip({"word/document.xml": "<a>" + " " * 30_000_000}), PaperProblem.ZIP_BOMB),
    "an entity bomb": ("entities.docx", an_entity_bomb, PaperProblem.ZIP_BOMB),
    "rich text": ("letter.docx", lambda: rb"{\rtf1 hello}", PaperProblem.UNSUPPORTED),
    "a web page": ("page.txt", lambda: b"<!DOCTYPE html><html></html>", PaperProblem.UNSUPPORTED),
    "a program": ("paper.txt", lambda: bytes(range(32)) * 40, PaperProblem.UNSUPPORTED),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file_is_refused_with_its_reason(case):
    name, make, problem = HOSTILE[case]
    with pytest.raises(PaperError) as refused:
        read_paper(make(), name=name)
    assert refused.value.code == problem
    message = str(refused.value)
    assert message.endswith(".") and len(message) > 20
    assert "Traceback" not in message and "Error" not in message and "hello" not in message


def test_scan_is_told_to_go_through_ocr():
    with pytest.raises(PaperError, match="no text layer: OCR it first"):
        read_paper(a_picture_pdf(), name="scan.pdf")


def test_archive_that_lies_about_its_size_is_refused():
    with pytest.raises(PaperError) as refused:
        read_paper(a_lying_zip(), name="lie.docx")
    assert refused.value.code in {PaperProblem.CORRUPT, PaperProblem.ZIP_BOMB}


def test_archive_with_too_many_parts_is_refused():
    with pytest.raises(PaperError) as refused:
        read_paper(a_zip({f"part{number}": b"" for number in range(5_100)}), name="parts.docx")
    assert refused.value.code == PaperProblem.ZIP_BOMB


def test_pdf_named_docx_is_read_as_pdf_and_says_so():
    data, _ = numbered_paragraphs()
    paper = read_paper(data, name="report.docx")
    assert paper.format == "pdf"
    assert any("named .docx but is a PDF" in note for note in paper.notes)
    assert [section.heading for section in paper.sections if section.heading][-1] == "Recommendations"


def test_word_file_named_pdf_is_read_as_word_and_says_so():
    paper = read_paper(word_file(par("The panel met twice.")), name="report.pdf")
    assert paper.format == "docx"
    assert "is a Word document" in paper.notes[0]


def test_pdf_locked_for_printing_only_is_read():
    paper = read_paper(a_pdf(encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0)), name="print.pdf")
    assert "The panel met" in paper.sections[0].blocks[0].text


def test_pdf_that_lost_its_end_is_read_with_a_warning():
    paper = read_paper(a_pdf().replace(b"%%EOF", b""), name="end.pdf")
    assert any("cut off" in note for note in paper.notes)


def test_file_over_the_byte_limit_is_refused_before_it_is_opened():
    with pytest.raises(PaperError) as refused:
        read_paper(b"x" * 2_000, name="long.txt", max_bytes=1_000)
    assert refused.value.code == PaperProblem.TOO_LARGE


def test_pdf_over_the_page_limit_is_refused():
    with pytest.raises(PaperError) as refused:
        read_paper(a_pdf(4), name="long.pdf", max_pages=3)
    assert refused.value.code == PaperProblem.TOO_LARGE
    assert "4 pages" in str(refused.value)


def test_pdf_of_500_pages_is_read_whole():
    paper = read_paper(a_pdf(500), name="long.pdf")
    assert paper.pages == 500
    everything = " ".join(block.text for section in paper.sections for block in section.blocks)
    assert "(999-0)" in everything and "(500-14)" in everything


def test_paper_is_read_from_a_path(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("1. Purpose\n\nThe panel met twice in the spring and once in the autumn.\n")
    paper = read_paper(path, name="note.txt")
    assert [(section.number, section.heading) for section in paper.sections] == [("1", "Purpose")]


def test_damaged_bytes_are_read_or_refused_and_never_crash():
    chance = random.Random(5)
    for make in (numbered_paragraphs, auto_numbering):
        whole, _ = make()
        for _ in range(40):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 5, 50))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                read_paper(bytes(data), name="damaged.pdf")
            except PaperError as refused:
                assert str(refused)
