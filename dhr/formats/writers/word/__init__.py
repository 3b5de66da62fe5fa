"""Papers as Word files."""

from .document import write_docx

__all__ = ["write_docx"]
