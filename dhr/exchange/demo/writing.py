"""Demo papers that somebody is writing: begun from a template, and saved section by section by their authors."""

import tomllib
from pathlib import Path

from django.utils import timezone

from dhr.actions.models import Recommendation
from dhr.areas.models import Agency, User
from dhr.reviews.beginning import begin, template_for
from dhr.reviews.enums import Placed
from dhr.reviews.lists import REPORTS, adopt
from dhr.reviews.models import (
    Document,
    KeyLine,
    Lesson,
    NamedVersion,
    PaperNote,
    Review,
    ReviewCharacteristic,
)
from dhr.reviews.numbering import renumber
from dhr.reviews.placed import place_again
from dhr.reviews.releasing import release_to_panel
from dhr.reviews.standard.starters import starter_from
from dhr.reviews.writing.saving import save_paper

from .days import Days


def write_paper(place: Path, entry: dict, review: Review, users: dict[str, User], days: Days) -> None:
    """Begin the paper that `entry` names from its template, and write what its file in `place` says."""
    said = tomllib.loads((place / entry["file"]).read_text(encoding="utf-8"))
    agency = Agency.objects.get(slug=entry["agency"]) if "agency" in entry else None
    by = users[entry["by"]]
    document = begin(template_for(entry["kind"], review), review=review, by=by, agency=agency)
    if entry["kind"] in REPORTS:
        adopt(document)
    if "key_lines" in said:
        _ask(review, said["key_lines"])
    for characteristic, decision in said.get("characteristics", {}).items():
        ReviewCharacteristic.objects.filter(review=review, characteristic=characteristic).update(**decision)
    for save in said["saves"]:
        _save(document, save, users[save["by"]], days)
    _learn(document, said)
    for placed in Placed:
        place_again(review, placed)
    for note in said.get("notes", []):
        PaperNote.objects.create(
            document=document,
            section_key=note["section"],
            quote=note["quote"],
            text=note["text"],
            author_name=note["author_name"],
        )
    if said["released"]:
        release_to_panel(document, by=by)


def _ask(review: Review, said: dict) -> None:
    """Strike generic key lines by their numbers, and add those of this case."""
    review.key_lines.filter(number__in=said["struck"]).delete()
    renumber(list(review.key_lines.all()))
    for number, line in enumerate(said["specific"], start=review.key_lines.count() + 1):
        KeyLine.objects.create(review=review, number=number, text=line["text"]).themes.set(line["themes"])


def _save(document: Document, save: dict, by: User, days: Days) -> None:
    """Save what `save` says of sections (by key) and of answers to key lines (by number), and name the version."""
    answers = {str(line.number): key for key, line in _answers(document)}
    written = save["sections"] | {answers[number]: text for number, text in save.get("key_lines", {}).items()}
    document = Document.objects.get(pk=document.pk)
    revision = save_paper(
        document,
        by=by,
        bodies={key: starter_from(days.fill(text)) for key, text in written.items()},
        on_top_of=document.latest_revision,
    )
    if save["name"]:
        NamedVersion.objects.create(document=document, revision=revision, name=save["name"], by=by)


def _answers(document: Document) -> list[tuple[str, KeyLine]]:
    sections = document.sections.filter(key_line__isnull=False)
    return [(section.key, section.key_line) for section in sections]


def _learn(document: Document, said: dict) -> None:
    """The paper's lessons, and the recommendations that answer them."""
    lines = {line.number: line for line in document.review.key_lines.all()}
    lessons = [
        Lesson.objects.create(
            review=document.review,
            document=document,
            number=number,
            text=lesson["text"],
            key_line=lines[lesson["key_line"]],
        )
        for number, lesson in enumerate(said.get("lessons", []), start=1)
    ]
    for number, row in enumerate(said.get("recommendations", []), start=1):
        agency = Agency.objects.get(slug=row["agency"])
        Recommendation.objects.create(
            review=document.review,
            document=document,
            order=number,
            number=str(number),
            text=row["text"],
            agency=agency,
            recipient=agency.kind,
            scope=row["scope"],
            edited_at=timezone.now(),
        ).lessons.set(lessons[answered - 1] for answered in row["lessons"])
