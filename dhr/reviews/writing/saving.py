"""The one way in which somebody's words get into a paper: rows, paragraphs and revision in one transaction."""

from collections.abc import Mapping

from django.db import transaction
from wagtail.log_actions import LogContext
from wagtail.models import Revision

from ..models import Document, NamedVersion, Section
from ..paragraphs import materialise
from .restoring import labels_of, put_back


class NotSaved(Exception):
    """Nothing was saved. The message says why, in words for its reader."""


class Stale(NotSaved):
    """Somebody saved a newer version in the meantime."""


class Locked(NotSaved):
    """Somebody else has locked the paper."""


@transaction.atomic
def save_paper(
    paper: Document,
    *,
    by,
    bodies: Mapping[str, str],
    facts: Mapping[str, object] | None = None,
    on_top_of: Revision | None,
    overwrite: Revision | None = None,
    restores: Revision | None = None,
) -> Revision:
    """Save `bodies` (section key -> rich text) and `facts` (field -> value) into `paper`, as a revision by `by`.

    Sections that are not named keep their words; keys that the paper has no section for are passed over.
    `on_top_of` is the latest revision as the writer knows it. `overwrite` is the writer's own latest revision,
    which goes on instead of a new one being made, unless it has been given a name. `restores` is the earlier
    revision that is brought back, with its sections that went since. Raises Stale or Locked, and Wagtail's
    PermissionDenied for a wrong `overwrite`.
    """
    paper = Document.objects.select_for_update(of=("self",)).select_related("latest_revision").get(pk=paper.pk)
    if stamp(paper.latest_revision) != stamp(on_top_of):
        raise Stale("Somebody saved a newer version while you were writing.")
    if (lock := paper.get_lock()) and lock.for_user(by):
        raise Locked(f"{paper.locked_by or 'Somebody'} has locked this paper.")
    if on_top_of is None:  # what was there before anybody wrote here stays in the history
        with LogContext():  # nobody's doing, whoever is signed in
            paper.save_revision(log_action="wagtail.create", clean=False)
    if overwrite and NamedVersion.objects.filter(revision=overwrite).exists():
        overwrite = None
    if restores:
        put_back(paper, restores)
    _write(paper, bodies, facts or {}, labels=labels_of(restores) if restores else None)
    paper = Document.objects.get(pk=paper.pk)  # its sections as they are now, keys of new paragraphs included
    return paper.save_revision(
        user=by, clean=False, log_action=True, overwrite_revision=overwrite, previous_revision=restores
    )


def stamp(revision: Revision | None) -> tuple:
    """What tells one state of a revision from another: an autosave writes over the revision that it made."""
    return (revision.pk, revision.created_at) if revision else ()


def _write(
    paper: Document, bodies: Mapping[str, str], facts: Mapping[str, object], *, labels: dict[str, str] | None
) -> None:
    """Write what differs from the stored rows; `labels` are the printed numbers of a version that is brought back."""
    sections = [
        section
        for section in Section.objects.filter(document=paper, key__in=bodies)
        if section.body != bodies[section.key]
    ]
    for section in sections:
        section.body = bodies[section.key]
    Section.objects.bulk_update(sections, ["body"])
    if sections or labels is not None:
        materialise(paper, labels)
    other = {field: value for field, value in facts.items() if getattr(paper, field) != value}
    if other:
        Document.objects.filter(pk=paper.pk).update(**other)
