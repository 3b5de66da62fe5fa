"""Papers out: Word, tagged PDF and plain text."""

from .pdf import write_pdf
from .printed import Layout
from .text import write_text
from .word import write_docx

__all__ = ["Layout", "write_docx", "write_pdf", "write_text"]
