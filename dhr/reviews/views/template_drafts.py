"""The pages on which an area writes its next version of a template.

Each form carries the stamp of what it showed (`seen`). Where somebody else has changed that meanwhile, the form comes
back once with what was typed and what is kept now; sent again, it is saved.
"""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..enums import DocumentKind, TemplateState
from ..forms.templates import AboutForm, GenericKeyLineForm, SectionForm
from ..models import DocumentTemplate
from ..standard import versions
from ..standard.content import TemplateContent, content_of, stamp
from ..standard.differences import differences
from .templates import may_edit, template_for_reading

CHANGED = (
    "Somebody else changed this while you were writing. Look at what they saved, and save again if yours is right."
)
MOVED = "Somebody else changed the order meanwhile. Nothing was moved: look again."
NO_DRAFT = (
    "This version is no longer being written: somebody put it into use. Your words were not saved; copy them from here "
    "into the next version."
)


def _order(content: TemplateContent):
    return tuple(section.key for section in content.sections)


def _key_lines(content: TemplateContent):
    return content.key_lines


def _about(content: TemplateContent):
    return content.name, content.introduction


@login_required
def draft(request, pk):
    """The draft as a whole: its sections in order, and what can be done with it."""
    template = _draft_for(request, pk)
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
            "order_seen": stamp(_order(content)),
            "key_lines_seen": stamp(content.key_lines),
            "fixed": versions.FIXED_LENGTH.get(template.kind),
            "previous": versions.previous_version(template),
            "national": national,
            "overtaken": template.based_on_id != national.pk,
        },
    )


@login_required
def about(request, pk):
    """Its name, and what it says of the paper as a whole."""
    template = _draft_for(request, pk)
    form = AboutForm(request.POST or None, content=content_of(template))
    return _save(request, template, form, "About this template", part=_about)


@login_required
def section(request, pk, key=None):
    """Change a section, or add one."""
    template = _draft_for(request, pk)
    content = content_of(template)
    present = content.section(key) if key else None
    if key and present is None and request.method != "POST":
        raise Http404
    if key is None and template.kind in versions.FIXED_LENGTH:
        raise Http404
    form = SectionForm(request.POST or None, kind=template.kind, content=content, section=present)
    title = f"Change “{present.heading}”" if present else "Add a section"

    def part(content):
        return content.section(key) if key else None

    return _save(request, template, form, title, part=part, anchor=key or "")


@login_required
@require_POST
def move_section(request, pk, key):
    """Move a section one place up or down; the button pressed keeps the focus."""
    template = _draft_for(request, pk)
    order = _order(content_of(template))
    if key not in order:
        raise Http404
    place, to = order.index(key), order.index(key) + _step(request)

    def edit(content):
        return replace(content, sections=versions.moved(content.sections, place, to))

    return _move(request, template, edit, part=_order, anchor=_button(to, len(order), key, request))


@login_required
def remove_section(request, pk, key):
    """Take a section out, once confirmed."""
    template = _draft_for(request, pk)
    content = content_of(template)
    present = content.section(key)
    if present is None or template.kind in versions.FIXED_LENGTH:
        raise Http404
    national = content_of(versions.in_use(template.kind)).section(key)

    def edit(content):
        return replace(content, sections=tuple(row for row in content.sections if row.key != key))

    return _remove(
        request,
        template,
        edit,
        part=lambda content: content.section(key),
        shown={"name": f"the section “{present.heading}”", "national_requires": national and national.required},
        kept=present,
    )


@login_required
def key_line(request, pk, place=None):
    """Change a generic key line of enquiry, or add one."""
    template = _draft_for(request, pk, with_key_lines=True)
    content = content_of(template)
    index = place - 1 if place and place <= len(content.key_lines) else None
    if place and index is None and request.method != "POST":
        raise Http404
    form = GenericKeyLineForm(request.POST or None, content=content, index=index)
    title = "Add a key line of enquiry" if index is None else f"Change key line {place}"
    return _save(request, template, form, title, part=_key_lines, anchor="key-lines")


@login_required
@require_POST
def move_key_line(request, pk, place):
    """Move a key line one place up or down; the button pressed keeps the focus."""
    template = _draft_for(request, pk, with_key_lines=True)
    count = len(content_of(template).key_lines)
    if not 1 <= place <= count:
        raise Http404
    to = place - 1 + _step(request)

    def edit(content):
        return replace(content, key_lines=versions.moved(content.key_lines, place - 1, to))

    anchor = _button(to, count, f"line-{to + 1}", request)
    return _move(request, template, edit, part=_key_lines, anchor=anchor)


@login_required
def remove_key_line(request, pk, place):
    template = _draft_for(request, pk, with_key_lines=True)
    content = content_of(template)
    if not 1 <= place <= len(content.key_lines):
        raise Http404

    def edit(content):
        return replace(content, key_lines=content.key_lines[: place - 1] + content.key_lines[place:])

    shown = {"name": f"key line {place}", "text": content.key_lines[place - 1].text}
    return _remove(request, template, edit, part=_key_lines, shown=shown, kept=content.key_lines, anchor="key-lines")


@login_required
@require_POST
def caught_up(request, pk):
    """The present national default has been looked at, and taken over as far as the area wants."""
    template = _draft_for(request, pk)
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
    template = _draft_for(request, pk)
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
    template = _draft_for(request, pk)
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


def _draft_for(request, pk: int, *, with_key_lines: bool = False) -> DocumentTemplate:
    """The version `pk` for those who may write it; it may be in use by now, which then is told."""
    template = template_for_reading(request, pk)
    if not may_edit(request.user, template):
        raise Http404
    if with_key_lines and template.kind != DocumentKind.TERMS_OF_REFERENCE:
        raise Http404
    return template


def _back(template: DocumentTemplate, anchor: str = ""):
    return redirect(f"{reverse('template-draft', args=[template.pk])}{f'#{anchor}' if anchor else ''}")


def _save(request, template, form, title, *, part, anchor=""):
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
            return _back(template, anchor)
    return render(
        request,
        "reviews/templates/form.html",
        {"template": template, "form": form, "title": title, "seen": stamp(part(content)), "theirs": theirs},
    )


def _step(request) -> int:
    return -1 if request.POST.get("to") == "up" else 1


def _button(place: int, count: int, name: str, request) -> str:
    """The button that has the focus after a move to `place`: the one pressed, or at an end the other."""
    up = place > 0 and (_step(request) < 0 or place >= count - 1)
    return f"{'up' if up else 'down'}-{name}"


def _move(request, template, edit, *, part, anchor):
    try:
        versions.change(template, edit, seen=request.POST.get("seen", ""), part=part)
    except versions.Stale:
        messages.warning(request, MOVED)
        return _back(template)
    return _back(template, anchor)


def _remove(request, template, edit, *, part, shown, kept, anchor=""):
    if template.state != TemplateState.DRAFT:
        return redirect("template", template.pk)
    problem = ""
    if request.method == "POST":
        try:
            versions.change(template, edit, seen=request.POST.get("seen", ""), part=part)
        except versions.Stale:
            problem = "Somebody else changed this meanwhile. Look at it again before you remove it."
        else:
            messages.success(request, "Removed.")
            return _back(template, anchor)
    return render(
        request,
        "reviews/templates/remove.html",
        {"template": template, "errors": [problem] if problem else [], "seen": stamp(kept), **shown},
    )
