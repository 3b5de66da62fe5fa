"""Demo reviews and context papers: written in plain markup, rendered, and read in as any file would be."""

import datetime
import textwrap
import tomllib
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from dhr.actions.forms.themes import suggested_themes
from dhr.areas.models import Agency, Area
from dhr.formats import BlockKind, Paper, parse_markup, write_docx, write_pdf
from dhr.publishing.editions import publish, withdraw
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Person, Review, ReviewArea, ReviewEvent

from ..enums import IngestionStatus
from ..reading import take_in
from ..receiving import receive
from .recorded import record_as_it_went

FACTS = (
    "kind",
    "scheme",
    "title",
    "category",
    "death_year",
    "death_month",
    "test_applied",
    "guidance_applied",
)


class NotLoaded(Exception):
    """A paper of the demo could not be read in: a fault of the demo, or of the reader."""


def load_reviews(folder: Path, tell) -> dict[str, Review]:
    """Load each review of `folder`/reviews, by folder name. `tell` takes a line about each.

    A run that broke off goes on where it stopped; a paper that is here already is left as it is.
    """
    loaded = {}
    for place in sorted(path.parent for path in folder.glob("reviews/*/review.toml")):
        facts = tomllib.loads((place / "review.toml").read_text(encoding="utf-8"))
        review = _review(facts)
        for entry in facts["papers"]:
            _paper(place, entry, review, facts)
        loaded[place.name] = review
        tell(f"{review.title}: {len(facts['papers'])} papers, {facts['publish']}")
    return loaded


def load_context_papers(folder: Path, tell) -> None:
    """Load and publish the papers of `folder`/context, each named by its area first: dunmarsh-needs-assessment.md."""
    areas = {area.slug: area for area in Area.objects.all()}
    for path in sorted(folder.glob("context/*.md")):
        area = areas[path.stem.partition("-")[0]]
        paper = parse_markup(path.read_text(encoding="utf-8"))
        document = Document.objects.filter(area=area, kind=DocumentKind.CONTEXT, title=paper.title).first()
        document = document or _read_in(paper, "pdf", area=area, kind=DocumentKind.CONTEXT)
        if not document.editions.exists():
            publish(document, by=None, with_original=True)
        tell(f"{document.title}: published")


@transaction.atomic
def _review(facts: dict) -> Review:
    """The review with its areas, people and events. People come before papers: themes are told apart by them."""
    lead = next(Area.objects.get(slug=entry["slug"]) for entry in facts["areas"] if entry["lead"])
    here = Review.objects.filter(reference=facts["reference"], review_areas__area=lead).first()
    if here:
        return here
    review = Review.objects.create(
        reference=facts["reference"], **{name: facts[name] for name in FACTS if facts.get(name)}
    )
    for entry in facts["areas"]:
        ReviewArea.objects.create(review=review, area=Area.objects.get(slug=entry["slug"]), lead=entry["lead"])
    for entry in facts.get("people", []):
        Person.objects.create(review=review, **entry)
    for entry in facts.get("events", []):
        ReviewEvent.objects.create(
            review=review, state=entry["state"], on=_month(entry["on"]), reason=entry.get("reason", "")
        )
    record_as_it_went(review)
    return review


def _paper(place: Path, entry: dict, review: Review, facts: dict) -> None:
    agency = Agency.objects.get(slug=entry["agency"]) if entry.get("agency") else None
    document = review.documents.filter(kind=entry["kind"], agency=agency).first()
    if document is None:
        document = _read_in(
            parse_markup((place / entry["file"]).read_text(encoding="utf-8")),
            entry["format"],
            area=review.lead_area,
            kind=entry["kind"],
            review=review,
            agency=agency,
        )
    if document.dated is None:
        document.dated, document.released_to_panel = _month(entry["date"]), entry["released_to_panel"]
        document.save(update_fields=["dated", "released_to_panel"])
    if not entry["published"] or facts["publish"] == "unpublished":
        return
    if not document.editions.exists():
        _confirm_themes(document)
        publish(document, by=None, with_original=True)
    edition = document.editions.first()
    if facts["publish"] == "withdrawn" and document.editions.standing().exists():
        withdraw(edition, reason=facts["withdrawn_reason"], by=None)


def _confirm_themes(document: Document) -> None:
    """As somebody does who agrees with what is suggested for each recommendation."""
    for row in document.recommendations.all():
        row.library_theme, themes = suggested_themes(row.text)
        row.save()
        row.themes.set(themes)


def _read_in(paper: Paper, ending: str, **place) -> Document:
    name = f"{paper.title.replace(':', ',')}.{ending}"
    content = _rendered(paper, ending)
    ingestion = take_in(
        receive(ContentFile(content, name=name), name=name, **place, limit=settings.UPLOAD_LIMIT, by=None)
    )
    if ingestion.status == IngestionStatus.FAILED:
        raise NotLoaded(f"{name}: {ingestion.message}")
    return ingestion.document


def _rendered(paper: Paper, ending: str) -> bytes:
    if ending == "txt":
        return _plain_text(paper).encode()
    return write_pdf(paper, header=paper.title) if ending == "pdf" else write_docx(paper, header=paper.title)


def _plain_text(paper: Paper) -> str:
    """As somebody types a paper without a word processor: lines broken, headings on lines of their own."""
    parts = [paper.title]
    for section in paper.sections:
        parts.append(f"{section.number}. {section.heading}" if section.number.isdigit() else section.heading)
        for block in section.blocks:
            lead = "- " if block.kind == BlockKind.LIST_ITEM else f"{block.label} " if block.label else ""
            parts.append(textwrap.fill(lead + (": ".join(block.cells) or block.text), 90, break_on_hyphens=False))
    return "\n\n".join(part for part in parts if part)


def _month(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{text}-01")
