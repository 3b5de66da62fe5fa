"""Marks themes in papers and editions: the machine reads, then people's decisions are laid over its marks."""

import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

from django.db import transaction

import nlp
from dhr.publishing.models import Edition, EditionParagraph
from dhr.reviews.models import Document

from .decisions import Mark, lay_over
from .models import Mention, MentionDecision, Tagging


@cache
def rules_version() -> str:
    """A digest of everything in `nlp` that decides what is marked."""
    digest = hashlib.sha256()
    folder = Path(nlp.__file__).parent
    for file in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def people_of(document: Document) -> dict[str, list[dict]]:
    """The people of a paper's review, as `nlp.analyse` takes them; empty for a context paper."""
    people: dict[str, list[dict]] = defaultdict(list)
    if document.review_id:
        for person in document.review.people.all():
            people[person.subject].append(
                {
                    "id": person.key,
                    "names": person.names,
                    "sex": person.sex or None,
                    "age_band": person.age_band or None,
                }
            )
    return dict(people)


def tag_unit(documents: list[Document]) -> int:
    """Tag the given papers and their standing editions where anything changed; returns how many were tagged."""
    tagged = 0
    for document in documents:
        tagged += _tag(document, document.paragraphs.all(), document=document)
        for edition in document.editions.standing():
            tagged += _tag(document, edition.paragraphs.all(), edition=edition)
    return tagged


def mark_paragraph(document: Document, key: str) -> None:
    """Lay a new decision over one paragraph at once, in the working paper and in its standing edition."""
    people = people_of(document)
    decisions = list(document.mention_decisions.filter(paragraph_key=key))
    for field, rows in (
        ("paragraph", document.paragraphs.filter(key=key)),
        ("edition_paragraph", _standing_paragraphs(document).filter(key=key)),
    ):
        for row in rows:
            _replace(
                [row],
                field,
                {row.key: lay_over(nlp.analyse(row.text, people), decisions, row.text)},
                document,
            )


def _standing_paragraphs(document: Document):
    return EditionParagraph.objects.filter(edition__in=document.editions.standing())


def _tag(paper: Document, paragraphs, **target: Document | Edition) -> bool:
    """Tag one text unless its digest says that nothing changed. Atomic: marks and digest change together."""
    paragraphs = list(paragraphs)
    people = people_of(paper)
    decisions: dict[str, list[MentionDecision]] = defaultdict(list)
    for decision in paper.mention_decisions.all():
        decisions[decision.paragraph_key].append(decision)
    seen = [rules_version(), people, [(row.pk, row.key, row.text) for row in paragraphs]]
    seen.append(sorted(decision.pk for rows in decisions.values() for decision in rows))
    digest = hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
    if Tagging.objects.filter(digest=digest, **target).exists():
        return False
    marks = {row.key: lay_over(nlp.analyse(row.text, people), decisions[row.key], row.text) for row in paragraphs}
    with transaction.atomic():
        _replace(paragraphs, "paragraph" if "document" in target else "edition_paragraph", marks, paper)
        Tagging.objects.update_or_create(**target, defaults={"digest": digest})
    return True


@transaction.atomic
def _replace(paragraphs, field: str, marks: dict[str, list[Mark]], document: Document) -> None:
    person_ids = dict(document.review.people.values_list("key", "pk")) if document.review_id else {}
    pks = [row.pk for row in paragraphs]
    for start in range(0, len(pks), 500):
        Mention.objects.filter(**{f"{field}__in": pks[start : start + 500]}).delete()
    Mention.objects.bulk_create(
        [
            Mention(
                **{field: row},
                theme_id=mark.theme,
                start=mark.start,
                end=mark.end,
                subject=mark.subject,
                person_id=person_ids.get(mark.person),
                status=mark.status,
                cue=mark.cue[:120],
                rule=mark.rule,
                score=mark.score,
                rejected=mark.rejected,
                decision=mark.decision,
            )
            for row in paragraphs
            for mark in marks[row.key]
        ],
        batch_size=500,
    )
