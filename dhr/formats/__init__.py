"""Files in and out: bytes to papers (PDF, Word, plain text, our own markup) and papers to bytes (Word, PDF).

No Django here, and nothing of ``nlp``.
"""

from .errors import PaperError, PaperProblem
from .markup import parse_markup
from .paper import Block, BlockKind, Paper, PaperSection, Span, SpanKind
from .reading import read_paper
from .recommendations import FoundRecommendation, recommendations_in
from .writers import write_docx, write_pdf

__all__ = [
    "Block",
    "BlockKind",
    "FoundRecommendation",
    "Paper",
    "PaperError",
    "PaperProblem",
    "PaperSection",
    "Span",
    "SpanKind",
    "parse_markup",
    "read_paper",
    "recommendations_in",
    "write_docx",
    "write_pdf",
]
