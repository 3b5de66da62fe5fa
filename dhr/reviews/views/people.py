from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from dhr.areas.permissions import Permission

from ..forms.people import PersonForm
from ..models import Person
from .case import review_for


@login_required
def add_person(request, public_id):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    return _edit(request, review, PersonForm(request.POST or None, review=review))


@login_required
def edit_person(request, public_id, pk):
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    person = get_object_or_404(Person, review=review, pk=pk)
    return _edit(request, review, PersonForm(request.POST or None, review=review, instance=person), pk)


def _edit(request, review, form, pk=None):
    if form.is_valid():
        person = form.save()
        messages.success(request, f"{person} is saved.")
        return redirect("work-review", review.public_id)
    # The form writes what was typed into its instance, so the heading takes the person as kept.
    person = Person.objects.filter(pk=pk).first()
    return render(request, "reviews/register/person.html", {"review": review, "person": person, "form": form})


@login_required
def remove_person(request, public_id, pk):
    """Ask, and remove somebody who does not belong to the case."""
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    person = get_object_or_404(Person, review=review, pk=pk)
    if request.method == "POST":
        person.delete()
        messages.success(request, f"{person} is removed.")
        return redirect("work-review", public_id)
    return render(request, "reviews/register/remove_person.html", {"review": review, "person": person})
