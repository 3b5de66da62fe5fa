"""What goes into the tagger and what comes out of it, as plain frozen values."""

from dataclasses import dataclass

ROLES = ("victim", "perpetrator", "child", "other")
SUBJECTS = (*ROLES, "unknown")
STATUSES = ("present", "absent", "possible", "hypothetical")
SEXES = ("female", "male")
RECIPIENTS = (
    "police",
    "social-services",
    "health",
    "idva-service",
    "probation",
    "housing",
    "school",
    "education",
    "employer",
    "faith-body",
    "military",
    "csp",
    "government",
)
SCOPES = ("local", "regional", "national")
# The themes under which the Home Office's library of reviews files recommendations.
LIBRARY_THEMES = (
    "technology-systems",
    "identification-of-risk",
    "training",
    "policy",
    "multi-agency-working",
    "record-keeping",
    "awareness-raising",
    "other",
)
IDENTIFIER_KINDS = (
    "person",
    "date",
    "child-age",
    "address",
    "postcode",
    "phone",
    "email",
    "nhs-number",
    "crime-reference",
    "vehicle",
    "school",
    "employer",
)


@dataclass(frozen=True)
class Person:
    """Somebody in the review, as its papers call them.

    `role` is one of ROLES, `names` the pseudonyms in use ("Amina", "Adult A"), `sex` one of SEXES or
    None when it is not recorded, `age_band` text such as "65+" or None.
    """

    id: str
    role: str
    names: tuple[str, ...]
    sex: str | None = None
    age_band: str | None = None


@dataclass(frozen=True)
class Theme:
    """One row of the taxonomy. `parent` is the code of the theme that it is a part of, or None."""

    code: str
    label: str
    family: str
    definition: str
    subject_bearing: bool
    home_office_filter: str | None = None
    parent: str | None = None


@dataclass(frozen=True)
class Mention:
    """A theme found in a text.

    `start` and `end` count code points of the unchanged text, so `text[start:end] == quote`.
    `subject` is one of SUBJECTS, None for practice themes; `person` is the Person's id where it is known.
    `status` is one of STATUSES; `cue` is the wording that decided a status other than present ("denied").
    `rule` names the rule that fired, as "theme/rule"; `score` is the probability that theme, subject and status
    are all right, as fitted on marked passages, and `grounds` are the facts that it follows from.
    """

    theme: str
    start: int
    end: int
    quote: str
    subject: str | None
    status: str
    cue: str | None
    rule: str
    score: float
    person: str | None = None
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A theme that a trained classifier suspects in a text; `score` is how likely it finds it, from 0 to 1."""

    theme: str
    score: float


@dataclass(frozen=True)
class Identifier:
    """Words that could tell who somebody is, so that `text[start:end] == quote`. `kind` is one of IDENTIFIER_KINDS."""

    kind: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Recommendation:
    """One recommendation of a report, so that `section[start:end] == text`, without its number.

    `recipients` are some of RECIPIENTS, `scope` is one of SCOPES, `themes` are one or two of LIBRARY_THEMES.
    """

    text: str
    start: int
    end: int
    recipients: tuple[str, ...]
    scope: str
    themes: tuple[str, ...]
