"""Reading PDF: pages of lines and table rows. No OCR: a page that is only a picture has no text for us."""

import pypdfium2
import pypdfium2.raw as pdfium

from .columns import lines_of
from .errors import PaperError, PaperProblem
from .flow import paper_from
from .glyphs import Sheet
from .grids import grids_of, join_across_pages
from .lines import Page
from .paper import Paper


def read_pdf(data: bytes, *, title: str, max_pages: int) -> Paper:
    """The paper in a PDF file. Raises PaperError where it is damaged, locked, too long or without text."""
    document = _open(data)
    try:
        count = len(document)
        if count > max_pages:
            raise PaperError(
                PaperProblem.TOO_LARGE, f"It has {count:,} pages; the limit is {max_pages:,}. Split it and try again."
            )
        if not count:
            raise PaperError(PaperProblem.CORRUPT, "The PDF has no pages.")
        pages = _pages(document)
    finally:
        document.close()
    notes = []
    silent = [page.number for page in pages if not page.items and page.has_images]
    if not any(page.items for page in pages):
        raise PaperError(
            PaperProblem.NO_TEXT_LAYER, "Its pages are pictures: no text layer: OCR it first, then try again."
        )
    if silent:
        shown = ", ".join(map(str, silent[:12])) + (" and more" if len(silent) > 12 else "")
        notes.append(f"Pictures without a text layer were not read on these pages: {shown}.")
    if b"%%EOF" not in data[-2048:]:
        notes.append("The file seems to be cut off: check that its last pages are there.")
    return paper_from(pages, format="pdf", title=title, notes=notes)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PaperError(
                PaperProblem.ENCRYPTED, "The PDF is locked with a password. Save it without one and try again."
            ) from None
        raise PaperError(
            PaperProblem.CORRUPT, "The PDF is damaged and can't be opened. Ask for the file again."
        ) from None


def _pages(document) -> list[Page]:
    pages, before, header = [], None, None
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            raise PaperError(PaperProblem.CORRUPT, f"Page {index + 1} of the PDF is damaged.") from None
        sheet = Sheet(page)
        words = sheet.words()
        grids = grids_of(sheet.rules(), words, index + 1)
        free = [word for word in words if not any(grid.holds(word) for grid in grids)]
        items = lines_of(free, index + 1) if free else []
        for grid in grids:
            rows = join_across_pages(before, grid, header)
            if grid.rows[0].header:
                header = grid.rows[0].cells
            place = next((at for at, item in enumerate(items) if item.top > grid.ys[0]), len(items))
            items[place:place] = rows
            before = grid
        pages.append(Page(index + 1, sheet.height, items, not words and sheet.has_images()))
        page.close()
    return pages
