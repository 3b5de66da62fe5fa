"""The doors through which templates change: versions begun, written, put into use and retired.

A version in use never changes. An area has at most one draft of a kind, which follows its last version or, where it has
none, the national default.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dhr.areas.models import Area

from ..enums import DocumentKind, TemplateState
from ..models import DocumentTemplate
from .content import TemplateContent, content_of, stamp, write_content

KINDS = (
    DocumentKind.TERMS_OF_REFERENCE,
    DocumentKind.IMR,
    DocumentKind.OVERVIEW_REPORT,
    DocumentKind.EXECUTIVE_SUMMARY,
    DocumentKind.SEVEN_MINUTE_BRIEFING,
    DocumentKind.MARAC_REVIEW_REPORT,
)
# The boxes of a 7-minute briefing can be reworded and moved; there are always seven.
FIXED_LENGTH = {DocumentKind.SEVEN_MINUTE_BRIEFING: 7}


class Stale(Exception):
    """What the form showed is no longer what is kept: somebody else changed it, or put it into use."""


class CannotUse(Exception):
    """Why a draft cannot be put into use, in words for the person who tried."""


def in_use(kind: str, area: Area | None = None) -> DocumentTemplate:
    """The template that papers of `kind` are begun from: the area's own, else the national default.

    Raises DocumentTemplate.DoesNotExist for a kind without templates.
    """
    versions = DocumentTemplate.objects.in_use().filter(kind=kind)
    own = versions.filter(area=area).first() if area else None
    return own or versions.get(area=None)


@transaction.atomic
def begin_version(kind: str, *, area: Area, by) -> DocumentTemplate:
    """The area's draft of `kind`: the one being written, or a new one that says what is in use now."""
    Area.objects.select_for_update().get(pk=area.pk)
    own = DocumentTemplate.objects.filter(kind=kind, area=area)
    if draft := own.filter(state=TemplateState.DRAFT).first():
        return draft
    base = in_use(kind, area)
    draft = DocumentTemplate(
        kind=kind,
        area=area,
        version=(own.aggregate(last=Max("version"))["last"] or 0) + 1,
        based_on=base.based_on if base.area_id else base,
        created_by=by,
    )
    write_content(draft, content_of(base))
    return draft


@transaction.atomic
def change(
    draft: DocumentTemplate,
    edit: Callable[[TemplateContent], TemplateContent],
    *,
    seen: str,
    part: Callable[[TemplateContent], object] = lambda content: content,
) -> None:
    """Have `edit` change what `draft` says. `seen` is the stamp of the `part` that the person saw.

    Raises Stale where that part says something else by now.
    """
    locked = _locked_draft(draft)
    content = content_of(locked)
    if stamp(part(content)) != seen:
        raise Stale
    write_content(locked, edit(content))


@transaction.atomic
def catch_up(draft: DocumentTemplate) -> None:
    """Record that the present national default has been taken into account."""
    locked = _locked_draft(draft)
    locked.based_on = in_use(locked.kind)
    locked.save()


@transaction.atomic
def put_into_use(draft: DocumentTemplate, *, seen: str, by) -> None:
    """From now on papers of the area are begun from `draft`; its last version is retired.

    `seen` is the stamp of the whole. Raises Stale or CannotUse.
    """
    locked = _locked_draft(draft)
    content = content_of(locked)
    if stamp(content) != seen:
        raise Stale
    fixed = FIXED_LENGTH.get(locked.kind)
    if not content.sections:
        raise CannotUse("A template needs at least one section.")
    if fixed and len(content.sections) != fixed:
        raise CannotUse(f"A 7-minute briefing has {fixed} boxes; this draft has {len(content.sections)}.")
    last = DocumentTemplate.objects.in_use().filter(kind=locked.kind, area=locked.area).first()
    if last:
        retire(last, by=by)
    locked.state, locked.in_use_since = TemplateState.IN_USE, timezone.now()
    locked._history_user = by
    locked.save()


@transaction.atomic
def discard(draft: DocumentTemplate, *, seen: str) -> None:
    """Delete a draft. `seen` is the stamp of the whole. Raises Stale."""
    locked = _locked_draft(draft)
    if stamp(content_of(locked)) != seen:
        raise Stale
    locked.delete()


@transaction.atomic
def retire(template: DocumentTemplate, *, by) -> None:
    """End the use of an area's version: its papers are begun from the national default again, or from what follows.

    Raises Stale where it is no longer in use.
    """
    locked = DocumentTemplate.objects.select_for_update(of=("self",)).in_use().filter(pk=template.pk).first()
    if locked is None:
        raise Stale
    locked.state, locked.retired_at = TemplateState.RETIRED, timezone.now()
    locked._history_user = by
    locked.save()


def _locked_draft(draft: DocumentTemplate) -> DocumentTemplate:
    drafts = DocumentTemplate.objects.select_for_update(of=("self",)).filter(state=TemplateState.DRAFT)
    locked = drafts.filter(pk=draft.pk).first()
    if locked is None:
        raise Stale
    return locked


def overtaken(template: DocumentTemplate, national: DocumentTemplate) -> bool:
    """Whether the national default is another by now than the one that an area's version was made from."""
    return template.based_on_id not in (None, national.pk)


def previous_version(template: DocumentTemplate) -> DocumentTemplate | None:
    """The version of the same area and kind that came before."""
    return (
        DocumentTemplate.objects.filter(kind=template.kind, area=template.area, version__lt=template.version)
        .order_by("-version")
        .first()
    )


def moved(rows: tuple, place: int, to: int) -> tuple:
    """`rows` with the one at `place` put at `to` (both from 0; beyond an end is at that end)."""
    others = list(rows[:place] + rows[place + 1 :])
    others.insert(min(max(to, 0), len(others)), rows[place])
    return tuple(others)
