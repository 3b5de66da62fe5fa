from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from dhr.areas.permissions import Permission, has_permission
from dhr.reviews.models import Document

from .. import editions
from ..contents import Contents, contents_of, stamp
from ..identifying import by_kind, warnings_of
from ..recommended import reworded
from ..statements import affected_by


class PublishForm(forms.Form):
    """What of a paper becomes public beside its words: its file only where somebody chooses so."""

    with_original = forms.BooleanField(
        label="Publish the original file too",
        help_text=(
            "With it everybody can download the file as it came, with what this page does not show: its properties "
            "(such as the name of its author), pictures, headers, comments and tracked changes. Open it and look first."
        ),
        required=False,
    )

    def __init__(self, *args, contents: Contents, **kwargs):
        super().__init__(*args, **kwargs)
        if not contents.may_have_file:
            del self.fields["with_original"]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Kept on record for those who work on the review. The public is told nothing.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the paper is withdrawn."},
    )


def paper_for(request, public_id: str, permission: Permission) -> Document:
    """The working paper, or 404 for whoever may not see it or may not do this with it."""
    document = get_object_or_404(
        Document.objects.visible_to(request.user).select_related("review", "area", "file"), public_id=public_id
    )
    if not has_permission(request.user, permission, on=document):
        raise Http404
    return document


@login_required
def publish(request, public_id):
    """Show what the public would read, and publish exactly this once confirmed."""
    document = paper_for(request, public_id, Permission.PUBLISH)
    contents = contents_of(document)  # before all else that is shown: so a change while that is read is found later
    form = PublishForm(request.POST if request.method == "POST" else None, contents=contents)
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            edition = editions.publish(document, by=request.user, seen=seen, **form.cleaned_data)
        except editions.CannotPublish as error:
            document = paper_for(request, public_id, Permission.PUBLISH)
            contents = contents_of(document)
            form = PublishForm(request.POST, contents=contents)
            form.add_error(None, str(error))
        else:
            without = ", without the original file" if document.file and not edition.file else ""
            messages.success(request, f"Published as edition {edition.number}{without}. Everybody can read it now.")
            return redirect("work-paper", document.public_id)
    warnings = [] if document.may_hold_names else warnings_of(document)
    return render(
        request,
        "publishing/publish.html",
        {
            "warnings": warnings,
            "reworded": reworded(document),
            "affected": affected_by(document),
            "warnings_by_kind": by_kind(warnings),
            "document": document,
            "form": form,
            "standing": document.editions.standing().first(),
            "seen": stamp(contents),
            "facts": contents.edition["facts"],
            "sections": document.sections.order_by("sort_order"),
            "paragraphs": document.paragraphs.count(),
            "recommendations": document.recommendations.count(),
            "themed": document.recommendations.exclude(themes=None).distinct().count(),
        },
    )


@login_required
def withdraw(request, public_id):
    """Take the standing edition away from the public, with a reason that stays on record."""
    document = paper_for(request, public_id, Permission.WITHDRAW)
    standing = document.editions.standing().first()
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            if standing is None:
                raise editions.CannotWithdraw("This paper is not published now.")
            editions.withdraw(standing, reason=form.cleaned_data["reason"], by=request.user)
        except editions.CannotWithdraw as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Withdrawn. It is out of every public page and search from this moment.")
            return redirect("work-paper", document.public_id)
    return render(request, "publishing/withdraw.html", {"document": document, "standing": standing, "form": form})
