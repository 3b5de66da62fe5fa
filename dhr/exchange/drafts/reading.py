"""A Word draft's file, as it came or as it is kept."""

from dhr.formats import Paper, PaperError, PaperProblem, read_paper, tracked_changes

from ..enums import TrackedChanges
from ..models import WordDraft


def read_draft(data: bytes, changes: str = TrackedChanges.ACCEPT) -> Paper:
    """The paper in a Word file; its title is "" where it has none of its own.

    `changes` says what becomes of tracked changes. Raises PaperError, also for what is no Word file.
    """
    paper = read_paper(data, name="", changes=changes)
    if paper.format != "docx":
        raise PaperError(PaperProblem.UNSUPPORTED, "This is no Word document. Save the draft as .docx and send that.")
    return paper


def check(data: bytes) -> None:
    """Raises PaperError for a file that can't be read, with its tracked changes or without."""
    read_draft(data)
    tracked_changes(data)


def content_of(draft: WordDraft) -> bytes:
    with draft.file.file.open() as file:
        return file.read()
