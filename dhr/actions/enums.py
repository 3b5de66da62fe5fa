from django.db.models import TextChoices


class Provenance(TextChoices):
    EXTRACTED = "extracted", "Read from a report"
    WRITTEN = "written", "Written here"
    IMPORTED = "imported", "Imported from a register"


class Scope(TextChoices):
    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"


class Origin(TextChoices):
    """Where a recommendation comes from; the last four are from outside domestic abuse related death reviews."""

    SINGLE_AGENCY = "single-agency", "One agency’s own review (IMR)"
    PANEL = "panel", "The review panel"
    EARLY_LEARNING = "early-learning", "Early learning, before the report"
    SAFEGUARDING_REVIEW = "safeguarding-review", "Safeguarding review"
    PREVENTION_OF_FUTURE_DEATHS = "future-deaths", "Coroner’s prevention of future deaths report"
    INSPECTION = "inspection", "Inspection"
    OTHER = "other", "Other"


OUTSIDE = (Origin.SAFEGUARDING_REVIEW, Origin.PREVENTION_OF_FUTURE_DEATHS, Origin.INSPECTION, Origin.OTHER)


class LibraryTheme(TextChoices):
    """The themes under which the Home Office's review library lists recommendations; `nlp` suggests them."""

    TECHNOLOGY = "technology-systems", "Technology systems"
    RISK = "identification-of-risk", "Identification of risk"
    TRAINING = "training", "Training"
    POLICY = "policy", "Policy"
    MULTI_AGENCY = "multi-agency-working", "Multi-agency working"
    RECORDS = "record-keeping", "Record keeping"
    AWARENESS = "awareness-raising", "Awareness raising"
    OTHER = "other", "Other"


class Acceptance(TextChoices):
    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Accepted in part"
    NOT_ACCEPTED = "not-accepted", "Not accepted"


class Finding(TextChoices):
    """What became of a recommendation as a whole, in the five words of the Commissioner's *Learning from Loss*."""

    FULLY = "fully", "Fully met"
    PARTLY = "partly", "Partly met"
    ALREADY = "already", "Already happening"
    NOT_MET = "not-met", "Not met"
    UNKNOWN = "unknown", "Not known"


class ActionStatus(TextChoices):
    NOT_STARTED = "not-started", "Not started"
    IN_PROGRESS = "in-progress", "In progress"
    DELIVERED = "delivered", "Delivered, awaiting evidence"
    COMPLETE = "complete", "Complete (verified)"
    IMPACT_CHECKED = "impact-checked", "Impact checked"
    NOT_ACCEPTED = "not-accepted", "Not accepted"
    SUPERSEDED = "superseded", "Superseded"
    TRANSFERRED = "transferred", "Transferred"


OPEN = frozenset({ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS, ActionStatus.DELIVERED})
UNDELIVERED = OPEN - {ActionStatus.DELIVERED}
VERIFIED = frozenset({ActionStatus.COMPLETE, ActionStatus.IMPACT_CHECKED})
SET_ASIDE = frozenset({ActionStatus.NOT_ACCEPTED, ActionStatus.SUPERSEDED, ActionStatus.TRANSFERRED})


class UpdateKind(TextChoices):
    """What one update says. Owners report; the partnership answers; updates are never changed."""

    PROGRESS = "progress", "Progress reported"
    DELIVERED = "delivered", "Reported as delivered"
    DATE_ASKED = "date-asked", "New date asked for"
    ANSWERED = "answered", "Query answered"
    EVIDENCE = "evidence", "Evidence added"
    ACCEPTED = "accepted", "Report accepted"
    QUERIED = "queried", "Report queried"
    DATE_AGREED = "date-agreed", "New date agreed"
    DATE_REFUSED = "date-refused", "New date not agreed"
    VERIFIED = "verified", "Verified as complete"
    IMPACT_CHECKED = "impact-checked", "Impact checked"
    NOT_ACCEPTED = "not-accepted", "Not accepted"
    SUPERSEDED = "superseded", "Superseded"
    TRANSFERRED = "transferred", "Transferred"
    REOPENED = "reopened", "Opened again"
    CORRECTED = "corrected", "Earlier update corrected"


BY_OWNERS = frozenset(
    {UpdateKind.PROGRESS, UpdateKind.DELIVERED, UpdateKind.DATE_ASKED, UpdateKind.ANSWERED, UpdateKind.EVIDENCE}
)


class Outlook(TextChoices):
    """How the owner sees what is left."""

    ON_TRACK = "on-track", "On track"
    RECOVERABLE = "recoverable", "Behind, and can be recovered"
    CANNOT = "cannot", "Cannot be delivered"


class EvidenceKind(TextChoices):
    """What shows that something changed, the strongest first: an audit of practice outranks a policy."""

    PRACTICE_AUDIT = "practice-audit", "Audit of practice"
    FEEDBACK = "feedback", "Feedback from victims, families or staff"
    DATA = "data", "Figures from practice"
    TRAINING = "training", "Training record"
    MINUTES = "minutes", "Minutes or letter"
    POLICY = "policy", "Policy or procedure"
    OTHER = "other", "Other"


STRENGTH = {kind.value: place for place, kind in enumerate(EvidenceKind)}  # the strongest has the lowest


class Rag(TextChoices):
    """How an action stands. Each has a shape and a word as well as a colour."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"
    GREY = "grey", "Grey"
    NONE = "none", "Not rated"


RAG_MEANING = {
    Rag.RED: "late, silent or cannot be delivered",
    Rag.AMBER: "at risk",
    Rag.GREEN: "on or ahead of its milestones",
    Rag.BLUE: "complete and verified",
    Rag.GREY: "not due yet",
    Rag.NONE: "closed without completion",
}


class Because(TextChoices):
    """Why an action has its RAG."""

    VERIFIED = "verified", "Complete and verified"
    SET_ASIDE = "set-aside", "Not accepted, superseded or transferred"
    CANNOT = "cannot", "Its owner says that it cannot be delivered"
    PAST_TARGET = "past-target", "Past its target date"
    SILENT = "silent", "No update for too long"
    UNVERIFIED = "unverified", "Delivered, and its evidence waits too long to be verified"
    MILESTONE_MISSED = "milestone-missed", "A milestone is missed"
    HALF_UNDONE = "half-undone", "Its target date is near and less than half is done"
    RECOVERABLE = "recoverable", "Behind, and its owner says that it can be recovered"
    AWAITING = "awaiting", "Delivered, awaiting evidence"
    ON_COURSE = "on-course", "On or ahead of its milestones"
    NOT_DUE = "not-due", "Not due yet"
    OVERRIDDEN = "overridden", "Set by a person"


class Telling(TextChoices):
    """Why the owner of an action is told of it by e-mail."""

    ASSIGNED = "assigned", "This is new: you were named for it."
    QUERY = "query", "A question of the partnership waits for your answer."
    PAST = "past", "Its target date is past."
    SOON = "soon", "Its target date is near."
    MILESTONE = "milestone", "The date of a milestone is past."
    ASKED = "asked", "You asked for a new link."


class BodyKind(TextChoices):
    """Who an overdue action is brought before."""

    AGENCY = "agency", "Agency’s board member"
    SUBGROUP = "subgroup", "Review subgroup"
    PARTNERSHIP = "partnership", "Community safety partnership"
    ADULTS_BOARD = "adults-board", "Safeguarding adults board"
    CHILDREN_BOARD = "children-board", "Safeguarding children partnership"
    DOMESTIC_ABUSE_BOARD = "domestic-abuse-board", "Domestic Abuse Board"
    CHIEF_OFFICER = "chief-officer", "Agency’s chief officer"
    PCC = "pcc", "Police and crime commissioner"
    OTHER = "other", "Other"


class ReportKind(TextChoices):
    QUARTERLY = "quarterly", "Quarterly report"
    ANNUAL = "annual", "Annual report"
