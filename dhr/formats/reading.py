"""One door for every file that comes in: what it really is, and whether it can be read."""

import re
from dataclasses import replace
from pathlib import Path, PurePath

from .docx import Changes, read_docx
from .errors import PaperError, PaperProblem
from .package import office_kind
from .paper import Paper
from .pdf import read_pdf
from .txt import read_txt

MAX_BYTES = 100 * 1024 * 1024
MAX_PAGES = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Save it as a PDF or a Word document (.docx) and try again."


def read_paper(
    path_or_bytes: Path | str | bytes,
    *,
    name: str,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    changes: Changes = "accept",
) -> Paper:
    """The paper in a PDF, Word (.docx) or text file, told by its content and not by its name.

    ``name`` is the file's shown name: it gives the title where the paper has none. ``changes`` says whether the
    tracked changes of a Word file are taken as accepted or rejected ("reject").
    Raises PaperError, whose message can be shown to the person who brought the file.
    """
    data = _bytes(path_or_bytes, max_bytes)
    kind = _kind(data)
    title = _title(name)
    if kind == "pdf":
        paper = read_pdf(data[data.find(b"%PDF-") :], title=title, max_pages=max_pages)
    elif kind == "docx":
        paper = read_docx(data, title=title, changes=changes)
    else:
        paper = read_txt(data, title=title)
    note = _wrong_name(name, kind)
    if note:
        paper = replace(paper, notes=(note, *paper.notes))
    return paper


def _bytes(path_or_bytes, max_bytes: int) -> bytes:
    held = isinstance(path_or_bytes, bytes | bytearray | memoryview)
    size = len(path_or_bytes) if held else Path(path_or_bytes).stat().st_size
    if not size:
        raise PaperError(PaperProblem.EMPTY, "The file is empty (0 bytes).")
    if size > max_bytes:
        limit = f"{max_bytes / 1024 / 1024:,.0f} MB" if max_bytes >= 1024 * 1024 else f"{max_bytes:,} bytes"
        raise PaperError(PaperProblem.TOO_LARGE, f"The file is larger than {limit}, the limit for one paper.")
    return bytes(path_or_bytes) if held else Path(path_or_bytes).read_bytes()


def _kind(data: bytes) -> str:
    """ "pdf", "docx" or "txt"; raises PaperError for anything else."""
    start = data[:1024].lstrip()
    if b"%PDF-" in start:
        return "pdf"
    if data.startswith(b"PK"):
        return office_kind(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PaperError(
                PaperProblem.ENCRYPTED,
                "The Word document is locked with a password. Save it without one and try again.",
            )
        raise PaperError(PaperProblem.UNSUPPORTED, f"This is a file of an old Office version (.doc). {_SAVE_AS}")
    if start.startswith(b"{\\rtf"):
        raise PaperError(PaperProblem.UNSUPPORTED, f"This is a rich text file (.rtf). {_SAVE_AS}")
    if re.match(rb"(?:\xef\xbb\xbf)?(?:<!doctype html|<html|<\?xml)", start[:64].lower()):
        raise PaperError(PaperProblem.UNSUPPORTED, f"This is a web page or XML file. {_SAVE_AS}")
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise PaperError(PaperProblem.UNSUPPORTED, "This is a picture, not a paper. Scan it with OCR to a PDF.")
    return "txt"


def _title(name: str) -> str:
    """A title out of a file's name: "overview-report_2021.pdf" gives "Overview report 2021"."""
    stem = re.sub(r"\.(?:pdf|docx?|txt)$", "", PurePath(name).name, flags=re.IGNORECASE)
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def _wrong_name(name: str, kind: str) -> str:
    ending = PurePath(name).suffix.lower().lstrip(".")
    shown = {"pdf": "a PDF", "docx": "a Word document", "txt": "a text file"}
    if ending in {kind, ""} or (kind == "txt" and ending not in shown):
        return ""
    return f"The file is named .{ending} but is {shown[kind]}; it was read as {shown[kind]}."
