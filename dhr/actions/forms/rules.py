from django import forms
from django.utils import timezone

from dhr.areas.models import Area
from dhr.reviews.forms.days import DayField
from dhr.reviews.forms.entry import SeenForm

from ..models import Owner, Priority, TrackingRules
from ..models.rules import MOST_DAYS, MOST_SMALL

NUMBERS = ["soon_days", "half", "silent_days", "not_due_days", "verify_days", "remind_days", "small_number"]
CONTACT = ["contact_name", "contact_email", "contact_phone"]
# What the model allows.
LEAST = {"silent_days": 1}
MOST = {"half": 100, "small_number": MOST_SMALL}


class RulesForm(SeenForm):
    """How an area follows its actions."""

    class Meta:
        model = TrackingRules
        fields = [*NUMBERS, "shares_with_region", *CONTACT]
        labels = {
            "soon_days": "Days before the target date that count as near",
            "half": "Per cent that should be done by then",
            "silent_days": "Days without an update after which it is red",
            "not_due_days": "Days before its first date from which it is due",
            "verify_days": "Days that delivered work may wait for verification",
            "remind_days": "Days before the target date from which the owner is reminded",
            "small_number": "Smallest number that reports print",
            "shares_with_region": "Share recommendations and actions in the regional view",
            "contact_name": "Contact for owners of actions: name",
            "contact_email": "Contact for owners of actions: e-mail address",
            "contact_phone": "Contact for owners of actions: telephone",
        }
        help_texts = {
            "soon_days": "An action as near as this is amber where less than the next number is done.",
            "half": "",
            "silent_days": "A quarter has 91 days.",
            "not_due_days": "Until then an action that has not started, and has no start date, is grey.",
            "verify_days": "After that it is amber.",
            "remind_days": "",
            "small_number": "Smaller numbers of reviews, other than 0, are not printed.",
            "shares_with_region": "Unless this is ticked, nothing of the area is shown to others in the region.",
            "contact_name": "A person or a team. Owners see this contact in their e-mails and beside their actions.",
            "contact_email": "Give this, a telephone number or both.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            field = self.fields[name]
            field.widget.attrs["class"] = "govuk-input--width-4"
            wanted = f"{field.label}: give a whole number from {LEAST.get(name, 0)} to {MOST.get(name, MOST_DAYS)}."
            field.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), wanted)
        self.fields["contact_email"].error_messages["invalid"] = "Give an e-mail address, for example dhr@example.org."

    def clean(self):
        cleaned = super().clean()
        reached = cleaned.get("contact_email") or cleaned.get("contact_phone")
        if cleaned.get("contact_name") and not reached and "contact_email" not in self.errors:
            self.add_error("contact_email", "Give an e-mail address or a telephone number of the contact.")
        return cleaned


class RetiredOnField(DayField):
    """The day from which something is offered no more. What has not begun yet would be offered no more at once."""

    def __init__(self, *, help_text):
        super().__init__(label="Retired on", required=False, help_text=f"{help_text} For example, 27 3 2024.")

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Give it once the day has come.")
        return day


class PriorityForm(SeenForm):
    """A priority of an area's strategy."""

    retired_on = RetiredOnField(help_text="From then on it is not offered. What serves it keeps it.")

    class Meta:
        model = Priority
        fields = ["name", "strategy", "retired_on"]
        labels = {"name": "Priority", "strategy": "Strategy"}
        error_messages = {"name": {"required": "Name the priority."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["retired_on"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Priority.objects.filter(area=self.instance.area, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("The area has a priority of this name already.")
        return name


class OwnerForm(SeenForm):
    """Somebody who owns actions of an area."""

    retired_on = RetiredOnField(
        help_text="From then on they are given nothing new, and see nothing of this area’s actions as their owner, "
        "neither by a link nor with an account."
    )

    class Meta:
        model = Owner
        fields = ["name", "email", "job", "agency", "retired_on"]
        labels = {"email": "E-mail address"}
        help_texts = {"email": "Reports are asked for and links are sent here."}
        error_messages = {
            "name": {"required": "Give the name."},
            "email": {
                "required": "Give the e-mail address.",
                "invalid": "Give an e-mail address, for example name@example.org.",
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].empty_label = "Not in the list"
        if self.instance.pk:
            self.fields["email"].help_text += " With another address, links already sent are dead."
        else:
            del self.fields["retired_on"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = Owner.objects.filter(area=self.instance.area, email__iexact=email).exclude(pk=self.instance.pk)
        if other := others.first():
            raise forms.ValidationError(f"{other.name} has this address already.")
        return email


def new_priority(area: Area) -> Priority:
    last = Priority.objects.filter(area=area).order_by("order").last()
    return Priority(area=area, order=last.order + 1 if last else 1)
