"""Releasing a paper to the review's panel, and taking it back: each keeps the paper as it stood, and by whom."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from .models import Document, NamedVersion

# What the history calls it: actions of Wagtail's log, each with its words.
RELEASED, TAKEN_BACK = "dhr.release", "dhr.take_back"
WORDS = {RELEASED: "Released to the panel", TAKEN_BACK: "Taken back from the panel"}


@transaction.atomic
def release_to_panel(document: Document, *, by) -> None:
    """Let the panel read `document` from now on. What is released already stays as it is."""
    _set(document, True, RELEASED, by)


@transaction.atomic
def take_back_from_panel(document: Document, *, by) -> None:
    """Let the panel read `document` no longer. What is not released stays as it is."""
    _set(document, False, TAKEN_BACK, by)


def _set(document: Document, released: bool, action: str, by) -> None:
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.released_to_panel == released:
        return
    document.released_to_panel = released
    document.save(update_fields=["released_to_panel"])
    revision = document.save_revision(user=by, clean=False, log_action=action)
    name = f"{WORDS[action]}, {date_format(timezone.localdate(), 'j F Y')}"
    times = document.named_versions.filter(name__startswith=name).count()
    NamedVersion.objects.create(
        document=document, revision=revision, name=f"{name} ({times + 1})" if times else name, by=by
    )
