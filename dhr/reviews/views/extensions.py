"""Extensions and pauses of a review: recorded, corrected with the history kept, and taken away with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from dhr.areas.permissions import Permission

from ..clocks import clocks_of
from ..forms.corrections import RemovalForm
from ..forms.extensions import (
    ExtensionCorrectionForm,
    NewExtensionForm,
    PauseCorrectionForm,
    PauseEndForm,
    PauseForm,
)
from ..registering import extend, pause
from .case import review_for


@login_required
def add_extension(request, public_id):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    form = NewExtensionForm(request.POST or None, review=review)
    if form.is_valid():
        extend(review, by=request.user, **form.cleaned_data)
        messages.success(request, "The extension is recorded.")
        return redirect("work-review", public_id)
    context = {"review": review, "clocks": clocks_of(review), "form": form}
    return render(request, "reviews/register/add_extension.html", context)


@login_required
def correct_extension(request, public_id, pk):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    extension = get_object_or_404(review.extensions, pk=pk)
    form = ExtensionCorrectionForm(request.POST or None, review=review, instance=extension)
    return _correct(request, review, form, "reviews/register/correct_extension.html")


@login_required
def remove_extension(request, public_id, pk):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    extension = get_object_or_404(review.extensions, pk=pk)
    return _remove(request, review, extension, "reviews/register/remove_extension.html")


@login_required
def add_pause(request, public_id):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    form = PauseForm(request.POST or None, review=review)
    if form.is_valid():
        pause(review, by=request.user, **form.cleaned_data)
        messages.success(request, "The pause is recorded. The clock goes on: extend the review if it needs more time.")
        return redirect("work-review", public_id)
    return render(request, "reviews/register/add_pause.html", {"review": review, "form": form})


@login_required
def end_pause(request, public_id, pk):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    paused = get_object_or_404(review.pauses, pk=pk, until=None)
    form = PauseEndForm(request.POST or None, instance=paused)
    if form.is_valid():
        form.save()
        messages.success(request, "The pause has ended.")
        return redirect("work-review", public_id)
    return render(request, "reviews/register/end_pause.html", {"review": review, "pause": paused, "form": form})


@login_required
def correct_pause(request, public_id, pk):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    paused = get_object_or_404(review.pauses, pk=pk)
    form = PauseCorrectionForm(request.POST or None, review=review, instance=paused)
    return _correct(request, review, form, "reviews/register/correct_pause.html")


@login_required
def remove_pause(request, public_id, pk):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    paused = get_object_or_404(review.pauses, pk=pk)
    return _remove(request, review, paused, "reviews/register/remove_pause.html")


def _correct(request, review, form, template):
    if form.is_valid():
        form.save()
        messages.success(request, "Corrected. What it said before is kept on record.")
        return redirect("work-review", review.public_id)
    return render(request, template, {"review": review, "form": form, "pk": form.instance.pk})


def _remove(request, review, record, template):
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        record._change_reason = form.cleaned_data["because"]
        record.delete()
        messages.success(request, "Taken away. It stays on record, with your reason.")
        return redirect("work-review", review.public_id)
    return render(request, template, {"review": review, "record": record, "form": form})
