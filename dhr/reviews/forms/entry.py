import hashlib
import json

from django import forms

from dhr.themes.models import Theme


class SeenForm(forms.ModelForm):
    """A form that knows which state of its row was seen when its page was opened.

    Where somebody else changed the row since, saving is refused once and what it says now is shown.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._state()

    def clean(self):
        cleaned = super().clean()
        seen, now = cleaned.get("seen"), self.initial["seen"]
        if self.instance.pk and seen and seen != now and (says := self.now_says()):
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now
            raise forms.ValidationError(
                f"Somebody else changed this while you were writing. It now says: {says} "
                "Save again to put yours in its place."
            )
        return cleaned

    def now_says(self) -> str:
        """What is stored now where it differs from what was typed, in words; "" where nothing does."""
        return "; ".join(
            f"{self.fields[name].label}: “{self._shown(name)}”" for name in self._meta.fields if self._differs(name)
        )

    def stored(self) -> dict:
        """All that is stored now and that somebody else may change meanwhile."""
        return {
            name: self.fields[name].prepare_value(self.initial.get(name))
            for name in self._meta.fields
            if name in self.fields
        }

    def _state(self) -> str:
        return hashlib.sha256(json.dumps(self.stored(), default=str).encode()).hexdigest()[:16]

    def _differs(self, name: str) -> bool:
        return name in self.fields and self[name]._has_changed()

    def _shown(self, name: str) -> str:
        field = self.instance._meta.get_field(name)
        if field.many_to_many:
            return ", ".join(map(str, getattr(self.instance, name).all())) or "none"
        if field.choices:
            return getattr(self.instance, f"get_{name}_display")() or "not stated"
        value = self.fields[name].prepare_value(getattr(self.instance, name))
        return "empty" if value in (None, "") else str(getattr(self.instance, name) if field.is_relation else value)


class EntryForm(SeenForm):
    """One entry of a numbered list: its words, and its `place` in the list."""

    place = forms.TypedChoiceField(label="Place in the list", coerce=int)

    def __init__(self, *args, rows: list, **kwargs):
        """`rows` are the entries of the list today, in order."""
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 4
        pks = [row.pk for row in rows]
        last = len(rows) if self.instance.pk else len(rows) + 1
        self.fields["place"].choices = [(place, str(place)) for place in range(1, last + 1)]
        self.initial["place"] = pks.index(self.instance.pk) + 1 if self.instance.pk in pks else last

    def now_says(self):
        return f"“{self.initial['text']}”"


class ThemesField(forms.ModelMultipleChoiceField):
    """Themes to tick, by family."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Theme.objects.all(), template_name="reviews/case/parts/themes.html", **kwargs)
