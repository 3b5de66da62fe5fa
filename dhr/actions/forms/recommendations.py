from django import forms
from django.utils import timezone

from dhr.areas.enums import AgencyKind
from dhr.reviews.forms.entry import EntryForm

from ..enums import Scope
from ..models import Recommendation
from ..order import is_numbered_by_place


class RecommendationForm(EntryForm):
    """A recommendation written by hand; `lessons` are those that it may answer."""

    field_order = ["text", "number", "place", "agency", "agency_as_stated", "recipient", "scope", "lessons"]

    class Meta:
        model = Recommendation
        fields = ["text", "number", "agency", "agency_as_stated", "recipient", "scope", "lessons"]
        labels = {
            "text": "Recommendation",
            "agency": "Agency",
            "agency_as_stated": "Agency, if it is not in the list",
            "recipient": "Kind of recipient",
            "lessons": "Lessons that it answers",
        }
        help_texts = {
            "number": "As the paper prints it.",
            "text": "Who should change what, by when, and how it will be seen that it changed.",
            "agency": "Who is asked to change something.",
            "agency_as_stated": "As the paper names it. A national recommendation names the government department.",
            "recipient": "Leave it empty to take the agency’s own kind.",
        }
        error_messages = {"text": {"required": "Write the recommendation."}}
        widgets = {
            "lessons": forms.CheckboxSelectMultiple,
            "number": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        }

    def __init__(self, *args, rows, lessons, **kwargs):
        super().__init__(*args, rows=rows, **kwargs)
        self.fields["agency"].empty_label = "Not in the list"
        self.fields["recipient"].choices = [("", "Not stated"), *AgencyKind.choices]
        self.fields["scope"] = forms.ChoiceField(
            label="Scope", choices=[*Scope.choices, ("", "Not stated")], required=False, widget=forms.RadioSelect
        )
        self.fields["lessons"].queryset = lessons
        if not lessons:
            del self.fields["lessons"]
        if is_numbered_by_place(rows):
            del self.fields["number"]
        elif not self.instance.pk and rows[-1].number.isdecimal():
            self.initial["number"] = str(int(rows[-1].number) + 1)
        self.order_fields(self.field_order)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("agency") and not cleaned.get("recipient"):
            cleaned["recipient"] = cleaned["agency"].kind
        return cleaned

    def save(self, commit=True):
        self.instance.edited_at = timezone.now()
        return super().save(commit)
