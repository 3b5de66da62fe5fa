"""Marks themes in papers and editions: the machine reads, then people's decisions are laid over its marks.

It reads a passage again only where its text, its heading, the people of its review, the rules or the decisions on it
changed. Lists of members, contents and glossaries name services by the dozen and say nothing of a theme: the machine
leaves them alone, and people may mark them.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet

import nlp
from dhr.publishing.models import Edition, EditionParagraph
from dhr.reviews.models import Document, Paragraph

from .decisions import Mark, lay_over
from .models import Mention, MentionDecision, Tagging

BATCH = 500
"""Passages that one query asks for."""


@dataclass(frozen=True)
class Tagged:
    """How many passages were read, and how many marks came and went; one that reads otherwise now did both."""

    passages: int = 0
    came: int = 0
    went: int = 0

    def __add__(self, other: "Tagged") -> "Tagged":
        return Tagged(self.passages + other.passages, self.came + other.came, self.went + other.went)


@cache
def rules_version() -> str:
    """A digest of everything in `nlp` that decides what is marked."""
    digest = hashlib.sha256()
    folder = Path(nlp.__file__).parent
    parts = ("*.py", "*.toml", "components/*.py", "patterns/**/*.toml")  # and not how it is measured
    for file in sorted(file for part in parts for file in folder.glob(part)):
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


def tag_unit(documents: Iterable[Document], *, changed: Callable[[Document], object] = lambda paper: None) -> Tagged:
    """Read what changed in the given papers and their standing editions.

    Each text's marks are written at once. Where some of them are other than before, `changed` is told the paper in
    the same transaction.
    """
    done = Tagged()
    for document in documents:
        reader = Reader(document)
        for text in (document, *document.editions.standing()):
            done += _tag(text, text.paragraphs.all(), reader, changed)
    return done


def mark_paragraph(document: Document, key: str) -> None:
    """Lay a new decision over one paragraph at once, in the working paper and in its standing edition."""
    reader = Reader(document)
    for text in (document, *document.editions.standing()):
        _tag(text, text.paragraphs.filter(key=key), reader)


def forget_readings(documents: QuerySet[Document]) -> None:
    """Have every passage of these papers and their editions read again; their marks stand until then."""
    Tagging.objects.filter(Q(document__in=documents) | Q(edition__document__in=documents)).delete()


class Reader:
    """Reads the passages of one paper, and of its editions, with what is known when it is made."""

    def __init__(self, document: Document):
        self.document = document
        self.people = people_of(document)
        self.decisions: dict[str, list[MentionDecision]] = defaultdict(list)
        for decision in document.mention_decisions.in_force().select_related("theme"):
            self.decisions[decision.paragraph_key].append(decision)
        self._known = hashlib.sha256(json.dumps([rules_version(), self.people], sort_keys=True).encode())

    def digest_of(self, passage: Paragraph | EditionParagraph) -> str:
        """32 hexadecimal digits for everything that the passage's marks depend on."""
        digest = self._known.copy()
        decided = [decision.pk for decision in self.decisions[passage.key]]
        digest.update(json.dumps([passage.text, passage.section.heading, decided]).encode())
        return digest.hexdigest()[:32]

    def marks_of(self, passage: Paragraph | EditionParagraph) -> list[Mark]:
        listed = nlp.only_lists(passage.section.heading)
        found = [] if listed else nlp.analyse(passage.text, self.people)
        return lay_over(found, self.decisions[passage.key], passage.text)

    def mentions_of(
        self, passage: Paragraph | EditionParagraph, field: str, person_ids: dict[str, int]
    ) -> list[Mention]:
        """The passage's marks as rows that aren't stored."""
        return [
            Mention(
                **{field: passage},
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
            for mark in self.marks_of(passage)
        ]


def _tag(text: Document | Edition, passages: QuerySet, reader: Reader, changed=lambda paper: None) -> Tagged:
    """Read those of `passages`, which belong to `text`, whose digest is another. Marks and digests change together."""
    target = {"edition" if isinstance(text, Edition) else "document": text}
    known = Tagging.objects.filter(**target).values_list("passages", flat=True).first() or {}
    digests = {passage: reader.digest_of(passage) for passage in passages.select_related("section")}
    due = {passage: digest for passage, digest in digests.items() if known.get(str(passage.pk)) != digest}
    if not due:
        return Tagged()
    field = "edition_paragraph" if isinstance(text, Edition) else "paragraph"
    document = reader.document
    person_ids = dict(document.review.people.values_list("key", "pk")) if document.review_id else {}
    made = {passage.pk: reader.mentions_of(passage, field, person_ids) for passage in due}
    with transaction.atomic():
        Tagging.objects.get_or_create(**target)
        tagging = Tagging.objects.select_for_update().get(**target)  # whoever else marks this text waits
        came, went = _replace(made, field)
        present = {str(pk) for pk in text.paragraphs.values_list("pk", flat=True)}
        tagging.passages |= {str(passage.pk): digest for passage, digest in due.items()}
        tagging.passages = {pk: digest for pk, digest in tagging.passages.items() if pk in present}
        tagging.save()
        if came or went:
            changed(document)
    return Tagged(len(due), came, went)


def _replace(made: dict[int, list[Mention]], field: str) -> tuple[int, int]:
    """Store the marks of passages, by primary key; returns how many came and went. What is as it was isn't touched."""
    stored: dict[int, list[Mention]] = defaultdict(list)
    pks = list(made)
    for start in range(0, len(pks), BATCH):
        for mention in Mention.objects.filter(**{f"{field}__in": pks[start : start + BATCH]}):
            stored[getattr(mention, f"{field}_id")].append(mention)
    came, went, gone, new = 0, 0, [], []
    for pk, mentions in made.items():
        before, now = Counter(map(_facts, stored[pk])), Counter(map(_facts, mentions))
        if before != now:
            came, went = came + (now - before).total(), went + (before - now).total()
            gone += [mention.pk for mention in stored[pk]]
            new += mentions
    for start in range(0, len(gone), BATCH):
        Mention.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    Mention.objects.bulk_create(new, batch_size=BATCH)
    return came, went


def _facts(mention: Mention) -> tuple:
    return tuple(getattr(mention, column) for column in _COLUMNS)


_COLUMNS = [field.attname for field in Mention._meta.fields if not field.primary_key]
