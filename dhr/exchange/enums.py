from django.db.models import TextChoices

from dhr.reviews.enums import DocumentKind


class IngestionStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    READING = "reading", "Being read"
    DONE = "done", "Read in"
    UNCHANGED = "unchanged", "Already here, unchanged"
    FAILED = "failed", "Could not be read"


UNFINISHED = frozenset({IngestionStatus.WAITING, IngestionStatus.READING})

# What is read in from files. Letters are written here, and library records come from a dataset.
READABLE = tuple(kind for kind in DocumentKind if kind not in (DocumentKind.LETTER, DocumentKind.LIBRARY_RECORD))
# Publishing one of these is publishing the review.
REPORTS = frozenset({DocumentKind.OVERVIEW_REPORT, DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.MARAC_REVIEW_REPORT})


class Change(TextChoices):
    """How a file that is read again differs from what is here."""

    HEADING_ADDED = "heading-added", "Heading added"
    HEADING_REMOVED = "heading-removed", "Heading removed"
    PARAGRAPH_CHANGED = "paragraph-changed", "Paragraph changed"
    PARAGRAPH_ADDED = "paragraph-added", "Paragraph added"
    PARAGRAPH_REMOVED = "paragraph-removed", "Paragraph removed"
    RECOMMENDATION_CHANGED = "recommendation-changed", "Recommendation changed"
    RECOMMENDATION_ADDED = "recommendation-added", "Recommendation added"
    RECOMMENDATION_REMOVED = "recommendation-removed", "Recommendation removed"
    RECOMMENDATION_KEPT = "recommendation-kept", "Recommendation edited here, left as it is"


class RowOutcome(TextChoices):
    """What a row of a register comes to, compared with what is here."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
    REFUSED = "refused", "Refused"


class PlanOutcome(TextChoices):
    """What a row of an action plan comes to, compared with what is here."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    CONFLICT = "conflict", "Changed here too"
    UNCHANGED = "unchanged", "Unchanged"
    REFUSED = "refused", "Refused"


class TrackedChanges(TextChoices):
    """What becomes of the tracked changes of a Word draft; the values are those of `read_paper`."""

    ACCEPT = "accept", "Accept all"
    REJECT = "reject", "Reject all"
