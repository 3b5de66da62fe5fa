"""People's decisions as marked passages: what a tagger is measured against, and learns from.

Each passage is one JSON object, as `python -m nlp evaluate` and `python -m nlp train` read them: `id`, `text`, `people`
as `nlp.analyse` takes them, `marks` that a person says are right, and `rejected` ones. What nobody decided on is in
neither.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

import nlp
from dhr.reviews.models import Document

from .decisions import anchor, lay_over
from .enums import Verdict
from .models import MentionDecision
from .tagging import people_of


def examples_of(document: Document, *, with_people: bool = True) -> Iterator[dict]:
    """The passages of a paper on which a decision is in force, in their order.

    A decision whose words are no longer there is left out. `with_people` False tells nothing of the people of its
    review.
    """
    decisions: dict[str, list[MentionDecision]] = defaultdict(list)
    for decision in document.mention_decisions.in_force().select_related("theme"):
        decisions[decision.paragraph_key].append(decision)
    people = people_of(document) if with_people and decisions else {}
    for passage in document.paragraphs.filter(key__in=decisions):
        marks, rejected = _said(decisions[passage.key], passage.text)
        if marks or rejected:
            yield {
                "id": f"{document.public_id}/{passage.key}",
                "text": passage.text,
                "people": people,
                "marks": marks,
                "rejected": rejected,
            }


def json_lines(examples: Iterable[dict]) -> Iterator[str]:
    return (json.dumps(example, ensure_ascii=False) + "\n" for example in examples)


def _said(decisions: list[MentionDecision], text: str) -> tuple[list[dict], list[dict]]:
    """What decisions on a passage say is right, and what is wrong, each once."""
    met = [mention for decision in decisions if (mention := _met(decision, text))]
    marks, rejected = {}, {}  # in the order in which they are met, each once
    for mark in lay_over(met, decisions, text):
        said = mark.theme, text[mark.start : mark.end], mark.subject
        if mark.rejected:
            rejected[said] = None
        else:
            marks[*said, mark.status] = None
    for decision in decisions:
        if decision.verdict == Verdict.REASSIGNED and anchor(decision, text) is not None:
            rejected[decision.theme_id, decision.quote, decision.subject] = None
    standing = {mark[:3] for mark in marks}
    implied = {(nlp.taxonomy()[theme].parent, *rest) for theme, *rest in marks}
    return (
        [_example(*mark) for mark in marks if mark not in implied],
        [_example(*mark) for mark in rejected if mark not in standing],
    )


def _met(decision: MentionDecision, text: str) -> nlp.Mention | None:
    """The mark that a person saw when they decided; None where its words are gone, or they added it."""
    start = anchor(decision, text)
    if start is None or decision.verdict == Verdict.ADDED:
        return None
    return nlp.Mention(
        theme=decision.theme_id,
        start=start,
        end=start + len(decision.quote),
        quote=decision.quote,
        subject=decision.subject,
        person=decision.person,
        status=decision.status,
        cue=None,
        rule="",
        score=1.0,
    )


def _example(theme: str, quote: str, subject: str, status: str = "") -> dict:
    """A practice theme has neither subject nor status."""
    about = {"subject": subject} if subject else {}
    holds = {"status": status} if subject and status else {}
    return {"theme": theme, "quote": quote, **about, **holds}
