import hashlib
import json

from django import forms

from dhr.themes.models import Theme


class EntryForm(forms.ModelForm):
    """One entry of a numbered list: its words, and its `place` in the list.

    Where somebody else changed the entry since the page was opened, saving is refused once and their words are shown.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    place = forms.TypedChoiceField(label="Place in the list", coerce=int)

    def __init__(self, *args, rows: list, **kwargs):
        """`rows` are the entries of the list today, in order."""
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 4
        pks = [row.pk for row in rows]
        last = len(rows) if self.instance.pk else len(rows) + 1
        self.fields["place"].choices = [(place, str(place)) for place in range(1, last + 1)]
        self.initial["place"] = pks.index(self.instance.pk) + 1 if self.instance.pk in pks else last
        self.initial["seen"] = self._state()

    def clean(self):
        cleaned = super().clean()
        seen, now = cleaned.get("seen"), self.initial["seen"]
        if self.instance.pk and seen and seen != now:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now
            raise forms.ValidationError(
                "Somebody else changed this while you were writing. It now says: "
                f"“{self.initial['text']}” Save again to put yours in its place."
            )
        return cleaned

    def _state(self) -> str:
        """What is stored now, in short."""
        stored = {
            name: self.fields[name].prepare_value(self.initial.get(name))
            for name in self._meta.fields
            if name in self.fields
        }
        return hashlib.sha256(json.dumps(stored, default=str).encode()).hexdigest()[:16]


class ThemesField(forms.ModelMultipleChoiceField):
    """Themes to tick, by family."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Theme.objects.all(), template_name="reviews/case/parts/themes.html", **kwargs)
