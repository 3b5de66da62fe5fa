"""Files as people send them, written for these tests."""

import io
import zipfile

from django.core.files.base import ContentFile

from dhr.exchange.models import Ingestion
from dhr.exchange.reading import take_in
from dhr.exchange.receiving import receive

REPORT = """\
Overview report: Amina, who died in May 2021

1. Introduction

1.1 Amina was in her forties when her former husband killed her. The panel offers its
condolences to her sister, who spoke with the chair on four occasions.

1.2 This report covers the two years before her death, because the first call to the
police was made in the spring of 2019 and nobody had recorded an earlier one.

2. Lessons to be learnt

2.1 A call about noise was recorded as a call about noise, although the caller had told
the operator that she heard a woman asking for help.

2.2 The general practice knew of two injuries in one year, and each was seen by a doctor
who did not know of the other.

3. Recommendations

Recommendation 1: Northwall Police should record what a caller hears in the words of the
caller, and test this by a monthly sample of twenty calls.

Recommendation 2: The Home Office should consider a national standard for the recording of
calls that neighbours make, so that forces can be compared.
"""


def read_in(content, *, name="report.txt", limit=10_000_000, by=None, **place) -> Ingestion:
    """`content` (text or bytes) sent as a file, and read."""
    content = content.encode() if isinstance(content, str) else content
    ingestion = receive(ContentFile(content, name=name), name=name, limit=limit, by=by, **place)
    return take_in(ingestion)


def zip_bomb() -> bytes:
    """A Word file of a few hundred kilobytes whose text inflates to 300 MB."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(300):
                entry.write(b" " * 1_000_000)
    return held.getvalue()


def pdf(*, pages=1, text="She told her doctor twice.", password=None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held, encrypt=StandardEncryption(password, canPrint=0) if password else None)
    for _ in range(pages):
        if text:
            canvas.drawString(72, 720, text)
        else:
            canvas.rect(72, 400, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()
