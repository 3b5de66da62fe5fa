"""A paper's recommendations as rows. Reading the paper again alters none that somebody edited, and drops none that
has actions."""

from difflib import SequenceMatcher

from dhr.actions.enums import Provenance
from dhr.actions.models import Recommendation
from dhr.areas.models import Area
from dhr.formats import FoundRecommendation, Paper, recommendations_in
from dhr.reviews.models import Document
from dhr.reviews.richtext import plain

from .advice import advised, recipient_and_scope
from .enums import Change
from .recipients import agency_named, agency_opening, recipient_of
from .sections import ALIKE, Place, difference

COMPARED = ("number", "text", "agency_as_stated", "scope")


def keep_recommendations(
    document: Document, paper: Paper, keys: dict[Place, str], area: Area, *, again: bool
) -> list[dict]:
    """Make `document`'s extracted recommendations those of `paper`; `keys` are its blocks' paragraph keys.

    Returns the differences; the first time (not `again`) there are none to tell.
    """
    old = list(document.recommendations.filter(provenance=Provenance.EXTRACTED))
    differences = []
    for order, found in enumerate(recommendations_in(paper, advised=advised), start=1):
        row = _same(found, old)
        if row:
            old.remove(row)
        facts = _facts(found, keys, area) | {"order": order}
        if row is None:
            Recommendation.objects.create(
                document=document, review=document.review, provenance=Provenance.EXTRACTED, **facts
            )
            differences.append(_difference(Change.RECOMMENDATION_ADDED, facts["number"], "", facts["text"]))
            continue
        before = row.text
        differs = any(getattr(row, name) != facts[name] for name in COMPARED)
        if row.edited_at is None:
            _save(row, facts)
        if differs:
            what = Change.RECOMMENDATION_KEPT if row.edited_at else Change.RECOMMENDATION_CHANGED
            differences.append(_difference(what, row.number, before, facts["text"]))
    for row in old:
        if row.kept:
            differences.append(_difference(Change.RECOMMENDATION_KEPT, row.number, row.text, ""))
        else:
            differences.append(_difference(Change.RECOMMENDATION_REMOVED, row.number, row.text, ""))
            row.delete()
    return differences if again else []


def _facts(found: FoundRecommendation, keys: dict[Place, str], area: Area) -> dict:
    text = plain(found.text)
    stated = plain(found.agency) or agency_opening(text)
    agency = agency_named(stated, area)
    asked, scope = recipient_and_scope(text)
    return {
        "number": found.number[:20],
        "text": text,
        "agency": agency,
        "agency_as_stated": stated[:250],
        "recipient": recipient_of(stated, agency) or asked,
        "scope": found.scope or scope,
        "source_paragraph": keys.get((found.section_index, found.block_index), ""),
    }


def _same(found: FoundRecommendation, rows: list[Recommendation]) -> Recommendation | None:
    """The row that is this recommendation: same text, else same number, else a text much like it."""
    for row in rows:
        if row.text == plain(found.text):
            return row
    for row in rows:
        if found.number and row.number == found.number[:20]:
            return row
    likeness = {row: SequenceMatcher(None, row.text.split(), found.text.split()).ratio() for row in rows}
    best = max(likeness, key=likeness.get, default=None)
    return best if best and likeness[best] >= ALIKE else None


def _save(row: Recommendation, facts: dict) -> None:
    """Save `row` where a fact differs, so that its history tells changes alone."""
    if any(getattr(row, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()


def _difference(what: Change, number: str, before: str, after: str) -> dict:
    return difference(what, "", f"Recommendation {number}".strip(), "", before, after)
