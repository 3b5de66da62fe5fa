"""What a browser sends from the paper editor."""

from django.contrib.admin.utils import quote
from django.urls import reverse

from dhr.reviews.models import Document
from dhr.reviews.writing.forms import PaperForm, field_name
from dhr.reviews.writing.viewsets import PaperViewSet


def at(view: str, paper: Document, *args) -> str:
    return reverse(f"wagtailsnippets_reviews_document:{view}", args=[quote(paper.pk), *args])


def form_of(paper: Document) -> PaperForm:
    return PaperViewSet().get_form_class(for_update=True)(instance=Document.objects.get(pk=paper.pk))


def loaded(paper: Document, **changes: str) -> dict[str, str]:
    """The editor of `paper` as it is loaded now, with `changes` (section key or title -> rich text) typed into it."""
    form = form_of(paper)
    latest = Document.objects.get(pk=paper.pk).latest_revision
    data = {"title": changes.pop("title", paper.title), "dated": ""}
    if latest:
        data |= {"loaded_revision_id": latest.pk, "loaded_revision_created_at": latest.created_at.isoformat()}
    for section in form.sections:
        name = field_name(section.key)
        data[name] = form.fields[name].widget.format_value(changes.pop(section.key.replace("-", "_"), section.body))
    assert not changes, changes
    return data


def autosave(client, paper: Document, data: dict):
    return client.post(at("edit", paper), data, headers={"accept": "application/json"})


def typed(text: str) -> str:
    return f"<p>{text}</p>"
