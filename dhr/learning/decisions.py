"""People's decisions on theme marks: recorded once, laid over every reading of the machine, never dropped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import Q

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
    person: str = "",
    new_subject: str = "",
    status: str = MentionStatus.PRESENT,
) -> MentionDecision:
    """Record what `by` says of `theme` at `quote` (at offset `start` where the quote occurs more than once).

    `person` is the key of whoever the mark names, "" where it names nobody: of two people of one role, only the mark of
    this one is decided. `status` is how it holds, in their view, whatever the machine says.
    Raises BadDecision when the quote is not in the paragraph, or a subject or status is missing or out of place.
    """
    if verdict == Verdict.ADDED:
        quote = _as_written(quote, paragraph.text)
    at = start if start is not None and paragraph.text.startswith(quote, start) else paragraph.text.find(quote)
    if not quote.strip() or at < 0:
        if verdict == Verdict.ADDED:
            raise BadDecision("These words are not in the paragraph. Copy them exactly.")
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
        person=person,
        verdict=verdict,
        new_subject=new_subject if verdict == Verdict.REASSIGNED else "",
        status=status,
        by=by,
    )


def decided_since(
    paragraph: Paragraph, *, seen: int, quote: str, start: int, theme: Theme, subject: str, person: str, by
) -> MentionDecision | None:
    """The latest decision of somebody else than `by` on a mark, newer than the decision `seen` (a primary key).

    The mark is that of `quote` at `start`; that it was moved to `subject`, or is so no more, is a decision on it, too.
    """
    whose = Q(subject=subject) & (Q(person=person) | Q(person=None))
    if not person:  # as a mark is that was moved
        whose |= Q(new_subject=subject)
    newer = paragraph.document.mention_decisions.filter(
        whose,
        paragraph_key=paragraph.key,
        theme=theme,
        pk__gt=seen,
    )
    for decision in newer.exclude(by=by).select_related("by").order_by("-pk"):
        at = anchor(decision, paragraph.text)
        if at is not None and at < start + len(quote) and start < at + len(decision.quote):
            return decision
    return None


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
                person=decision.person,
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
    met = _met(decision, start, end, marks)
    rest = [mark for mark in marks if mark not in met]
    subject = decision.new_subject or decision.subject
    rejected = decision.verdict == Verdict.REJECTED
    if not met and not rejected:
        # The machine no longer finds it, or never did: the person's word stands by itself.
        person = "" if decision.new_subject else decision.person or ""
        return [*rest, Mark(decision.theme_id, start, end, subject, decision.status, person=person, decision=decision)]
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
    now = [*_parents_follow(decision, met, moved, rest), *moved]
    return list({_place(mark): mark for mark in now}.values())  # what a moved one says now, it says alone


def _met(decision: MentionDecision, start: int, end: int, marks: list[Mark]) -> list[Mark]:
    """The marks that `decision`, whose words stand at [start, end), is about.

    A person is asked for first. Where none is marked, the machine may no longer know who it is, or may know now; and
    it may say by itself by now what a person said when they moved a mark to somebody else.
    """
    here = [mark for mark in marks if mark.theme == decision.theme_id and mark.start < end and start < mark.end]
    of_old = [mark for mark in here if mark.subject == decision.subject]
    of_new = [mark for mark in here if decision.new_subject and mark.subject == decision.new_subject]
    if decision.person is None:
        return of_old + of_new
    unnamed = [mark for mark in of_old if not decision.person or not mark.person]
    return [mark for mark in of_old if mark.person == decision.person] or unnamed or of_new


def _place(mark: Mark) -> tuple:
    """What no two marks share."""
    return mark.theme, mark.start, mark.end, mark.subject, mark.person


def _held(mark: Mark, status: str) -> dict[str, str]:
    """The status that a person gave a mark; the machine's cue stays where it said the same."""
    return {"status": status, "cue": mark.cue if status == mark.status else ""}


def _parents_follow(decision: MentionDecision, met: list[Mark], moved: list[Mark], rest: list[Mark]) -> list[Mark]:
    """A parent's mark that stands on a child's words alone goes with the child, unless it was decided itself.

    `moved` are the marks `met`, as they are now, in the same order.
    """
    parent = decision.theme.parent_id
    if not parent or decision.verdict not in (Verdict.REJECTED, Verdict.REASSIGNED, Verdict.RESTATED):
        return rest
    names = ("subject", "person", "status", "cue", "rejected")
    followed = {
        _place(replace(mark, theme=parent)): {name: getattr(now, name) for name in names}
        for mark, now in zip(met, moved, strict=True)
    }
    return [replace(mark, **followed.get(_place(mark), {})) if mark.decision is None else mark for mark in rest]


def _as_written(quote: str, text: str) -> str:
    """`quote` as it stands in `text`, where it differs in capitals and white space alone."""
    if quote in text:
        return quote
    found = re.search(r"\s+".join(map(re.escape, quote.split())), text, re.IGNORECASE)
    return found[0] if found else quote


def _common_start(one: str, other: str) -> int:
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _common_end(one: str, other: str) -> int:
    return _common_start(one[::-1], other[::-1])
