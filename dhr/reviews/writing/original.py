"""Whether a paper still stands as it was read from its file."""

from ..models import Document
from .differences import PaperText


def stands_as_read(document: Document) -> bool:
    """Whether `document` came as a file and says word for word what was read from it.

    Every revision names the file that the paper was last read from; the first of them is the reading itself. Once
    somebody has written in the paper, a name that was taken out here still stands in the file.
    """
    if document.file_id is None:
        return False
    versions = document.revisions.filter(content__file=str(document.file_id)).order_by("created_at", "pk")
    as_read = versions.first()  # none: nobody has written here since
    return as_read is None or PaperText.of_revision(as_read) == PaperText.of_paper(document)
