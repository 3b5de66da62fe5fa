"""The sections and key lines of enquiry of a draft: changed, added, moved and removed one by one."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ..enums import TemplateState
from ..forms.templates import GenericKeyLineForm, SectionForm
from ..standard import versions
from ..standard.content import content_of, stamp
from .template_drafts import back, draft_for, key_lines_of, order_of, save

MOVED = "Somebody else changed the order meanwhile. Nothing was moved: look again."


@login_required
def section(request, pk, key=None):
    """Change a section, or add one."""
    template = draft_for(request, pk)
    content = content_of(template)
    present = content.section(key) if key else None
    if key and present is None and "seen" not in request.POST:  # with it: somebody removed what this form showed
        raise Http404
    if key is None and template.kind in versions.FIXED_LENGTH:
        raise Http404
    form = SectionForm(request.POST or None, kind=template.kind, content=content, section=present)
    title = f"Change “{present.heading}”" if present else "Add a section"

    def part(content):
        return content.section(key) if key else None

    return save(request, template, form, title, part=part, anchor=key or "")


@login_required
@require_POST
def move_section(request, pk, key):
    """Move a section one place up or down; the button pressed keeps the focus."""
    template = draft_for(request, pk)
    order = order_of(content_of(template))
    if key not in order:
        raise Http404
    place, to = order.index(key), order.index(key) + _step(request)

    def edit(content):
        return replace(content, sections=versions.moved(content.sections, place, to))

    return _move(request, template, edit, part=order_of, anchor=_button(to, len(order), key, request))


@login_required
def remove_section(request, pk, key):
    """Take a section out, once confirmed."""
    template = draft_for(request, pk)
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
    template = draft_for(request, pk, with_key_lines=True)
    content = content_of(template)
    index = place - 1 if place and place <= len(content.key_lines) else None
    if place and index is None and "seen" not in request.POST:
        raise Http404
    form = GenericKeyLineForm(request.POST or None, content=content, index=index)
    title = "Add a key line of enquiry" if index is None else f"Change key line {place}"
    return save(request, template, form, title, part=key_lines_of, anchor="key-lines")


@login_required
@require_POST
def move_key_line(request, pk, place):
    """Move a key line one place up or down; the button pressed keeps the focus."""
    template = draft_for(request, pk, with_key_lines=True)
    count = len(content_of(template).key_lines)
    if not 1 <= place <= count:
        raise Http404
    to = place - 1 + _step(request)

    def edit(content):
        return replace(content, key_lines=versions.moved(content.key_lines, place - 1, to))

    anchor = _button(to, count, f"line-{to + 1}", request)
    return _move(request, template, edit, part=key_lines_of, anchor=anchor)


@login_required
def remove_key_line(request, pk, place):
    template = draft_for(request, pk, with_key_lines=True)
    content = content_of(template)
    if not 1 <= place <= len(content.key_lines):
        raise Http404

    def edit(content):
        return replace(content, key_lines=content.key_lines[: place - 1] + content.key_lines[place:])

    shown = {"name": f"key line {place}", "text": content.key_lines[place - 1].text}
    return _remove(request, template, edit, part=key_lines_of, shown=shown, kept=content.key_lines, anchor="key-lines")


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
        return back(template)
    return back(template, anchor)


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
            return back(template, anchor)
    return render(
        request,
        "reviews/templates/remove.html",
        {"template": template, "errors": [problem] if problem else [], "seen": stamp(kept), **shown},
    )
