"""Twenty files in as many layouts, each with what must come out of it."""

from .generated_docx import DOCXS
from .generated_pdf import PDFS

GENERATED = [*PDFS, *DOCXS]


def shown_name(make) -> str:
    """The file's name: the layout's, with the ending of its format."""
    return f"{make.__name__}.{'pdf' if make in PDFS else 'docx'}"
