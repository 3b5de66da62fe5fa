"""Pages of PDF a second: our reader beside the bare text that pypdfium2 gives of the same file."""

import io
import random
import sys
import time

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dhr.formats import read_paper

PAGES = 200
LINES = 44
WORDS = ["agency", "review", "panel", "victim", "records", "contact", "support", "housing", "police", "health", "risk"]


def report(pages: int) -> bytes:
    """A report of numbered paragraphs with a running header and page numbers, always the same."""
    random_ = random.Random(4)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 810, "A partnership's report")
        canvas.drawString(280, 30, f"Page {page} of {pages}")
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 780, f"{page}. Section {page}")
        canvas.setFont("Helvetica", 11)
        for line in range(LINES):
            label = f"{page}.{line // 4 + 1} " if line % 4 == 0 else ""
            canvas.drawString(60, 755 - 15 * line, label + " ".join(random_.choices(WORDS, k=11)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def plain(data: bytes) -> int:
    """The characters of every page, as they come."""
    with pypdfium2.PdfDocument(data) as file:
        return sum(len(page.get_textpage().get_text_range()) for page in file)


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    data = report(PAGES)
    ours = timed(lambda: read_paper(data, name="report.pdf"))
    text_alone = timed(lambda: plain(data))
    print(f"\nReading a PDF of {PAGES} pages, pages a second")
    print(f"  pypdfium2, text alone              {PAGES / text_alone:8.1f}")
    print(f"  ours, with sections and paragraphs {PAGES / ours:8.1f}   ratio {ours / text_alone:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
