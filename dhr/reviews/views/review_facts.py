from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from dhr.areas.permissions import Permission

from ..changes import changes_of
from ..forms.reviews import FactsForm
from .case import review_for


@login_required
def facts(request, public_id):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    form = FactsForm(request.POST or None, instance=review)
    if form.is_valid():
        form.save()
        messages.success(request, "The facts are saved.")
        return redirect("work-review", public_id)
    # The form writes what was typed into its instance, so the heading takes the title as it is kept.
    return render(
        request,
        "reviews/register/facts.html",
        {"review": review_for(request, public_id, Permission.RUN_REVIEW), "form": form},
    )


@login_required
def changes(request, public_id):
    """Everything that was ever recorded, corrected or taken away: facts, people, areas, steps, extensions, pauses."""
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    return render(request, "reviews/register/changes.html", {"review": review, "changes": changes_of(review)})
