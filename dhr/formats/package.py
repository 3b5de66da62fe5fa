"""Office files are zip archives of XML parts: which kind one is, and its parts, opened with care."""

import io
import zipfile
import zlib

from lxml import etree

from .errors import PaperError, PaperProblem

MAX_ENTRIES = 5_000
MAX_INFLATED = 500 * 1024 * 1024  # of the whole archive, pictures included
MAX_PART = 100 * 1024 * 1024  # of one XML part
MAX_RATIO = 200  # inflated to packed, for parts worth the trouble
# All that zipfile raises on bytes that are not as they should be.
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError, RuntimeError)
_SMALL = 5 * 1024 * 1024
# "Strict" Word files write other addresses for the same vocabularies.
_STRICT = {
    b"http://purl.oclc.org/ooxml/" + strict: b"http://schemas.openxmlformats.org/" + usual
    for strict, usual in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"drawingml/picture", b"drawingml/2006/picture"),
    )
}

_BOMB = "The file unpacks to far more than a file of its kind can hold, so it was not opened."
_DAMAGED = "The file is damaged and can't be opened. Ask for it again."
_SAVE_AS = "Save it as a PDF or a Word document (.docx) and try again."


def open_archive(data: bytes) -> zipfile.ZipFile:
    """An Office file's archive, once the sizes that it declares are checked. Raises PaperError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS:
        raise PaperError(PaperProblem.CORRUPT, _DAMAGED) from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise PaperError(PaperProblem.ZIP_BOMB, _BOMB)
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise PaperError(PaperProblem.ZIP_BOMB, _BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise PaperError(
            PaperProblem.ENCRYPTED, "The file is locked with a password. Save it without one and try again."
        )
    return archive


def office_kind(data: bytes) -> str:
    """ "docx", told from the archive's parts. Raises PaperError for any other archive."""
    names = set(open_archive(data).namelist())
    if "word/document.xml" in names:
        return "docx"
    others = {
        "xl/workbook.xml": "a spreadsheet (.xlsx)",
        "ppt/presentation.xml": "a slide show (.pptx)",
        "content.xml": "an OpenDocument file",
    }
    shown = next((text for part, text in others.items() if part in names), "a zip archive")
    raise PaperError(PaperProblem.UNSUPPORTED, f"This is {shown}, which is not read. {_SAVE_AS}")


class Package:
    """The XML parts of one Word file."""

    def __init__(self, data: bytes):
        self._archive = open_archive(data)
        self._names = set(self._archive.namelist())

    def part(self, name: str):
        """The root element of a part; None where the file has no such part. Raises PaperError where it is bad."""
        if name not in self._names:
            return None
        data = self._inflated(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise PaperError(PaperProblem.ZIP_BOMB, _BOMB)  # no Word file has either; both serve entity bombs
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise PaperError(PaperProblem.CORRUPT, _DAMAGED) from None

    def links(self, name: str) -> dict[str, str]:
        """The addresses outside the file to which the part ``word/NAME.xml`` refers, by their ids in it."""
        root = self.part(f"word/_rels/{name}.xml.rels")
        relations = () if root is None else root.iter("{*}Relationship")
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in relations
            if relation.get("Type", "").endswith("/hyperlink")
        }

    def _inflated(self, name: str) -> bytes:
        """The bytes of a part, counted while they come, whatever the archive declares."""
        pieces, size = [], 0
        try:
            with self._archive.open(name) as stream:
                while piece := stream.read(1 << 20):
                    size += len(piece)
                    if size > MAX_PART:
                        raise PaperError(PaperProblem.ZIP_BOMB, _BOMB)
                    pieces.append(piece)
        except _ZIP_ERRORS:
            raise PaperError(PaperProblem.CORRUPT, _DAMAGED) from None
        return b"".join(pieces)
