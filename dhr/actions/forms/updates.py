"""What the partnership says to an action: one form for each sort of answer. `said` is what `record` is told."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from dhr.reviews.forms.days import DayField

from ..enums import Outlook, Rag, UpdateKind
from ..models import Action, Owner, Update
from ..updates import not_yet, too_early
from .days import ComingDayField
from .evidence import EvidenceForm

# Whoever sets a RAG in place of the computed one answers for it anew, at least in every annual report.
LONGEST_OVERRIDE = datetime.timedelta(days=366)
OVERRIDE_TOO_LONG = "Give a day within a year. Set it anew then, if it still holds."


class SaysForm(forms.Form):
    """Words alone. `refuse` shows why they can't be recorded; what was typed stays."""

    text = forms.CharField(
        label="In words",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in words what happened, or why."},
    )

    def __init__(self, *args, action: Action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action

    @property
    def said(self) -> dict:
        return {"text": self.cleaned_data["text"]}

    def refuse(self, why: Exception):
        self.add_error(None, str(why))


class AcceptForm(SaysForm):
    text = forms.CharField(label="A word to the owner", widget=forms.Textarea(attrs={"rows": 2}), required=False)


class QueryForm(SaysForm):
    text = forms.CharField(
        label="What do you want to know?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The owner reads it and answers. Ask for what would show that practice changed.",
        error_messages={"required": "Write the question."},
    )


class NewDateForm(SaysForm):
    text = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Needed unless you agree the very date that the owner asked for.",
    )
    new_date = ComingDayField(label="New target date", error_messages={"required": "Give the new target date."})
    field_order = ["new_date", "text"]

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, action=action, **kwargs)
        self.initial["new_date"] = action.asked_date
        if not action.asked_date:
            self.fields["text"].required = True
            self.fields["text"].help_text = ""
            self.fields["text"].error_messages["required"] = "Give the reason for the new date."

    @property
    def said(self):
        return super().said | {"new_date": self.cleaned_data["new_date"]}


class VerifyForm(EvidenceForm, SaysForm):
    """That somebody else looked, at what, and what came of it. They may add evidence of their own."""

    text = forms.CharField(
        label="Outcome",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What you looked at and what it showed. The action plan prints it as the outcome.",
        error_messages={"required": "Say what you looked at and what it showed."},
    )
    on = DayField(label="Complete on", required=False, help_text="Empty: today.")
    field_order = ["text", "on"]
    kind = UpdateKind.VERIFIED

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and (why := not_yet(self.action, self.kind, on)):
            raise forms.ValidationError(why)
        return on

    @property
    def said(self):
        return super().said | {"on": self.cleaned_data["on"]}


class ImpactForm(VerifyForm):
    text = forms.CharField(
        label="What difference did it make?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whether the change has held, and how you know.",
        error_messages={"required": "Say what difference it made, and how you know."},
    )
    on = DayField(label="Looked at on", required=False, help_text="Empty: today.")
    kind = UpdateKind.IMPACT_CHECKED


class CorrectionForm(SaysForm):
    """Which update is wrong, and why: it counts no more, and stays to be read."""

    corrects = forms.ModelChoiceField(
        Update.objects.none(),
        label="Which update is wrong?",
        empty_label="Choose one",
        error_messages={"required": "Say which update is wrong."},
    )
    text = forms.CharField(
        label="What is wrong with it?",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It counts no more, and stays on record struck through. Record what is right as a new update.",
        error_messages={"required": "Say what is wrong with it."},
    )
    field_order = ["corrects", "text"]

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, action=action, **kwargs)
        self.fields["corrects"].queryset = correctable(action)
        self.fields["corrects"].label_from_instance = told_apart

    @property
    def said(self):
        return super().said | {"corrects": self.cleaned_data["corrects"]}


def correctable(action: Action):
    """The updates of `action` that count."""
    standing = action.updates.filter(corrected_by=None).exclude(kind=UpdateKind.CORRECTED)
    return standing.select_related("by", "by_owner__agency").prefetch_related("evidence__file").order_by("-pk")


def told_apart(update: Update) -> str:
    """One update among the others of its kind and day: when it was recorded, by whom, its words, what it brought."""
    recorded = date_format(timezone.localtime(update.at), "j F Y, H:i")
    head = f"{update.get_kind_display()}, {update.on:%-d %B %Y}, {update.who}, recorded on {recorded}"
    said = [_short(update.text)] if update.text else []
    for row in update.evidence.all():
        where = row.file.name if row.file else _short(row.link)
        said.append(f"{row.get_kind_display()}, “{_short(row.shows)}”, {where}")
    return f"{head}: {'; '.join(said)}" if said else head


def _short(words: str) -> str:
    return Truncator(words).chars(60)


class ToldForm(SaysForm):
    """What an owner told the partnership by another way, such as a telephone call or a meeting."""

    by_owner = forms.ModelChoiceField(
        Owner.objects.none(), label="Who told you?", empty_label="Choose one", error_messages={"required": "Say who."}
    )
    on = DayField(label="When", required=False, help_text="Empty: today.")
    field_order = ["by_owner", "on", "text"]

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, action=action, **kwargs)
        self.fields["by_owner"].queryset = owners = tellers(action)
        if len(owners) == 1:
            self.initial["by_owner"] = owners[0]

    @property
    def said(self):
        return super().said | {"by_owner": self.cleaned_data["by_owner"], "on": self.cleaned_data["on"]}


def tellers(action: Action):
    """Who can report on `action`: its owner and its contributors."""
    return (Owner.objects.filter(pk=action.owner_id) | Owner.objects.filter(contributes_to=action)).distinct()


class ToldProgressForm(EvidenceForm, ToldForm):
    percent = forms.IntegerField(
        label="How much is done, in per cent?",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    outlook = forms.ChoiceField(
        label="How do they see what is left?",
        choices=[*Outlook.choices, ("", "They did not say")],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ["by_owner", "on", "text", "percent", "outlook"]

    @property
    def said(self):
        return super().said | {"percent": self.cleaned_data["percent"], "outlook": self.cleaned_data["outlook"]}


class ToldDeliveredForm(EvidenceForm, ToldForm):
    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and (why := too_early(self.action, on)):
            raise forms.ValidationError(why)
        return on


class ToldDateForm(ToldForm):
    new_date = DayField(label="Date that they ask for", error_messages={"required": "Give the date."})
    field_order = ["by_owner", "on", "new_date", "text"]

    @property
    def said(self):
        return super().said | {"new_date": self.cleaned_data["new_date"]}


class OverrideForm(forms.Form):
    """A RAG in place of the computed one, for a reason and until a day."""

    rag = forms.ChoiceField(
        label="Show it as",
        choices=[(rag.value, rag.label) for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is to be shown."},
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Give the reason. The board reads it."},
    )
    until = ComingDayField(
        label="Until",
        help_text="The last day on which it counts; then the computed RAG is shown again. For example, 27 3 2027.",
        error_messages={"required": "Give the last day on which it counts."},
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until > timezone.localdate() + LONGEST_OVERRIDE:
            raise forms.ValidationError(OVERRIDE_TOO_LONG)
        return until


class LiftForm(forms.Form):
    """That an override counts no more."""

    reason = forms.CharField(
        label="Reason", widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": "Give the reason."}
    )
