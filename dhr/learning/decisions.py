"""People's decisions on theme marks: recorded once, laid over every reading of the machine, never dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

import nlp
from dhr.reviews.models import Document, Paragraph
from dhr.themes.models import Theme

from .enums import MentionStatus, Verdict
from .models import MentionDecision

CONTEXT = 40  # characters kept on each side of a quote


@dataclass(frozen=True)
class Mark:
    """A theme marked at [start, end) of a text. `rule` is empty where a person added it; `subject` for practice."""

    theme: str
    start: int
    end: int
    subject: str
    status: str
    cue: str = ""
    rule: str = ""
    score: float = 1.0
    person: str = ""
    rejected: bool = False
    decision: MentionDecision | None = None


class BadDecision(ValueError):
    """A decision that cannot be recorded. The message says why, for the person who made it."""


@transaction.atomic
def decide(
    paragraph: Paragraph,
    *,
    quote: str,
    theme: Theme,
    subject: str,
    verdict: str,
    by,
    start: int | None = None,
    new_subject: str = "",
    status: str = MentionStatus.PRESENT,
) -> MentionDecision:
    """Record what `by` says of `theme` at `quote` (at offset `start` where the quote occurs more than once).

    `status` is how it holds, in their view, whatever the machine says.
    Raises BadDecision when the quote is not in the paragraph, or a subject or status is missing or out of place.
    """
    at = start if start is not None and paragraph.text.startswith(quote, start) else paragraph.text.find(quote)
    if not quote.strip() or at < 0:
        raise BadDecision("These words are not in the paragraph as it stands now. Reload the page and try again.")
    if theme.subject_bearing and not subject:
        raise BadDecision("Say whom this is about.")
    if not theme.subject_bearing and (subject or new_subject or status != MentionStatus.PRESENT):
        raise BadDecision("A practice theme is about services: it is about no person, and has no status.")
    if verdict == Verdict.REASSIGNED and new_subject in ("", subject):
        raise BadDecision("Choose the other person that this is about.")
    return MentionDecision.objects.create(
        document=paragraph.document,
        paragraph_key=paragraph.key,
        quote=quote,
        before=paragraph.text[max(0, at - CONTEXT) : at],
        after=paragraph.text[at + len(quote) : at + len(quote) + CONTEXT],
        theme=theme,
        subject=subject,
        verdict=verdict,
        new_subject=new_subject if verdict == Verdict.REASSIGNED else "",
        status=status,
        by=by,
    )


def undo(decision: MentionDecision, *, by) -> MentionDecision:
    """Take `decision` back: what held before it holds again. Raises BadDecision where somebody has done so already."""
    again = "Somebody has taken this back already. Reload the page to see how it stands."
    if decision.verdict == Verdict.UNDONE:
        raise BadDecision(again)
    try:
        with transaction.atomic():
            return MentionDecision.objects.create(
                document=decision.document,
                paragraph_key=decision.paragraph_key,
                quote=decision.quote,
                before=decision.before,
                after=decision.after,
                theme=decision.theme,
                subject=decision.subject,
                verdict=Verdict.UNDONE,
                new_subject=decision.new_subject,
                status=decision.status,
                undoes=decision,
                by=by,
            )
    except IntegrityError as twice:
        raise BadDecision(again) from twice


def anchor(decision: MentionDecision, text: str) -> int | None:
    """Where a decision's quote stands in `text` now: the occurrence with most of its context; None if gone."""
    places = []
    at = text.find(decision.quote)
    while at >= 0:
        before = text[max(0, at - CONTEXT) : at]
        after = text[at + len(decision.quote) : at + len(decision.quote) + CONTEXT]
        places.append((_common_end(before, decision.before) + _common_start(after, decision.after), -at))
        at = text.find(decision.quote, at + 1)
    return -max(places)[1] if places else None


def look_again(document: Document) -> list[MentionDecision]:
    """The decisions whose words are no longer in the paper: a person should look at these places again."""
    texts = dict(document.paragraphs.values_list("key", "text"))
    return [
        decision
        for decision in document.mention_decisions.in_force().select_related("theme", "by")
        if decision.paragraph_key not in texts or anchor(decision, texts[decision.paragraph_key]) is None
    ]


def lay_over(mentions: Iterable[nlp.Mention], decisions: Iterable[MentionDecision], text: str) -> list[Mark]:
    """The machine's mentions of one paragraph with the decisions in force on it, oldest first, laid over them."""
    marks = [
        Mark(m.theme, m.start, m.end, m.subject or "", m.status, m.cue or "", m.rule, m.score, m.person or "")
        for m in mentions
    ]
    for decision in decisions:
        start = anchor(decision, text)
        if start is not None:
            marks = _apply(decision, start, start + len(decision.quote), marks)
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.theme, mark.subject))


def _apply(decision: MentionDecision, start: int, end: int, marks: list[Mark]) -> list[Mark]:
    met, rest = [], []
    for mark in marks:
        same = mark.theme == decision.theme_id and mark.subject in (decision.subject, decision.new_subject)
        (met if same and mark.start < end and start < mark.end else rest).append(mark)
    subject = decision.new_subject or decision.subject
    rejected = decision.verdict == Verdict.REJECTED
    if not met and not rejected:
        # The machine no longer finds it, or never did: the person's word stands by itself.
        met = [Mark(decision.theme_id, start, end, subject, decision.status)]
    moved = [
        replace(
            mark,
            subject=subject,
            person=mark.person if subject == mark.subject else "",
            rejected=rejected,
            decision=decision,
            **{} if rejected else _held(mark, decision.status),
        )
        for mark in met
    ]
    return [*_parents_follow(decision, moved, rest), *moved]


def _held(mark: Mark, status: str) -> dict[str, str]:
    """The status that a person gave a mark; the machine's cue stays where it said the same."""
    return {"status": status, "cue": mark.cue if status == mark.status else ""}


def _parents_follow(decision: MentionDecision, moved: list[Mark], rest: list[Mark]) -> list[Mark]:
    """A parent's mark that stands on a child's words alone goes with the child, unless it was decided itself."""
    parent = decision.theme.parent_id
    if not parent or not moved or decision.verdict not in (Verdict.REJECTED, Verdict.REASSIGNED, Verdict.RESTATED):
        return rest
    spans = {(mark.start, mark.end) for mark in moved}
    followed = {name: getattr(moved[0], name) for name in ("subject", "person", "status", "cue", "rejected")}
    return [
        replace(mark, **followed)
        if mark.theme == parent
        and mark.decision is None
        and (mark.start, mark.end) in spans
        and mark.subject == decision.subject
        else mark
        for mark in rest
    ]


def _common_start(one: str, other: str) -> int:
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _common_end(one: str, other: str) -> int:
    return _common_start(one[::-1], other[::-1])
