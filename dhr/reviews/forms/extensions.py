from django import forms
from django.template.defaultfilters import date as in_words

from ..clocks import clocks_of
from ..models import Extension, Pause
from .corrections import CorrectionForm
from .days import DayField
from .events import NO_NAMES


class ExtensionForm(forms.ModelForm):
    """More time for a review."""

    until = DayField(
        label="New date", help_text="By when the partnership now means to sign off. For example, 27 3 2024."
    )
    agreed_on = DayField(
        label="When it was agreed", error_messages={"required": "Give the date on which it was agreed."}
    )

    class Meta:
        model = Extension
        fields = ["until", "agreed_on", "agreed_by", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        labels = {"agreed_by": "Who agreed it"}
        help_texts = {
            "agreed_by": "By their part, for example: the partnership’s chair.",
            "reason": f"For example a criminal trial, an inquest, or an agency’s late paper. {NO_NAMES}",
        }
        error_messages = {
            "agreed_by": {"required": "Say who agreed it."},
            "reason": {"required": "Give the reason. An extension always has one."},
        }

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.review = review


class NewExtensionForm(ExtensionForm):
    def clean_until(self):
        until = self.cleaned_data["until"]
        clocks = clocks_of(self.instance.review)
        due = clocks.review.due if clocks else None
        if due and until <= due:
            raise forms.ValidationError(f"The review is due on {in_words(due, 'j F Y')} already. Give a later date.")
        return until


class ExtensionCorrectionForm(CorrectionForm, ExtensionForm):
    pass


class PauseForm(forms.ModelForm):
    """A time in which a part of a review waits."""

    since = DayField(label="From when", error_messages={"required": "Give the date from which it waits."})
    until = DayField(label="Until when", help_text="Leave it empty while it lasts.", required=False)
    next_check = DayField(label="When is it looked at again?", required=False)

    class Meta:
        model = Pause
        fields = ["since", "reason", "continues", "agreed_by", "next_check", "until"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "continues": forms.Textarea(attrs={"rows": 3})}
        labels = {"reason": "What waits, and why", "continues": "What goes on meanwhile", "agreed_by": "Who agreed it"}
        help_texts = {
            "reason": f"For example: interviews wait for the trial, as agreed with the police. {NO_NAMES}",
            "continues": "For example: chronologies are collected, early learning is acted on.",
            "agreed_by": "By their part, for example: the chair with the senior investigating officer.",
        }
        error_messages = {
            "reason": {"required": "Say what waits, and why."},
            "agreed_by": {"required": "Say who agreed it."},
        }

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.review = review


class PauseEndForm(forms.ModelForm):
    until = DayField(label="When did it end?", error_messages={"required": "Give the date on which it ended."})

    class Meta:
        model = Pause
        fields = ["until"]


class PauseCorrectionForm(CorrectionForm, PauseForm):
    pass
