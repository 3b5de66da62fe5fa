"""Whether the file that a paper was read from may go out with it."""

from dhr.reviews.models import Document
from dhr.reviews.writing.differences import PaperText


def has_original(document: Document) -> bool:
    """Whether `document` has a file and says word for word what was read from it.

    Once somebody has written in the paper, a name that was taken out here still stands in the file.
    """
    if document.file_id is None:
        return False
    versions = document.revisions.filter(content__file=str(document.file_id)).order_by("created_at", "pk")
    as_read = versions.first()  # none: nobody has written here since
    return as_read is None or PaperText.of_revision(as_read) == PaperText.of_paper(document)
