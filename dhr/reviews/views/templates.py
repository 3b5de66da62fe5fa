from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, has_permission
from dhr.formats import DOCX_TYPE

from ..enums import DocumentKind, TemplateState
from ..files import as_attachment
from ..models import DocumentTemplate
from ..standard import versions
from ..standard.blank import blank_docx
from ..standard.content import content_of
from ..standard.differences import differences as differences_of


@dataclass
class Row:
    """What an area uses for one kind of paper: its own version or else the national default, and its draft."""

    kind: DocumentKind
    national: DocumentTemplate
    own: DocumentTemplate | None = None
    draft: DocumentTemplate | None = None

    @property
    def in_use(self) -> DocumentTemplate:
        return self.own or self.national

    @property
    def overtaken(self) -> bool:
        """Whether the national default has changed since the area's version was made from it."""
        return bool(self.own and versions.overtaken(self.own, self.national))


@login_required
def templates(request):
    """What each of my areas uses for each kind of paper, and the national defaults."""
    current = DocumentTemplate.objects.visible_to(request.user).exclude(state=TemplateState.RETIRED)
    found = {(row.area, row.kind, row.state): row for row in current.select_related("area", "based_on")}
    national = {kind: found[None, kind, TemplateState.IN_USE] for kind in versions.KINDS}
    areas = {area for area, _, _ in found if area}
    areas |= set(Area.objects.filter(memberships__in=request.user.memberships.current()))
    listed = [
        {
            "area": area,
            "may_edit": has_permission(request.user, Permission.EDIT_TEMPLATES, on=area),
            "rows": [
                Row(
                    kind,
                    national[kind],
                    found.get((area, kind, TemplateState.IN_USE)),
                    found.get((area, kind, TemplateState.DRAFT)),
                )
                for kind in versions.KINDS
            ],
        }
        for area in sorted(areas, key=lambda area: area.name)
    ]
    return render(request, "reviews/templates/list.html", {"listed": listed, "national": national.values()})


@login_required
def template(request, pk):
    """One version: its sections with their guidance, and the versions before and after it."""
    shown = template_for_reading(request, pk)
    national = versions.in_use(shown.kind)
    others = DocumentTemplate.objects.visible_to(request.user).filter(kind=shown.kind, area=shown.area)
    return render(
        request,
        "reviews/templates/template.html",
        {
            "template": shown,
            "sections": shown.sections.all(),
            "key_lines": shown.generic_key_lines.prefetch_related("themes"),
            "versions": others.order_by("-version"),
            "draft_waits": others.filter(state=TemplateState.DRAFT).exists(),
            "previous": versions.previous_version(shown),
            "national": national,
            "overtaken": versions.overtaken(shown, national),
            "may_edit": may_edit(request.user, shown),
        },
    )


@login_required
def blank(request, pk):
    """The template as a Word file to write in."""
    shown = template_for_reading(request, pk)
    name = f"{shown.kind}-version-{shown.version}.docx"
    return as_attachment(HttpResponse(blank_docx(shown), content_type=DOCX_TYPE), name)


@login_required
def differences(request, pk, other):
    """What the version `pk` says otherwise than the version `other` of the same kind of paper."""
    after, before = template_for_reading(request, pk), template_for_reading(request, other)
    if after.kind != before.kind:
        raise Http404
    return render(
        request,
        "reviews/templates/differences.html",
        {"after": after, "before": before, "differences": differences_of(content_of(before), content_of(after))},
    )


@login_required
@require_POST
def begin(request, area, kind):
    """Begin an area's next version of a kind, or go on with the draft that there is."""
    area = get_object_or_404(Area, slug=area)
    if kind not in versions.KINDS or not has_permission(request.user, Permission.EDIT_TEMPLATES, on=area):
        raise Http404
    return redirect("template-draft", versions.begin_version(kind, area=area, by=request.user).pk)


@login_required
def retire(request, pk):
    """Go back to the national default, once confirmed."""
    shown = template_for_reading(request, pk)
    if not may_edit(request.user, shown):
        raise Http404
    if shown.state != TemplateState.IN_USE:
        return redirect("template", shown.pk)
    if request.method == "POST":
        try:
            versions.retire(shown, by=request.user)
        except versions.Stale:
            messages.warning(request, "This version had already been retired.")
        else:
            messages.success(request, f"Retired. {shown.area} uses the national default again.")
        return redirect("template", shown.pk)
    return render(request, "reviews/templates/retire.html", {"template": shown})


def template_for_reading(request, pk: int) -> DocumentTemplate:
    visible = DocumentTemplate.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("area", "based_on", "created_by"), pk=pk)


def may_edit(user, template: DocumentTemplate) -> bool:
    """Whether `user` may make versions of it: nobody may of the national ones."""
    return has_permission(user, Permission.EDIT_TEMPLATES, on=template)
