from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from dhr.reviews.forms.days import DayField

from ..enums import EvidenceKind


class PrivateFileField(forms.FileField):
    """One file of any type, at most `settings.UPLOAD_LIMIT` bytes; nobody opens it but by our view."""

    default_error_messages = {"empty": "The file is empty (0 bytes). Choose another."}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                f"The file is larger than {filesizeformat(settings.UPLOAD_LIMIT)}, the most that one file may have. "
                "Save it smaller, or give a link to where it is kept."
            )
        return file


class EvidenceForm(forms.Form):
    """What shows that an action did what it should: a file, a link, or both. `dhr.actions.receiving` takes it in.

    Forms of updates inherit from it; `evidence_required` says whether there must be some.
    """

    evidence_required = False

    evidence_kind = forms.ChoiceField(
        label="What the evidence is",
        choices=[("", "Choose one"), *EvidenceKind.choices],
        required=False,
        help_text="The strongest come first: an audit of practice shows more than a policy.",
    )
    evidence_dated = DayField(
        label="Date of the evidence",
        required=False,
        help_text="When it was written or measured.",
    )
    evidence_shows = forms.CharField(
        label="What it shows",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What is different now, for whom, and how one sees it. No names of people in the case.",
    )
    evidence_file = PrivateFileField(label="File", required=False)
    evidence_link = forms.URLField(
        label="Or a link to it", required=False, max_length=500, assume_scheme="https", help_text="A web address."
    )

    @property
    def has_evidence(self) -> bool:
        return bool(self.cleaned_data.get("evidence_file") or self.cleaned_data.get("evidence_link"))

    def clean_evidence_dated(self):
        dated = self.cleaned_data["evidence_dated"]
        if dated and dated > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Give the day on which it was written or measured.")
        return dated

    def clean(self):
        cleaned = super().clean()
        where = {"evidence_file", "evidence_link"}
        said = {"evidence_kind", "evidence_dated", "evidence_shows"}
        if any(name in self.errors for name in where):
            return cleaned
        if self.has_evidence:
            self._need(
                evidence_kind="Say what the evidence is.",
                evidence_dated="Give the date of the evidence.",
                evidence_shows="Say what the evidence shows.",
            )
        elif self.evidence_required or any(cleaned.get(name) for name in said):
            self.add_error("evidence_file", "Choose a file, or give a link to the evidence.")
        return cleaned

    def full_clean(self):
        super().full_clean()
        if self._errors:
            self._ask_for_the_file_again()

    def refuse(self, why: Exception):
        """Show why what the form says can't be recorded; what was typed stays."""
        self.add_error(None, str(why))
        self._ask_for_the_file_again()

    def _need(self, **messages):
        for name, message in messages.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, message)

    def _ask_for_the_file_again(self):
        """A browser doesn't send a chosen file twice by itself."""
        if self.files.get(self.add_prefix("evidence_file")) and "evidence_file" not in self.errors:
            self.add_error("evidence_file", "Choose the file again: browsers do not keep it.")
