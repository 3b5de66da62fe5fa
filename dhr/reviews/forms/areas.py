from django import forms
from django.utils import timezone

from dhr.areas.models import Area

from ..models import Review


class JoiningAreaForm(forms.Form):
    """An area that takes part in a review from today."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="Area",
        empty_label="Choose one",
        error_messages={"required": "Choose the area that joins.", "invalid_choice": "Choose an area from the list."},
    )
    agreed = forms.BooleanField(
        label="Its coordinators may see this review and all its papers from today",
        error_messages={"required": "Tick that the area’s coordinators may see the review and all its papers."},
    )

    def __init__(self, *args, review: Review, **kwargs):
        super().__init__(*args, **kwargs)
        merged = Area.objects.filter(mergers_into__on__lte=timezone.localdate())
        here = [area.pk for area in review.current_areas()]
        self.fields["area"].queryset = Area.objects.exclude(pk__in=here).exclude(pk__in=merged)
