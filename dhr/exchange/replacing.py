"""Whether a file may take the place of what stands in a paper."""

from dhr.formats import Paper
from dhr.reviews.models import Document
from dhr.reviews.writing.original import stands_as_read

from .matching import SHARED
from .sections import shared

INSTEAD = (
    "Save the file as a Word document (.docx) and choose “Bring back a Word draft” on the paper's page: that shows "
    "what would change, and asks before anything is kept."
)


ALL_THE_SAME = (
    "If it is to replace the paper that is there, send it again and tick “Replace the paper that is there, even if "
    "this is quite another”. If not, see that you chose the right review and the right kind of paper."
)


class LeftAlone(Exception):
    """Nothing in `document` was changed. The message says why, and what to do instead."""

    def __init__(self, document: Document, why: str, instead: str):
        super().__init__(f"The paper was left as it is: {why}. {instead}")
        self.document = document


def check_free(document: Document, paper: Paper, *, by, replaces: bool) -> None:
    """Raise LeftAlone where `paper` may not take the place of what stands in `document`.

    It holds what people wrote here, or somebody else than `by` has locked it, or `paper` is no changed version of it
    and nobody said that it `replaces` it all the same.
    """
    if document.file_id is None:
        raise LeftAlone(document, "it is written here, and a file never replaces what people wrote", INSTEAD)
    if not stands_as_read(document):
        raise LeftAlone(document, "it was changed here since it was read from a file", INSTEAD)
    if (lock := document.get_lock()) and (by is None or lock.for_user(by)):
        who = document.locked_by or "somebody"
        raise LeftAlone(document, f"{who} has locked it", "Ask them to unlock it, then send the file again.")
    if not replaces and document.paragraphs.exists() and shared(document, paper) < SHARED:
        raise LeftAlone(
            document,
            "less than a quarter of its paragraphs are in this file, so it looks like another paper",
            ALL_THE_SAME,
        )
