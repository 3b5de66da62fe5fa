"""What people say of marks."""

from django import forms

from dhr.reviews.enums import Subject
from dhr.themes.models import Theme

from .enums import MentionStatus, Verdict


class AddMarkForm(forms.Form):
    """A theme that the machine missed: the words, the theme, and about whom."""

    quote = forms.CharField(
        label="The words", help_text="Copy them from the paragraph exactly.", widget=forms.Textarea(attrs={"rows": 2})
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), empty_label="Choose a theme")
    subject = forms.ChoiceField(
        label="About whom",
        required=False,
        choices=[("", "Nobody: a theme about services"), *Subject.choices],
    )
    status = forms.ChoiceField(label="Does it hold?", choices=MentionStatus.choices)

    def decision(self) -> dict:
        """What was said, as `decide` takes it."""
        return self.cleaned_data | {"verdict": Verdict.ADDED}


class DecideForm(forms.Form):
    """One of the buttons beside a mark: a verdict, the person that it is about, or whether it holds."""

    quote = forms.CharField(widget=forms.HiddenInput, strip=False)
    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    theme = forms.ModelChoiceField(Theme.objects.all(), widget=forms.HiddenInput)
    subject = forms.ChoiceField(choices=[("", ""), *Subject.choices], required=False, widget=forms.HiddenInput)
    person = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(choices=MentionStatus.choices, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(verdict, verdict.label) for verdict in (Verdict.CONFIRMED, Verdict.REJECTED)], required=False
    )
    new_subject = forms.ChoiceField(choices=[("", ""), *Subject.choices], required=False)
    new_status = forms.ChoiceField(choices=[("", ""), *MentionStatus.choices], required=False)

    def clean(self):
        said = super().clean()
        if not self.errors and not (said["verdict"] or said["new_subject"] or said["new_status"]):
            raise forms.ValidationError("Press one of the buttons beside the mark.")
        return said

    def decision(self) -> dict:
        """What was said, as `decide` takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        new_status = said.pop("new_status")
        if said["new_subject"]:
            said["verdict"] = Verdict.REASSIGNED
        elif new_status:
            said |= {"verdict": Verdict.RESTATED, "status": new_status}
        return said

    def mark(self) -> dict:
        """The mark, and the latest decision on its passage that the person saw, as `decided_since` takes them."""
        names = ("quote", "start", "theme", "subject", "person", "seen")
        return {name: self.cleaned_data[name] for name in names}
