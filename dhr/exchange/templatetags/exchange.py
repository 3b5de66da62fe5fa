"""Ways in and out of a paper, for pages of any room."""

from django import template

from dhr.reviews.enums import DocumentKind
from dhr.reviews.writing.access import writable_by

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


@register.inclusion_tag("exchange/drafts/of_paper.html", takes_context=True)
def word_drafts_of(context, document):
    """For those who write a paper: the way back for a Word draft, drafts that wait, and notes on the paper."""
    user = context["request"].user
    may_write = writable_by(user).filter(pk=document.pk).exists()
    notes = list(document.notes.select_related("resolved_by")) if may_write else []
    headings = {section.key: str(section) for section in document.sections.all()} if notes else {}
    noted = [(note, headings.get(note.section_key, "")) for note in notes]
    return {
        "document": document,
        "may_write": may_write,
        "waiting": document.word_drafts.waiting().select_related("by") if may_write else [],
        "open": [pair for pair in noted if not pair[0].resolved_at],
        "resolved": [pair for pair in noted if pair[0].resolved_at],
    }
