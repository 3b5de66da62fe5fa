"""Days that have been, and days to come."""

from django import forms
from django.utils import timezone

from dhr.reviews.forms.days import DayField


class PastDayField(DayField):
    """A day that is not to come."""

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Report what has happened.")
        return day


class ComingDayField(DayField):
    """A day that is not past."""

    def clean(self, value):
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError("The date is past. Give one that is to come.")
        return day
