"""Why a mark is there, in plain words, for the person who says whether it is right."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices

from dhr.reviews.enums import Subject
from dhr.reviews.models import Document, Paragraph
from dhr.themes.models import Theme

from .enums import MentionStatus
from .models import Mention, MentionDecision

AROUND = 80
"""Characters shown on each side of the words, at most."""

SURENESS = ((0.9, "very sure"), (0.75, "fairly sure"), (0.5, "not very sure"), (0, "unsure"))
"""From which score on the tagger is how sure."""


@dataclass(frozen=True)
class Evidence:
    """One mark of a passage. `number` counts from 1; `implied` are themes that stand there only because of it."""

    number: int
    mention: Mention
    text: str
    implied: list[Theme] = field(default_factory=list)

    @property
    def quote(self) -> str:
        return self.text[self.mention.start : self.mention.end]

    @property
    def before(self) -> str:
        """The words before the quote, from the beginning of one."""
        start = max(0, self.mention.start - AROUND)
        words = self.text[start : self.mention.start]
        return f"… {words.partition(' ')[2]}" if start else words

    @property
    def after(self) -> str:
        end = self.mention.end + AROUND
        words = self.text[self.mention.end : end]
        return f"{words.rpartition(' ')[0]} …" if end < len(self.text) else words

    @property
    def rule(self) -> str:
        """The name of the rule that found it, in words; empty where a person added it."""
        return self.mention.rule.rpartition("/")[2].replace("-", " ")

    @property
    def sureness(self) -> str:
        """How sure the tagger is: "fairly sure (80%)"."""
        words = next(words for least, words in SURENESS if self.mention.score >= least)
        return f"{words} ({self.mention.score:.0%})"

    @property
    def subjects(self) -> list[tuple[str, str, str, bool]]:
        """Whom it could be about: the key for it, value, word, and whether it is; none for a practice theme."""
        return _choices(Subject, self.mention.subject, "12345") if self.mention.subject else []

    @property
    def statuses(self) -> list[tuple[str, str, str, bool]]:
        """As `subjects`, of whether it holds."""
        return _choices(MentionStatus, self.mention.status, "paoh") if self.mention.subject else []


def _choices(choices: type[TextChoices], chosen: str, keys: str) -> list[tuple[str, str, str, bool]]:
    return [(key, value, value.capitalize(), value == chosen) for key, value in zip(keys, choices.values, strict=True)]


def evidence_of(paragraph: Paragraph, mentions: list[Mention]) -> list[Evidence]:
    """The marks of a passage, in their order. A parent theme that only follows its child is told with the child."""
    implied: dict[int, list[Theme]] = defaultdict(list)
    shown = []
    for mention in mentions:
        child = next((other for other in mentions if _follows(mention, other)), None)
        if child:
            implied[child.pk].append(mention.theme)
        else:
            shown.append(mention)
    return [
        Evidence(number, mention, paragraph.text, implied[mention.pk]) for number, mention in enumerate(shown, start=1)
    ]


def _follows(parent: Mention, child: Mention) -> bool:
    same = ("start", "end", "subject", "person_id", "status", "rejected")
    return (
        child.theme.parent_id == parent.theme_id
        and parent.decision_id is None
        and all(getattr(parent, name) == getattr(child, name) for name in same)
    )


def decisions_on(document: Document, keys: Iterable[str]) -> dict[str, list[MentionDecision]]:
    """All that was ever decided on these passages, by their keys, latest first. One query."""
    decisions: dict[str, list[MentionDecision]] = defaultdict(list)
    found = document.mention_decisions.filter(paragraph_key__in=keys)
    for decision in found.select_related("theme", "by", "undoes", "undone_by").order_by("-at", "-pk"):
        decisions[decision.paragraph_key].append(decision)
    return dict(decisions)
