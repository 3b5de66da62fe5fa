from django import forms


class CorrectionForm(forms.ModelForm):
    """A form over a record that is there already: asks why it is corrected, which the history keeps."""

    why = forms.CharField(
        label="Why is it corrected?",
        help_text="Kept with what the record said before. No real names.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is corrected."},
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not set(self.changed_data) - {"why"}:
            raise forms.ValidationError("Nothing was changed. Correct what is wrong, or go back.")
        return cleaned

    def save(self):
        self.instance._change_reason = self.cleaned_data["why"]
        return super().save()


class RemovalForm(forms.Form):
    """Asks why a record is taken away."""

    because = forms.CharField(
        label="Why is it taken away?",
        help_text="Kept on record with your name. No real names of people in the case.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is taken away."},
    )
