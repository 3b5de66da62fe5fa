"""What an index keeps of a document to be shown as it is, the same for every engine."""

import datetime
from collections.abc import Mapping

from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines.protocol import Hit


def shown(document: IndexDocument) -> dict[str, object]:
    """What may be written as JSON; of a paper or a case also what it says of its unit."""
    kept: dict[str, object] = {
        "key": document.key,
        "sort": document.sort.value,
        "unit": document.unit,
        "owner": document.owner,
        "document": document.document,
        "kind": document.kind,
        "section": document.section,
        "label": document.label,
        "paragraph": document.paragraph,
        "title": document.title,
        "body": document.body,
        "url": document.url,
        "themes": [str(tag) for tag in document.themes],
        "date": document.date.isoformat() if document.date else None,
    }
    if document.sort != Sort.PASSAGE:
        kept |= {"is_review": document.is_review, "facts": document.facts()}
    return kept


def hit_of(kept: Mapping, score: float) -> Hit:
    kept = {name: value for name, value in kept.items() if name not in ("is_review", "facts")}
    date = kept.pop("date")
    return Hit(
        **kept | {"sort": Sort(kept["sort"]), "themes": tuple(kept["themes"])},
        score=score,
        date=datetime.date.fromisoformat(date) if date else None,
    )
