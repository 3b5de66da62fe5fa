from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from dhr.areas.permissions import Permission

from ..forms.corrections import RemovalForm
from ..forms.events import EventCorrectionForm, EventForm
from ..registering import record_event, withdraw_event
from .case import review_for


@login_required
def add_event(request, public_id):
    """Record a step of the review."""
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    form = EventForm(request.POST or None, review=review)
    if form.is_valid():
        event = record_event(review, by=request.user, **form.cleaned_data)
        messages.success(request, f"Recorded: {event.get_state_display()}.")
        _mind_the_notification(request, form)
        return redirect("work-review", public_id)
    return render(request, "reviews/register/add_event.html", {"review": review, "form": form})


@login_required
def correct_event(request, public_id, pk):
    """Correct a step; its history keeps what it said."""
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    event = get_object_or_404(review.events.standing(), pk=pk)
    form = EventCorrectionForm(request.POST or None, review=review, instance=event)
    if form.is_valid():
        form.save()
        messages.success(request, "Corrected. What it said before is kept on record.")
        _mind_the_notification(request, form)
        return redirect("work-review", public_id)
    context = {"review": review, "event": review.events.get(pk=pk), "form": form}
    return render(request, "reviews/register/correct_event.html", context)


@login_required
def withdraw_event_page(request, public_id, pk):
    """Ask why, and take back a step that never was."""
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    event = get_object_or_404(review.events.standing(), pk=pk)
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        withdraw_event(event, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, "Taken back. It stays on record, with your reason.")
        return redirect("work-review", public_id)
    return render(request, "reviews/register/withdraw_event.html", {"review": review, "event": event, "form": form})


def _mind_the_notification(request, form):
    if form.before_notification:
        messages.warning(
            request, "The date lies before the review’s notification. If that was a slip, correct the step."
        )
