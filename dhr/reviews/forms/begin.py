from django import forms
from django.db.models import QuerySet

from dhr.areas.models import Agency

from ..enums import DocumentKind
from ..models import Document


class BeginForm(forms.Form):
    """A new paper of one kind. Where there is one like it already, beginning another is asked for expressly."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        empty_label="Choose one",
        error_messages={"required": "Choose the agency whose IMR it is."},
    )
    title = forms.CharField(
        label="Title",
        max_length=250,
        help_text="Pseudonyms only, never a real name.",
        error_messages={"required": "Give the paper a title."},
    )
    again = forms.BooleanField(required=False)

    def __init__(self, *args, kind: DocumentKind, review, agencies, existing: QuerySet[Document], **kwargs):
        """`agencies` are those whose IMR this person may begin, `existing` the review's papers of this kind."""
        super().__init__(*args, **kwargs)
        self.existing = existing
        if kind == DocumentKind.IMR:
            self.existing = existing.filter(agency__in=agencies)  # of others' an IMR author knows nothing
            self.fields["agency"].queryset = agencies
            self.fields["title"].required = False
            self.fields["title"].help_text += " Leave it empty to name the paper after the agency."
            if len(agencies) == 1:
                self.fields["agency"].initial = agencies[0]
        else:
            del self.fields["agency"]
            self.fields["title"].initial = f"{kind.label}: {review.title}"[:250]
        self.fields["again"].label = f"Begin another {kind.label[:1].lower()}{kind.label[1:]} all the same"
        if kind == DocumentKind.IMR:
            self.fields["again"].label = "Begin another IMR of the same agency all the same"
        if not self.existing:
            del self.fields["again"]

    def clean(self):
        cleaned = super().clean()
        agency = cleaned.get("agency")
        alike = [paper for paper in self.existing if "agency" not in self.fields or (agency and paper.agency == agency)]
        if alike and not cleaned.get("again") and not self.errors:
            titles = "; ".join(f"“{paper.title}”" for paper in alike)
            self.add_error("again", f"There is one already: {titles}. Tick the box if you want another beside it.")
        return cleaned
