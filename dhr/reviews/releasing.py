"""Releasing a paper to the review's panel, and taking it back: each keeps the paper as it stood, and by whom."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from .models import Document, NamedVersion


@transaction.atomic
def release_to_panel(document: Document, *, by) -> None:
    """Let the panel read `document` from now on. What is released already stays as it is."""
    _set(document, True, "Released to the panel", by)


@transaction.atomic
def take_back_from_panel(document: Document, *, by) -> None:
    """Let the panel read `document` no longer. What is not released stays as it is."""
    _set(document, False, "Taken back from the panel", by)


def _set(document: Document, released: bool, what: str, by) -> None:
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.released_to_panel == released:
        return
    document.released_to_panel = released
    document.save(update_fields=["released_to_panel"])
    revision = document.save_revision(user=by, clean=False)
    name = f"{what}, {date_format(timezone.localdate(), 'j F Y')}"
    times = document.named_versions.filter(name__startswith=name).count()
    NamedVersion.objects.create(
        document=document, revision=revision, name=f"{name} ({times + 1})" if times else name, by=by
    )
