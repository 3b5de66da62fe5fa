"""Papers out: Word and tagged PDF."""

from .docx import write_docx
from .pdf import write_pdf

__all__ = ["write_docx", "write_pdf"]
