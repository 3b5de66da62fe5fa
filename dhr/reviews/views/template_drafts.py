"""The pages on which an area writes its next version of a template.

Each form carries the stamp of what it showed (`seen`). Where somebody else has changed that meanwhile, the form comes
back once with what was typed and what is kept now; sent again, it is saved.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..enums import DocumentKind, TemplateState
from ..forms.templates import AboutForm
from ..models import DocumentTemplate
from ..standard import versions
from ..standard.content import TemplateContent, content_of, stamp
from ..standard.differences import differences
from .templates import may_edit, template_for_reading

CHANGED = (
    "Somebody else changed this while you were writing. Look at what they saved, and save again if yours is right."
)
NO_DRAFT = (
    "This version is no longer being written: somebody put it into use. Your words were not saved; copy them from here "
    "into the next version."
)


def order_of(content: TemplateContent):
    return tuple(section.key for section in content.sections)


def key_lines_of(content: TemplateContent):
    return content.key_lines


def _about(content: TemplateContent):
    return content.name, content.introduction


@login_required
def draft(request, pk):
    """The draft as a whole: its sections in order, and what can be done with it."""
    template = draft_for(request, pk)
    if template.state != TemplateState.DRAFT:
        return redirect("template", pk)
    content, national = content_of(template), versions.in_use(template.kind)
    return render(
        request,
        "reviews/templates/draft.html",
        {
            "template": template,
            "sections": template.sections.all(),
            "key_lines": template.generic_key_lines.prefetch_related("themes"),
            "has_key_lines": template.kind == DocumentKind.TERMS_OF_REFERENCE,
            "order_seen": stamp(order_of(content)),
            "key_lines_seen": stamp(content.key_lines),
            "fixed": versions.FIXED_LENGTH.get(template.kind),
            "previous": versions.previous_version(template),
            "national": national,
            "overtaken": versions.overtaken(template, national),
        },
    )


@login_required
def about(request, pk):
    """Its name, and what it says of the paper as a whole."""
    template = draft_for(request, pk)
    form = AboutForm(request.POST or None, content=content_of(template))
    return save(request, template, form, "About this template", part=_about)


@login_required
@require_POST
def caught_up(request, pk):
    """The present national default has been looked at, and taken over as far as the area wants."""
    template = draft_for(request, pk)
    try:
        versions.catch_up(template)
    except versions.Stale:
        messages.warning(request, NO_DRAFT)
    else:
        messages.success(request, "Noted: this draft takes account of the present national default.")
    return redirect("template-draft", pk)


@login_required
def use(request, pk):
    """Put the draft into use, once it is seen what changes."""
    template = draft_for(request, pk)
    if template.state != TemplateState.DRAFT:
        return redirect("template", pk)
    content, last, problem = content_of(template), versions.in_use(template.kind, template.area), ""
    if request.method == "POST":
        try:
            versions.put_into_use(template, seen=request.POST.get("seen", ""), by=request.user)
        except versions.Stale:
            problem = "Somebody else changed this draft meanwhile. Look at what changes now, and confirm again."
        except versions.CannotUse as error:
            problem = str(error)
        else:
            messages.success(request, f"In use. New papers of {template.area} begin from this version.")
            return redirect("template", pk)
        template, content = DocumentTemplate.objects.get(pk=pk), content_of(template)
    return render(
        request,
        "reviews/templates/use.html",
        {
            "template": template,
            "last": last,
            "differences": differences(content_of(last), content),
            "errors": [problem] if problem else [],
            "seen": stamp(content),
        },
    )


@login_required
def discard(request, pk):
    """Delete the draft, once confirmed."""
    template = draft_for(request, pk)
    if template.state != TemplateState.DRAFT:
        return redirect("template", pk)
    problem = ""
    if request.method == "POST":
        try:
            versions.discard(template, seen=request.POST.get("seen", ""))
        except versions.Stale:
            problem = "Somebody else changed this draft meanwhile. Look at it again before you discard it."
        else:
            messages.success(request, "The draft is discarded. What was in use stays in use.")
            return redirect("templates")
    return render(
        request,
        "reviews/templates/discard.html",
        {"template": template, "errors": [problem] if problem else [], "seen": stamp(content_of(template))},
    )


def draft_for(request, pk: int, *, with_key_lines: bool = False) -> DocumentTemplate:
    """The version `pk` for those who may write it; it may be in use by now, which then is told."""
    template = template_for_reading(request, pk)
    if not may_edit(request.user, template):
        raise Http404
    if with_key_lines and template.kind != DocumentKind.TERMS_OF_REFERENCE:
        raise Http404
    return template


def back(template: DocumentTemplate, anchor: str = ""):
    return redirect(f"{reverse('template-draft', args=[template.pk])}{f'#{anchor}' if anchor else ''}")


def save(request, template, form, title, *, part, anchor=""):
    """Save the valid `form`, or show it with what is wrong and what others saved in the meantime."""
    if request.method != "POST" and template.state != TemplateState.DRAFT:
        return redirect("template", template.pk)
    content, theirs = content_of(template), None
    if form.is_valid():
        try:
            versions.change(template, form.edit, seen=request.POST.get("seen", ""), part=part)
        except versions.Stale:
            still = DocumentTemplate.objects.filter(pk=template.pk, state=TemplateState.DRAFT).exists()
            form.add_error(None, CHANGED if still else NO_DRAFT)
            theirs = differences(content, form.edit(content))
        else:
            messages.success(request, "Saved.")
            return back(template, anchor)
    return render(
        request,
        "reviews/templates/form.html",
        {"template": template, "form": form, "title": title, "seen": stamp(part(content)), "theirs": theirs},
    )
