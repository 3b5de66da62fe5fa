from django import forms
from django.utils import timezone

from dhr.areas.enums import AgencyKind
from dhr.reviews.forms.days import DayField
from dhr.reviews.forms.entry import EntryForm, SeenForm

from ..enums import OUTSIDE, Acceptance, Origin, Provenance, Scope
from ..models import Priority, Recommendation
from ..order import is_numbered_by_place

LABELS = {
    "text": "Recommendation",
    "agency": "Agency",
    "agency_as_stated": "Agency, if it is not in the list",
    "recipient": "Kind of recipient",
    "lessons": "Lessons that it answers",
    "key_lines": "Key lines of enquiry that it answers",
    "priorities": "Priorities of the area that it serves",
}
HELP_TEXTS = {
    "number": "As the paper prints it.",
    "origin": "",
    "text": "Who should change what, by when, and how it will be seen that it changed.",
    "agency": "Who is asked to change something.",
    "agency_as_stated": "As the paper names it. A national recommendation names the government department.",
    "recipient": "Leave it empty to take the agency’s own kind.",
}
WIDGETS = {
    "lessons": forms.CheckboxSelectMultiple,
    "key_lines": forms.CheckboxSelectMultiple,
    "priorities": forms.CheckboxSelectMultiple,
    "number": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
}
# What "Made on" says of one of a review, as `known_since` counts.
_SINCE = {
    Provenance.EXTRACTED: "Its age is counted from then. Empty: from the date of its paper.",
    Provenance.WRITTEN: "Its age is counted from then. Empty: from the day it was entered, or from the date of its "
    "report once that is later. If an older paper holds it, give that paper’s date.",
    Provenance.IMPORTED: "Its age is counted from then. Empty: from the date of its report if that is later than the "
    "import; otherwise its age is not known.",
}


class AskedFields(SeenForm):
    """What every recommendation says: to whom it goes, how far it reaches, where it comes from, what it serves."""

    made_on = DayField(
        label="Made on", required=False, help_text="Its age is counted from then. Empty: from the day it was entered."
    )

    def __init__(self, *args, priorities, origins, **kwargs):
        """`priorities` are those that it may serve, `origins` those that it may have."""
        super().__init__(*args, **kwargs)
        self.fields["agency"].empty_label = "Not in the list"
        self.fields["recipient"].choices = [("", "Not stated"), *AgencyKind.choices]
        self.fields["scope"] = forms.ChoiceField(
            label="Scope", choices=[*Scope.choices, ("", "Not stated")], required=False, widget=forms.RadioSelect
        )
        self.fields["origin"].choices = [("", "Not stated"), *((origin.value, origin.label) for origin in origins)]
        self.fields["origin"].label = "Where it comes from"
        self.offer("priorities", priorities)

    def clean_made_on(self):
        day = self.cleaned_data["made_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Give the day on which it was made.")
        return day

    def offer(self, name: str, rows) -> None:
        """Let `rows` be chosen from; without any there is nothing to ask."""
        self.fields[name].queryset = rows
        if not rows.exists():
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("agency") and not cleaned.get("recipient"):
            cleaned["recipient"] = cleaned["agency"].kind
        return cleaned

    def save(self, commit=True):
        self.instance.edited_at = timezone.now()
        return super().save(commit)


class RecommendationForm(AskedFields, EntryForm):
    """A recommendation of a review; `lessons` and `key_lines` are those that it may answer."""

    field_order = [
        "text", "number", "place", "agency", "agency_as_stated", "recipient", "scope", "origin", "made_on",
        "lessons", "key_lines", "priorities",
    ]  # fmt: skip

    class Meta:
        model = Recommendation
        fields = [
            "text", "number", "agency", "agency_as_stated", "recipient", "scope", "origin", "made_on",
            "lessons", "key_lines", "priorities",
        ]  # fmt: skip
        labels = LABELS
        help_texts = HELP_TEXTS
        error_messages = {"text": {"required": "Write the recommendation."}}
        widgets = WIDGETS

    def __init__(self, *args, rows, lessons, key_lines, **kwargs):
        origins = [Origin.PANEL, Origin.SINGLE_AGENCY, Origin.EARLY_LEARNING]
        super().__init__(*args, rows=rows, origins=origins, **kwargs)
        self.fields["made_on"].help_text = _SINCE[self.instance.provenance]
        self.offer("lessons", lessons)
        self.offer("key_lines", key_lines)
        if is_numbered_by_place(rows):
            del self.fields["number"]
        elif not self.instance.pk and rows[-1].number.isdecimal():
            self.initial["number"] = str(int(rows[-1].number) + 1)
        self.order_fields(self.field_order)


class OutsideForm(AskedFields):
    """A recommendation that came to an area from outside its reviews."""

    field_order = [
        "origin", "source", "source_url", "number", "text", "agency", "agency_as_stated", "recipient", "scope",
        "made_on", "priorities",
    ]  # fmt: skip
    source_url = forms.URLField(
        label="Web address of the report",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Give the whole web address, for example https://www.example.org/report."},
    )

    class Meta:
        model = Recommendation
        fields = [
            "origin", "source", "source_url", "number", "text", "agency", "agency_as_stated", "recipient", "scope",
            "made_on", "priorities",
        ]  # fmt: skip
        labels = LABELS | {"source": "Report"}
        help_texts = HELP_TEXTS | {
            "number": "As the report prints it.",
            "source": "The report in which it stands, with its reference. No names of people.",
        }
        error_messages = {"text": {"required": "Write the recommendation."}}
        widgets = WIDGETS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, origins=OUTSIDE, **kwargs)
        self.fields["origin"].required = self.fields["source"].required = True
        self.fields["origin"].choices = [("", "Choose one"), *self.fields["origin"].choices[1:]]
        self.fields["origin"].error_messages["required"] = "Say where it comes from."
        self.fields["source"].error_messages["required"] = "Name the report in which it stands."
        self.order_fields(self.field_order)


class AnswerForm(SeenForm):
    """Whether those to whom a recommendation goes accept it."""

    acceptance = forms.ChoiceField(
        label="What did they answer?",
        choices=[*Acceptance.choices, ("", "No answer yet")],
        required=False,
        widget=forms.RadioSelect,
    )
    accepted_on = DayField(label="Answered on", required=False)

    class Meta:
        model = Recommendation
        fields = ["acceptance", "acceptance_reason", "accepted_on"]
        labels = {"acceptance_reason": "Their reason"}
        help_texts = {"acceptance_reason": "Needed where they accept it in part or not at all."}
        widgets = {"acceptance_reason": forms.Textarea(attrs={"rows": 4})}

    def clean_accepted_on(self):
        day = self.cleaned_data["accepted_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Record the answer once it is there.")
        return day

    def clean(self):
        cleaned = super().clean()
        answer = cleaned.get("acceptance")
        if answer in (Acceptance.PARTLY, Acceptance.NOT_ACCEPTED) and not cleaned.get("acceptance_reason"):
            self.add_error("acceptance_reason", "Give the reason why it is not accepted, or accepted only in part.")
        if answer and not cleaned.get("accepted_on") and "accepted_on" not in self.errors:
            self.add_error("accepted_on", "Give the date of the answer.")
        if not answer and (cleaned.get("acceptance_reason") or cleaned.get("accepted_on")):
            self.add_error("acceptance", "Say what they answered.")
        return cleaned


def priorities_for(recommendation: Recommendation):
    """The priorities that it may serve: those in force of the area that leads it, and those that it serves already."""
    area = recommendation.lead_area
    offered = Priority.objects.filter(area=area, retired_on=None) if area else Priority.objects.none()
    if recommendation.pk:
        offered = (offered | recommendation.priorities.all()).distinct()
    return offered
