from django.db.models import IntegerChoices, TextChoices


class ReviewKind(TextChoices):
    DEATH = "death", "Domestic abuse related death review"
    MARAC = "marac", "MARAC review"


class Scheme(TextChoices):
    """The name under which a death review was held. DHR is the old name, DARDR the new, SUSR the Welsh one."""

    DHR = "DHR", "Domestic homicide review (DHR)"
    DARDR = "DARDR", "Domestic abuse related death review (DARDR)"
    SUSR = "SUSR", "Single unified safeguarding review (SUSR)"


class Category(TextChoices):
    INTIMATE_PARTNER = "intimate-partner", "Intimate partner homicide"
    FAMILIAL = "familial", "Familial homicide"
    PARRICIDE = "parricide", "Parricide"
    HOMICIDE_SUICIDE = "homicide-suicide", "Homicide-suicide"
    VICTIM_SUICIDE = "victim-suicide", "Victim died by suicide"
    OTHER = "other", "Neither partner nor family"


class State(IntegerChoices):
    """The states of a review, in the order of the process. A review's state is that of its latest event."""

    NOTIFIED = 1, "Notified"
    SCOPING = 2, "Scoping for decision"
    DECIDED = 3, "Decided"
    HOME_OFFICE_TOLD = 4, "Home Office told"
    CHAIR_APPOINTED = 5, "Chair appointed"
    PANEL_SET_UP = 6, "Panel set up"
    TERMS_AGREED = 7, "Terms of reference agreed"
    IMRS_REQUESTED = 8, "IMRs and chronologies requested"
    IMRS_RECEIVED = 9, "IMRs and chronologies received"
    PANEL_MEETINGS = 10, "Panel meetings"
    DRAFTING = 11, "Drafting"
    FAMILY_READS = 12, "Family reads the draft"
    SIGNED_OFF = 13, "Signed off by the partnership"
    SUBMITTED = 14, "Submitted for quality assurance"
    QA_LETTER = 15, "Quality assurance letter received"
    PRE_PUBLICATION = 16, "Being prepared for publication"
    PUBLISHED = 17, "Published, or non-publication agreed"
    ACTIONS_MONITORED = 18, "Actions monitored"
    CLOSED = 19, "Learning shared, review closed"
    PAUSED = 90, "Paused"
    JOINED = 91, "Joined to another review"
    TRANSFERRED = 92, "Transferred to another partnership"
    STOPPED = 93, "Stopped"


# Off the usual course: a review is taken there, and may come back, for a reason that has to be told.
SIDE_STATES = frozenset({State.PAUSED, State.JOINED, State.TRANSFERRED, State.STOPPED})
ENDING_STATES = SIDE_STATES - {State.PAUSED}

# Besides the next state in order (guidance 2016): agencies' papers are sent back, the draft is changed after
# the family or the quality assurance panel has read it.
LOOPS = {
    State.IMRS_RECEIVED: (State.IMRS_REQUESTED,),
    State.FAMILY_READS: (State.DRAFTING,),
    State.QA_LETTER: (State.DRAFTING,),
}


class Decision(TextChoices):
    """What was decided about holding a review; first by the partnership, of a "no" then by the Home Office."""

    REVIEW = "review", "A review is to be held"
    NO_REVIEW = "no-review", "No review is proposed"
    UPHELD = "upheld", "The Home Office agrees that no review is held"
    RECONSIDER = "reconsider", "The Home Office asks to reconsider"
    DIRECTED = "directed", "A review is directed"


DECISIONS_OF_STATE = {
    State.DECIDED: (Decision.REVIEW, Decision.NO_REVIEW),
    State.HOME_OFFICE_TOLD: (Decision.UPHELD, Decision.RECONSIDER, Decision.DIRECTED),
}


class PersonRole(TextChoices):
    VICTIM = "victim", "Victim"
    PERPETRATOR = "perpetrator", "Perpetrator"
    ALLEGED_PERPETRATOR = "alleged-perpetrator", "Alleged perpetrator"
    CHILD = "child", "Child"
    OTHER = "other", "Other person"


class Subject(TextChoices):
    """Whom a theme is about. An alleged perpetrator is found under perpetrator."""

    VICTIM = "victim", "Victim"
    PERPETRATOR = "perpetrator", "Perpetrator"
    CHILD = "child", "Child"
    OTHER = "other", "Other person"
    UNKNOWN = "unknown", "Person not clear"


SUBJECT_OF_ROLE = {
    PersonRole.VICTIM: Subject.VICTIM,
    PersonRole.PERPETRATOR: Subject.PERPETRATOR,
    PersonRole.ALLEGED_PERPETRATOR: Subject.PERPETRATOR,
    PersonRole.CHILD: Subject.CHILD,
    PersonRole.OTHER: Subject.OTHER,
}


class AgeBand(TextChoices):
    """The Home Office library's bands. `20-34` stands in the dataset beside the narrower ones; kept as it is."""

    UNDER_16 = "0-15", "Under 16"
    FROM_16 = "16-19", "16 to 19"
    FROM_20 = "20-24", "20 to 24"
    FROM_20_WIDE = "20-34", "20 to 34"
    FROM_25 = "25-34", "25 to 34"
    FROM_35 = "35-44", "35 to 44"
    FROM_45 = "45-54", "45 to 54"
    FROM_55 = "55-64", "55 to 64"
    FROM_65 = "65+", "65 and over"


class Sex(TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"


class Answer(TextChoices):
    """A fact about a person; blank means unknown."""

    YES = "yes", "Yes"
    NO = "no", "No"


class DashGrade(TextChoices):
    STANDARD = "standard", "Standard"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class DocumentKind(TextChoices):
    TERMS_OF_REFERENCE = "terms-of-reference", "Terms of reference"
    IMR = "imr", "Individual management review (IMR)"
    OVERVIEW_REPORT = "overview-report", "Overview report"
    EXECUTIVE_SUMMARY = "executive-summary", "Executive summary"
    SEVEN_MINUTE_BRIEFING = "seven-minute-briefing", "7-minute briefing"
    MARAC_REVIEW_REPORT = "marac-review-report", "MARAC review report"
    LETTER = "letter", "Letter"
    CONTEXT = "context", "Context paper"
    LIBRARY_RECORD = "library-record", "Library record"


# May hold names of real people, so they never enter an edition before a gate has passed them.
MAY_HOLD_NAMES = frozenset({DocumentKind.IMR, DocumentKind.LETTER})


class ParagraphKind(TextChoices):
    PARAGRAPH = "paragraph", "Paragraph"
    HEADING = "heading", "Heading inside a section"
    LIST_ITEM = "list-item", "List item"
    QUOTATION = "quotation", "Quotation"
    TABLE_ROW = "table-row", "Table row"
    FOOTNOTE = "footnote", "Footnote"


class Placed(TextChoices):
    """Objects of a review that a section prints after its own text, so that they are numbered and worded once."""

    KEY_LINES = "key-lines", "Key lines of enquiry"
    CHARACTERISTICS = "characteristics", "Protected characteristics, each relevant or not, with the reason"
    LESSONS = "lessons", "Lessons"
    RECOMMENDATIONS = "recommendations", "Recommendations"


class Characteristic(TextChoices):
    """The nine protected characteristics of the Equality Act 2010, and how they meet."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GENDER_REASSIGNMENT = "gender-reassignment", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    ORIENTATION = "orientation", "Sexual orientation"
    INTERSECTIONS = "intersections", "How they meet (intersectionality)"


class TemplateState(TextChoices):
    DRAFT = "draft", "Being written"
    IN_USE = "in-use", "In use"
    RETIRED = "retired", "Retired"


class TagSource(TextChoices):
    """Where a theme tag that no text carries comes from."""

    DHRD = "dhrd", "Domestic Homicide Review Dataset (DHRD)"
