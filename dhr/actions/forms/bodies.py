from django import forms
from django.utils import timezone

from dhr.reviews.forms.days import DayField

from ..escalation import Chains
from ..models import Body, Escalation, Meeting


class BodyForm(forms.ModelForm):
    """A body of one area, and to whom it passes on what stays red."""

    class Meta:
        model = Body
        fields = ["name", "kind", "agency", "after_days", "parent", "email"]
        labels = {
            "kind": "What it is",
            "agency": "Agency, if it is one agency’s own",
            "after_days": "Days that an action is red before it is brought here",
            "parent": "Whom it passes on to",
            "email": "E-mail address of its secretary",
        }
        help_texts = {
            "agency": "Actions that this agency leads are brought here first.",
            "after_days": "Counted from the first day of red.",
            "parent": "Where an action goes next that stays red.",
            "email": "They are told how many actions are brought here, and not which.",
        }
        error_messages = {
            "name": {"required": "Enter the name of the body."},
            "kind": {"required": "Say what it is."},
            "after_days": {"required": "Give the number of days."},
        }
        widgets = {"after_days": forms.NumberInput(attrs={"class": "govuk-input--width-4"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose one"), *self.fields["kind"].choices[1:]]
        self.fields["agency"].empty_label = "None: it is the partnership’s"
        self.fields["parent"].empty_label = "Nobody: it is the last"
        others = Body.objects.filter(area=self.instance.area).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Body.objects.filter(area=self.instance.area, name__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(f"{self.instance.area} has a body called {name} already.")
        return name

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        chains = Chains(Body.objects.filter(area=self.instance.area))
        if parent and self.instance.pk and self.instance in chains.onwards(parent):
            raise forms.ValidationError(f"{parent} passes on to this body itself, so it would go round in a circle.")
        return parent


class MeetingForm(forms.ModelForm):
    on = DayField(label="Day of the meeting")
    report_due = DayField(
        label="Day by which its report is due",
        required=False,
        help_text="Coordinators are reminded two weeks before. For example, 27 3 2024.",
    )

    class Meta:
        model = Meeting
        fields = ["on", "report_due"]

    def clean(self):
        cleaned = super().clean()
        on, due = cleaned.get("on"), cleaned.get("report_due")
        if on and due and due > on:
            self.add_error("report_due", "The report is due after the meeting. Give a day before it.")
        same = Meeting.objects.filter(body=self.instance.body, on=on).exclude(pk=self.instance.pk)
        if on and same.exists():
            self.add_error("on", f"{self.instance.body} meets on that day already.")
        return cleaned


class EscalationForm(forms.ModelForm):
    """What a body answered."""

    answered_on = DayField(label="When it answered", initial=timezone.localdate)

    class Meta:
        model = Escalation
        fields = ["answer", "answered_on"]
        labels = {"answer": "What it answered, and who does what by when"}
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = "Write what it answered."
        if self.instance.answered_on is None:
            self.initial["answered_on"] = timezone.localdate()

    def clean_answered_on(self):
        day = self.cleaned_data["answered_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Record what has happened.")
        if day < self.instance.on:
            raise forms.ValidationError(
                f"It was brought there on {self.instance.on:%-d %B %Y}: it cannot have answered before."
            )
        return day
