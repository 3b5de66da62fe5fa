from django import forms
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from dhr.areas.permissions import Permission, has_permission
from dhr.publishing.enums import EditionStatus
from dhr.publishing.history import history_of
from dhr.publishing.layout import LaidOutSection, laid_out
from dhr.reviews.models import Document
from dhr.themes.models import Theme

from ..decisions import look_again
from ..evidence import decisions_on
from ..forms import AddMarkForm
from ..marks import document_marks


def visible_paper(request, public_id) -> Document:
    """The working paper, or 404 for whoever may not see it."""
    return get_object_or_404(
        Document.objects.visible_to(request.user).select_related("review", "area", "agency", "file"),
        public_id=public_id,
    )


@login_required
def paper(request, public_id):
    """A paper at its latest saved state with its marks; those who may, decide on them here."""
    return paper_page(request, visible_paper(request, public_id), open_key=request.GET.get("decide", ""))


def paper_page(request, document: Document, *, open_key: str, add_form: forms.Form | None = None):
    """The paper, the section with the passage `open_key` opened for checking.

    `add_form` is a new mark for that passage that could not be kept.
    """
    may_decide = has_permission(request.user, Permission.DECIDE_MENTIONS, on=document)
    review = document.review_for(request.user)
    works_on_it = review or (document.area_id and document.roles_of(request.user))
    facts = checked_paper(request, document, open_key=open_key if may_decide else "", add_form=add_form)
    return render(
        request,
        "learning/paper.html",
        facts
        | {
            "review": review,
            "themes": Theme.objects.filter(mentions__paragraph__document=document).distinct(),
            "may_decide": may_decide,
            "may_publish": has_permission(request.user, Permission.PUBLISH, on=document),
            "may_withdraw": has_permission(request.user, Permission.WITHDRAW, on=document),
            "standing": document.editions.standing().first(),
            "withdrawn": document.editions.filter(status=EditionStatus.WITHDRAWN).exists(),
            "history": history_of(document.editions.all()) if works_on_it else [],
            "keys": {key for laid in facts["sections"] for key in _keys(laid)},
            "look_again": look_again(document) if may_decide else [],
            "decided": document.mention_decisions.exists(),
        },
    )


def checked_paper(request, document: Document, *, open_key: str, add_form: forms.Form | None = None) -> dict:
    """What the text of a paper is shown from, for the template: its sections, marks, and what is opened."""
    sections = laid_out(document)
    marks = document_marks(document)
    theme = Theme.objects.coded(request.GET.get("theme", ""))
    if theme:
        marks = {key: [mention for mention in found if mention.theme_id == theme.pk] for key, found in marks.items()}
    place = next((number for number, laid in enumerate(sections) if open_key in _keys(laid)), None)
    opened = None if place is None else sections[place]
    return {
        "document": document,
        "sections": sections,
        "marks": marks,
        "theme": theme,
        "opened": opened,
        "open_key": open_key if opened else "",
        "next_key": next((key for laid in sections[place + 1 :] for key in _keys(laid) if marks.get(key)), "")
        if opened
        else "",
        "decisions": decisions_on(document, _keys(opened)) if opened else {},
        "add_form": (add_form or AddMarkForm()) if opened else None,
    }


def _keys(laid: LaidOutSection) -> list[str]:
    return [key for block in laid.blocks for key in block.keys]
