"""What becomes of a Word draft: a revision of its paper, or nothing."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from dhr.reviews.models import Document, NamedVersion, PaperNote
from dhr.reviews.paragraphs import materialise
from dhr.reviews.writing.saving import save_paper

from ..models import WordDraft
from ..receiving import let_go
from .proposal import Proposal

NAME = 120  # characters of a version's name


@transaction.atomic
def keep(draft: WordDraft, proposal: Proposal, *, by, on_top_of: Revision | None) -> None:
    """Save `proposal` into the paper as one revision by `by`, named after the file, and its comments as notes.

    `on_top_of` is the latest revision as it was when the proposal was made. Raises NotSaved, and nothing is kept.
    """
    draft = WordDraft.objects.select_for_update().select_related("document").get(pk=draft.pk)
    if draft.kept_at:
        return
    if proposal.differences:
        revision = save_paper(draft.document, by=by, bodies=proposal.merged.bodies, on_top_of=on_top_of)
        NamedVersion.objects.create(document=draft.document, revision=revision, name=_name_for(draft), by=by)
        if proposal.merged.labels:
            materialise(Document.objects.get(pk=draft.document_id), proposal.merged.labels)
    for note in proposal.notes:
        note.by = by
    PaperNote.objects.bulk_create(proposal.notes)
    draft.kept_at = timezone.now()
    draft.save(update_fields=["kept_at"])


@transaction.atomic
def drop(draft: WordDraft) -> None:
    """Delete a draft of which nothing was kept, with its file."""
    draft.delete()
    let_go(draft.file)


def _name_for(draft: WordDraft) -> str:
    """ "From Word: report.docx", numbered where the paper has a version of this name."""
    taken = set(draft.document.named_versions.values_list("name", flat=True))
    number, name = 1, f"From Word: {draft.name}"[:NAME]
    while name in taken:
        number += 1
        ending = f" ({number})"
        name = f"From Word: {draft.name}"[: NAME - len(ending)] + ending
    return name
