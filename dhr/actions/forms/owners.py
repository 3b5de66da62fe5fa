"""What an owner can report of an action: each its form, by the word that stands in its address."""

from contextlib import nullcontext
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from ..doors import Door
from ..enums import Outlook, UpdateKind
from ..models import Update
from ..receiving import evidence_of
from ..updates import FROM, NO_QUERY, Refused, not_from, record, too_early
from .days import ComingDayField, PastDayField
from .evidence import EvidenceForm


class Report(forms.Form):
    """One report; `facts` are the fields that go into its update."""

    facts = ("text",)

    def refuse(self, why: Exception):
        self.add_error(None, str(why))

    def evidence(self, door: Door):
        """The evidence that comes with it, for as long as it is being recorded."""
        return nullcontext([])

    def send(self, kind: UpdateKind, door: Door, corrects: Update | None = None) -> bool:
        """Record it; False where it is refused, which the form then shows."""
        given = {name: self.cleaned_data[name] for name in self.facts}
        try:
            with self.evidence(door) as evidence:
                record(
                    door.action,
                    kind,
                    by=door.by,
                    by_owner=door.owner,
                    evidence=evidence,
                    corrects=corrects,
                    **{name: value for name, value in given.items() if value not in (None, "")},
                )
        except Refused as refused:
            self.refuse(refused)
            return False
        return True


class ReportWithEvidence(EvidenceForm, Report):
    def evidence(self, door):
        return evidence_of(self, by=door.by)


class ProgressForm(ReportWithEvidence):
    facts = ("text", "percent", "outlook")
    field_order = facts

    text = forms.CharField(
        label="What has been done since you last reported",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what has been done, or why nothing has."},
        help_text="No names of people in the case.",
    )
    percent = forms.IntegerField(
        label="How much of the action is done, in percent",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    outlook = forms.ChoiceField(
        label="How you see what is left", choices=Outlook.choices, required=False, widget=forms.RadioSelect
    )


class DeliveredForm(ReportWithEvidence):
    facts = ("text", "on")
    field_order = facts

    text = forms.CharField(
        label="What was delivered",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what was delivered."},
        help_text="And what is different now, for whom. No names of people in the case.",
    )
    on = PastDayField(label="When it was finished", initial=timezone.localdate)

    def send(self, kind, door, corrects=None):
        if why := too_early(door.action, self.cleaned_data["on"]):
            self.refuse(Refused(why))
            return False
        return super().send(kind, door, corrects)


class NewDateForm(Report):
    facts = ("new_date", "text")

    new_date = ComingDayField(label="The date that you ask for")
    text = forms.CharField(
        label="Why the action needs longer",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Give the reason."},
    )


class AnswerForm(ReportWithEvidence):
    field_order = ("text",)

    text = forms.CharField(
        label="Your answer",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write your answer."},
        help_text="No names of people in the case.",
    )


class AddEvidenceForm(ReportWithEvidence):
    facts = ()
    evidence_required = True


class CorrectionForm(Report):
    text = forms.CharField(
        label="What is wrong with it",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is wrong."},
    )


class ReachedForm(forms.Form):
    on = PastDayField(label="When it was reached", initial=timezone.localdate)


@dataclass(frozen=True)
class Kind:
    """One thing that an owner can report: what it is called, and what is said once it is sent."""

    kind: UpdateKind
    form: type[Report]
    title: str
    sent: str

    def hindrance(self, action, correctable: Update | None) -> str:
        """Why this can't be said of `action` now; "" where it can."""
        if self.kind == UpdateKind.CORRECTED and correctable is None:
            return "No report of yours can be taken back: somebody spoke after it, or you have not reported yet."
        if self.kind == UpdateKind.ANSWERED and not action.query_open:
            return NO_QUERY
        return "" if action.status in FROM[self.kind] else not_from(action)


KINDS = {
    "answer": Kind(UpdateKind.ANSWERED, AnswerForm, "Answer the question", "Your answer is with the partnership."),
    "progress": Kind(UpdateKind.PROGRESS, ProgressForm, "Report progress", "Your report is with the partnership."),
    "delivered": Kind(
        UpdateKind.DELIVERED,
        DeliveredForm,
        "Report it as delivered",
        "Reported as delivered. Another person now looks at the evidence before the action is complete.",
    ),
    "evidence": Kind(UpdateKind.EVIDENCE, AddEvidenceForm, "Add evidence", "The evidence is with the partnership."),
    "new-date": Kind(
        UpdateKind.DATE_ASKED,
        NewDateForm,
        "Ask for a new date",
        "The partnership is asked for the new date. Until it agrees, the target date stays.",
    ),
    "correction": Kind(
        UpdateKind.CORRECTED,
        CorrectionForm,
        "Take back your last report",
        "Your last report is taken back. Report again what is right.",
    ),
}


def correctable_by(door: Door) -> Update | None:
    """The last update of the action, where it is this owner's and nobody has answered it yet."""
    standing = door.action.updates.filter(corrected_by=None).exclude(kind=UpdateKind.CORRECTED)
    last = standing.order_by("pk").last()
    return last if last and last.by_owner_id == door.owner.pk else None
