from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dhr.areas.permissions import Permission, has_permission
from dhr.publishing.layout import laid_out
from dhr.reviews.enums import Subject
from dhr.reviews.models import Document
from dhr.themes.models import Theme

from ..decisions import BadDecision, decide, look_again
from ..enums import MentionStatus, Verdict
from ..marks import document_marks
from ..tagging import mark_paragraph


def visible_paper(request, public_id) -> Document:
    """The working paper, or 404 for whoever may not see it."""
    return get_object_or_404(
        Document.objects.visible_to(request.user).select_related("review", "area", "agency", "file"),
        public_id=public_id,
    )


@login_required
def paper(request, public_id):
    """A paper at its latest saved state with its marks; those who may, decide on them here."""
    return _page(request, visible_paper(request, public_id), open_key=request.GET.get("decide", ""))


def _page(request, document: Document, *, open_key: str, add_form: forms.Form | None = None):
    """The paper with the passage `open_key` opened for decisions; `add_form` is a new mark that could not be kept."""
    may_decide = has_permission(request.user, Permission.DECIDE_MENTIONS, on=document)
    marks = document_marks(document)
    theme = Theme.objects.coded(request.GET.get("theme", ""))
    if theme:
        marks = {key: [m for m in found if m.theme_id == theme.pk] for key, found in marks.items()}
    open_key = open_key if may_decide else ""
    return render(
        request,
        "learning/paper.html",
        {
            "document": document,
            "review": document.review_for(request.user),
            "sections": laid_out(document),
            "marks": marks,
            "theme": theme,
            "themes": Theme.objects.filter(mentions__paragraph__document=document).distinct(),
            "may_decide": may_decide,
            "may_publish": has_permission(request.user, Permission.PUBLISH, on=document),
            "may_withdraw": has_permission(request.user, Permission.WITHDRAW, on=document),
            "standing": document.editions.standing().first(),
            "open_key": open_key,
            "look_again": look_again(document) if may_decide else [],
            "add_form": (add_form or AddMarkForm()) if open_key else None,
            "subjects": Subject.choices,
        },
    )


class AddMarkForm(forms.Form):
    """A theme that the machine missed: the words, the theme, and about whom."""

    quote = forms.CharField(
        label="The words", help_text="Copy them from the paragraph exactly.", widget=forms.Textarea(attrs={"rows": 2})
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), empty_label="Choose a theme")
    subject = forms.ChoiceField(
        label="About whom",
        required=False,
        choices=[("", "Nobody: a theme about services"), *Subject.choices],
    )
    status = forms.ChoiceField(label="Does it hold?", choices=MentionStatus.choices)


class DecideForm(forms.Form):
    """One of the buttons beside a mark."""

    quote = forms.CharField(widget=forms.HiddenInput, strip=False)
    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    theme = forms.ModelChoiceField(Theme.objects.all(), widget=forms.HiddenInput)
    subject = forms.ChoiceField(choices=[("", ""), *Subject.choices], required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(choices=MentionStatus.choices, required=False)
    verdict = forms.ChoiceField(choices=Verdict.choices)
    new_subject = forms.ChoiceField(choices=[("", ""), *Subject.choices], required=False)


@login_required
@require_POST
def decide_mark(request, public_id):
    """Record one decision on a mark, or a new mark, and come back to its paragraph."""
    document = visible_paper(request, public_id)
    if not has_permission(request.user, Permission.DECIDE_MENTIONS, on=document):
        raise Http404
    paragraph = get_object_or_404(document.paragraphs, key=request.POST.get("paragraph", "").replace("\x00", ""))
    adding = request.POST.get("verdict") == Verdict.ADDED
    form = (AddMarkForm if adding else DecideForm)(request.POST)
    if form.is_valid():
        try:
            facts = {"verdict": Verdict.ADDED} | form.cleaned_data
            facts["status"] = facts["status"] or MentionStatus.PRESENT
            decide(paragraph, by=request.user, **facts)
            mark_paragraph(document, paragraph.key)
            messages.success(request, "Your decision is kept. It will hold when the paper is read again.")
        except BadDecision as error:
            form.add_error(None, str(error))
    if form.errors:
        messages.error(request, f"Nothing was kept. {_problems(form)}")
        if adding:  # what was entered stays
            return _page(request, document, open_key=paragraph.key, add_form=form)
    return redirect(f"{reverse('work-paper', args=[document.public_id])}?decide={paragraph.key}#p-{paragraph.key}")


def _problems(form: forms.Form) -> str:
    """What is wrong, in one line, each problem after the name of its field."""
    return " ".join(
        f"{form.fields[name].label or name}: {problem}" if name in form.fields else problem
        for name, problems in form.errors.items()
        for problem in problems
    )
