"""A paper, working or published, as a file to take away."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpResponse
from django.utils.timezone import localtime

from dhr.formats import DOCX_TYPE, PDF_TYPE, Layout, write_docx, write_pdf, write_text
from dhr.publishing.models import Edition
from dhr.publishing.printing import as_paper
from dhr.reviews.enums import DocumentKind
from dhr.reviews.files import as_attachment
from dhr.reviews.models import Document


class Format(StrEnum):
    WORD = "word"
    PDF = "pdf"
    TEXT = "text"


@dataclass(frozen=True)
class Download:
    """A file made just now. Its name tells a kind of paper and an id, and nothing of a case."""

    name: str
    content_type: str
    content: bytes


_ENDINGS = {
    Format.WORD: ("docx", DOCX_TYPE),
    Format.PDF: ("pdf", PDF_TYPE),
    Format.TEXT: ("txt", "text/plain; charset=utf-8"),
}


def working_file(document: Document, format: Format) -> Download:
    """`document` at its latest saved state, marked on every page, with its version in the footer."""
    return _made(document, document.public_id, format, marking=settings.MARKING, footer=version_line(document))


def published_file(edition: Edition, format: Format) -> Download:
    """`edition` as the public may have it: without a marking."""
    footer = f"Edition {edition.number}, published {localtime(edition.published_at):%B %Y}"
    return _made(edition, edition.document.public_id, format, marking="", footer=footer)


def version_line(document: Document) -> str:
    """Which state of `document` its latest one is: the name that it was given, and when it was saved."""
    revision = document.latest_revision
    saved = localtime(revision.created_at if revision else document.created_at)
    line = f"Saved {saved:%-d %B %Y, %H:%M}"
    name = document.named_versions.filter(revision=revision).first() if revision else None
    return f"{name}. {line}" if name else line


def _made(paper: Document | Edition, public_id: str, format: Format, *, marking: str, footer: str) -> Download:
    ending, content_type = _ENDINGS[format]
    printed = as_paper(paper)
    if format == Format.TEXT:
        content = "\n\n".join(filter(None, (marking, write_text(printed).strip(), footer, marking))).encode() + b"\n"
    else:
        write = write_docx if format == Format.WORD else write_pdf
        layout = Layout.BRIEFING if paper.kind == DocumentKind.SEVEN_MINUTE_BRIEFING else Layout.REPORT
        content = write(printed, footer=footer, marking=marking, layout=layout)
    return Download(f"{paper.kind}-{public_id}.{ending}", content_type, content)


def sent(download: Download, *, cache: str = "private, no-store") -> HttpResponse:
    """The answer that hands it to a browser; `cache` says who else may keep it."""
    return as_attachment(HttpResponse(download.content, content_type=download.content_type), download.name, cache=cache)
