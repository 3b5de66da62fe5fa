"""Ways in and out of a paper, for pages of any room."""

from django import template

from dhr.reviews.enums import DocumentKind

register = template.Library()


@register.inclusion_tag("exchange/downloads.html")
def downloads_of(paper):
    """Links to the files of a paper: of a Document as it stands, of an Edition as it is published."""
    document = getattr(paper, "document", None)
    return {
        "public_id": (document or paper).public_id,
        "prefix": "paper" if document else "work-paper",
        "shown": paper.kind != DocumentKind.LIBRARY_RECORD,
        "as_text": not document and paper.kind == DocumentKind.SEVEN_MINUTE_BRIEFING,
    }
