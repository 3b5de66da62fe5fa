"""A Word draft comes back into its paper: sent, its tracked changes and headings decided, compared, kept or dropped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dhr.formats import tracked_changes
from dhr.reviews.models import PaperNote
from dhr.reviews.writing.access import writable_by
from dhr.reviews.writing.saving import NotSaved, stamp

from ..drafts.forms import ChangesForm, HeadingsForm, SendDraftForm
from ..drafts.keeping import drop, keep
from ..drafts.proposal import DraftBesidePaper
from ..drafts.reading import content_of
from ..models import WordDraft


@login_required
def send(request, public_id):
    """Choose a Word file for a paper. Not there for somebody who may not write it."""
    document = get_object_or_404(writable_by(request.user), public_id=public_id)
    form = SendDraftForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        return redirect("word-draft", form.save(document, by=request.user).pk)
    waiting = document.word_drafts.waiting().select_related("by")
    return render(
        request, "exchange/drafts/send.html", {"document": document, "form": form, "waiting": waiting.order_by("-pk")}
    )


@login_required
def draft(request, pk):
    """What the draft would change in the paper as it is now; kept once somebody agrees to exactly this."""
    found = _waiting(request, pk)
    if found.kept_at:
        return redirect("work-paper", found.document.public_id)
    if not found.changes and _tracked(found):
        return redirect("word-draft-changes", pk)
    beside = DraftBesidePaper(found)
    if beside.undecided():
        return redirect("word-draft-headings", pk)
    latest = found.document.latest_revision
    seen, problem = "-".join(map(str, stamp(latest))), ""
    proposal = beside.proposal()
    if request.method == "POST":
        try:
            if request.POST.get("seen") != seen:
                raise NotSaved(
                    "Somebody saved the paper since you looked. This is what keeping the draft would do now."
                )
            keep(found, proposal, by=request.user, on_top_of=latest)
        except NotSaved as error:
            problem = str(error)
        else:
            messages.success(request, _told(proposal))
            return redirect("work-paper", found.document.public_id)
    context = {
        "draft": found,
        "document": found.document,
        "proposal": proposal,
        "latest": latest,
        "seen": seen,
        "errors": [f"Nothing was kept. {problem}"] if problem else [],
        "unknown": beside.headings.unknown(),
    }
    return render(request, "exchange/drafts/draft.html", context)


@login_required
def changes(request, pk):
    """The draft's tracked changes, and what is to become of them."""
    found = _waiting(request, pk)
    tracked = _tracked(found)
    if found.kept_at or not tracked:
        return redirect("word-draft", pk)
    form = ChangesForm(_posted(request), initial={"changes": found.changes})
    if form.is_valid():
        found.changes, found.places = form.cleaned_data["changes"], {}  # other headings may stand in it now
        found.save(update_fields=["changes", "places"])
        return redirect("word-draft", pk)
    context = {"draft": found, "document": found.document, "form": form, "tracked": tracked}
    return render(request, "exchange/drafts/changes.html", context)


@login_required
def headings(request, pk):
    """The draft's headings that the paper has no section for, and where the text of each goes."""
    found = _waiting(request, pk)
    if found.kept_at:
        return redirect("word-draft", pk)
    if not found.changes and _tracked(found):
        return redirect("word-draft-changes", pk)
    form = HeadingsForm(_posted(request), beside=DraftBesidePaper(found))
    if not form.fields:
        return redirect("word-draft", pk)
    if form.is_valid():
        found.places = form.places
        found.save(update_fields=["places"])
        return redirect("word-draft", pk)
    return render(request, "exchange/drafts/headings.html", {"draft": found, "document": found.document, "form": form})


@login_required
def drop_draft(request, pk):
    """Ask, and delete a draft of which nothing was kept."""
    found = get_object_or_404(WordDraft.objects.visible_to(request.user).waiting(), pk=pk)
    if request.method == "POST":
        drop(found)
        messages.success(request, "The draft is deleted. The paper is as it was.")
        return redirect("work-paper", found.document.public_id)
    return render(request, "exchange/drafts/drop.html", {"draft": found, "document": found.document})


@login_required
@require_POST
def resolve_note(request, pk):
    """Take a note on a paper as dealt with."""
    note = get_object_or_404(PaperNote, pk=pk, document__in=writable_by(request.user))
    if note.resolved_at is None:
        note.resolved_at, note.resolved_by = timezone.now(), request.user
        note.save(update_fields=["resolved_at", "resolved_by"])
    messages.success(request, "The note is resolved.")
    return redirect(f"{reverse('work-paper', args=[note.document.public_id])}#notes")


def _waiting(request, pk: int) -> WordDraft:
    drafts = WordDraft.objects.visible_to(request.user)
    return get_object_or_404(
        drafts.select_related("document__latest_revision__user", "document__review", "file", "by"), pk=pk
    )


def _tracked(found: WordDraft):
    try:
        return tracked_changes(content_of(found))
    except FileNotFoundError:
        raise Http404 from None


def _posted(request):
    return request.POST if request.method == "POST" else None


def _told(proposal) -> str:
    parts = ["Kept as a new revision." if proposal.differences else ""]
    count = len(proposal.notes)
    parts.append(f"{count} comment{'s are notes' if count > 1 else ' is a note'} on the paper now." if count else "")
    return " ".join(filter(None, parts)) or "The draft said what the paper says. Nothing changed."
