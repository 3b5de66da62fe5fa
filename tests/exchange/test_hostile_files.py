import re

import pytest

from dhr.exchange.enums import IngestionStatus
from dhr.reviews.models import Document, Review, StoredFile
from tests.factories import AreaFactory

from .papers import REPORT, pdf, read_in, zip_bomb

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.pdf", lambda: b"", "empty"),
        ("corrupt.pdf", lambda: b"%PDF-1.7\n" + b"\x00\x01broken" * 50, "damaged|corrupt|cannot be read"),
        ("locked.pdf", lambda: pdf(password="secret"), "password"),
        ("scan.pdf", lambda: pdf(text=""), "no text layer.*OCR"),
        ("bomb.docx", zip_bomb, "unpack|inflat|larger|too large|big"),
        ("old.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office version"),
        ("page.pdf", lambda: b"<!doctype html><title>404</title>", "web page"),
        ("program.txt", lambda: bytes(range(256)) * 20, "no PDF"),
    ],
)
def test_a_bad_file_gets_a_clear_message_and_leaves_nothing_half_made(
    name, content, message, private_files, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ingestion = read_in(content(), name=name, area=AreaFactory(), kind="overview-report")
    assert ingestion.status == IngestionStatus.FAILED
    assert re.search(message, ingestion.message), ingestion.message
    assert (ingestion.name, ingestion.file) == (name, None)
    assert not Document.objects.exists()
    assert not Review.objects.exists()
    assert not StoredFile.objects.exists()
    assert private_files() == []


def test_a_wrongly_named_file_is_read_as_what_it_is_and_says_so():
    ingestion = read_in(pdf(text="She told her doctor twice."), name="report.docx", area=AreaFactory(), kind="context")
    assert ingestion.status == IngestionStatus.DONE
    assert ingestion.document.file.content_type == "application/pdf"
    assert "named .docx but is a PDF" in " ".join(ingestion.notes)


def test_markup_in_a_file_stays_text():
    text = 'She wrote <script>alert("x")</script> & <b>nothing</b> else, and the officer copied it as it stood there.'
    document = read_in(f"Notes\n\n{text}\n{text}\n", area=AreaFactory(), kind="context").document
    stored = " ".join(document.paragraphs.values_list("text", flat=True))
    assert '<script>alert("x")</script> & <b>nothing</b> else' in stored
    assert "<script>" not in " ".join(document.sections.values_list("body", flat=True))


def test_letters_that_a_database_refuses_are_left_out():
    document = read_in(
        REPORT.replace("monthly sample", "monthly\x00 sample"), area=AreaFactory(), kind="context"
    ).document
    assert "\x00" not in " ".join(document.paragraphs.values_list("text", flat=True))
    assert "monthly sample" in document.recommendations.first().text
