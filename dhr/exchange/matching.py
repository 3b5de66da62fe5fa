"""Which paper a file is a new state of, where it is one."""

from django.db.models import F, Q

from dhr.formats import Paper
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Review

from .models import Ingestion
from .sections import shared

# Two reports of different deaths share a title ("Overview report") or a file's name easily, but never this much text.
SHARED = 0.25


def same_paper(ingestion: Ingestion, paper: Paper) -> Document | None:
    """The paper that `ingestion` reads again, changed.

    Of a named review: its paper of this kind (and agency), one that came as a file before one that is written here.
    Otherwise one of the same title or file name in the area that shares a quarter of its paragraphs.
    """
    papers = Document.objects.filter(kind=ingestion.kind)
    if ingestion.review:
        papers = papers.filter(review=ingestion.review, agency=ingestion.agency)
        if ingestion.kind != DocumentKind.IMR or ingestion.agency:
            return papers.order_by(F("file").asc(nulls_last=True), "pk").first()
    elif ingestion.kind == DocumentKind.CONTEXT:
        papers = papers.filter(area=ingestion.area)
    else:
        papers = papers.filter(review__in=Review.objects.of_area(ingestion.area))
    alike = {
        document: shared(document, paper)
        for document in papers.filter(Q(title=paper.title) | Q(file__name=ingestion.name))
    }
    best = max(alike, key=alike.get, default=None)
    return best if best and alike[best] >= SHARED else None
