from django import forms
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from dhr.reviews.forms.days import DayField
from dhr.reviews.models import Review

from ..as_of import action_then, recommendation_then
from ..models import Action, Recommendation


class AsOfForm(forms.Form):
    """Which day is asked for; today where none is."""

    as_of = DayField(label="As it stood at the end of", required=False, help_text="For example, 31 3 2026.")

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return day

    @property
    def day(self):
        return (self.is_valid() and self.cleaned_data["as_of"]) or timezone.localdate()


@login_required
def action(request, pk):
    """An action as it stood on a day. Who may see it is decided by today's rights."""
    found = get_object_or_404(
        Action.objects.visible_to(request.user).select_related("recommendation__review", "recommendation__document"),
        pk=pk,
    )
    form = _form(request)
    context = {"found": found, "then": action_then(found, form.day)}
    return _page(request, "actions/as_of/action.html", found.recommendation, form, context)


@login_required
def recommendation(request, pk):
    """A recommendation and its actions as they stood on a day. Who may see it is decided by today's rights."""
    found = get_object_or_404(
        Recommendation.objects.visible_to(request.user).select_related("review", "document"), pk=pk
    )
    form = _form(request)
    return _page(
        request, "actions/as_of/recommendation.html", found, form, {"then": recommendation_then(found, form.day)}
    )


def _form(request) -> AsOfForm:
    return AsOfForm(request.GET if "as_of" in request.GET else {})


def _page(request, template, recommendation, form, context):
    review = Review.objects.visible_to(request.user).filter(pk=recommendation.review_id).first()
    today = timezone.localdate()
    return render(
        request,
        template,
        {"recommendation": recommendation, "review": review, "form": form, "day": form.day, "today": today, **context},
    )
