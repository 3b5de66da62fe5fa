from django import template

from dhr.learning import marks, suggested

register = template.Library()


@register.inclusion_tag("learning/parts/suggested.html")
def suggested_passages(document):
    """Where a trained classifier suspects a theme that isn't marked."""
    return {"document": document, "suggested": suggested.suggested_passages(document, marks.document_marks(document))}
