"""Files in and out: papers (PDF, Word, plain text, our own markup) and tables (Excel, CSV).

No Django here, and nothing of ``nlp``.
"""

from .changes import Change, ChangeKind, tracked_changes
from .dates import MONTHS, DateProblem, NoDateYet, Precision, WrittenDate, read_date, says_nothing
from .errors import PaperError, PaperProblem
from .folding import fold
from .labels import heading_text
from .markup import parse_markup
from .media import CSV_TYPE, DOCX_TYPE, PDF_TYPE, XLSX_TYPE
from .paper import Block, BlockKind, Comment, Paper, PaperSection, Span, SpanKind
from .reading import read_paper
from .recommendations import FoundRecommendation, recommendations_in
from .spans import tidy
from .spreadsheets import check_name, read_table
from .table import FAULTS, GROUP, Row, Sheet, Table, Value, as_text
from .writers import Layout, write_docx, write_pdf, write_text
from .writers.tables import NewColumn, NewSheet, csv_lines, write_workbook

__all__ = [
    "CSV_TYPE",
    "DOCX_TYPE",
    "FAULTS",
    "GROUP",
    "MONTHS",
    "PDF_TYPE",
    "XLSX_TYPE",
    "Block",
    "BlockKind",
    "Change",
    "ChangeKind",
    "Comment",
    "DateProblem",
    "FoundRecommendation",
    "Layout",
    "NewColumn",
    "NewSheet",
    "NoDateYet",
    "Paper",
    "PaperError",
    "PaperProblem",
    "PaperSection",
    "Precision",
    "Row",
    "Sheet",
    "Span",
    "SpanKind",
    "Table",
    "Value",
    "WrittenDate",
    "as_text",
    "check_name",
    "csv_lines",
    "fold",
    "heading_text",
    "parse_markup",
    "read_date",
    "read_paper",
    "read_table",
    "recommendations_in",
    "says_nothing",
    "tidy",
    "tracked_changes",
    "write_docx",
    "write_pdf",
    "write_text",
    "write_workbook",
]
