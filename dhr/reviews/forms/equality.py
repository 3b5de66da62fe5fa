import hashlib

from django import forms

from ..enums import Answer
from ..models import ReviewCharacteristic

UNDECIDED = "undecided"
DECISIONS = [(Answer.YES.value, "Relevant"), (Answer.NO.value, "Not relevant"), (UNDECIDED, "Not yet decided")]


class EqualityForm(forms.Form):
    """All characteristics of a review at once: relevant or not, and the reason.

    Only what this person changed is saved, so that two who fill in different parts lose nothing; where both changed
    the same, saving is refused once and the other's words are shown.
    """

    def __init__(self, *args, rows: list[ReviewCharacteristic], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {row.characteristic: row for row in rows}
        for name, row in self.rows.items():
            label = row.get_characteristic_display()
            self.fields[f"relevant-{name}"] = forms.ChoiceField(
                label=label,
                choices=DECISIONS,
                initial=row.relevant or UNDECIDED,
                widget=forms.RadioSelect,
                error_messages={"required": f"{label}: choose one."},
            )
            decided = self.data.get(f"relevant-{name}", UNDECIDED) != UNDECIDED
            self.fields[f"reason-{name}"] = forms.CharField(
                label=f"{label}: the reason",
                required=decided or not self.is_bound,
                initial=row.reason,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": f"{label}: give the reason."},
            )
            self.fields[f"seen-{name}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=_state(row.relevant, row.reason)
            )

    @property
    def pairs(self):
        """For each characteristic its fields: decision, reason, and what was seen."""
        return [(self[f"relevant-{name}"], self[f"reason-{name}"], self[f"seen-{name}"]) for name in self.rows]

    def clean(self):
        cleaned = super().clean()
        for name, row in self.rows.items():
            now, seen = _state(row.relevant, row.reason), cleaned.get(f"seen-{name}")
            if self._was_changed(name) and seen not in ("", now):
                self.data = self.data.copy()
                self.data[f"seen-{name}"] = now
                self.add_error(
                    f"reason-{name}",
                    f"{row.get_characteristic_display()}: somebody else changed this while you were writing. It now "
                    f"says: {row.decision}. “{row.reason}” Save again to put yours in its place.",
                )
        return cleaned

    def save(self) -> None:
        """Store what was changed, in the caller's transaction."""
        for name, row in self.rows.items():
            if self._was_changed(name):
                row.relevant, row.reason = self._entered(name)
                row.save()

    def _was_changed(self, name: str) -> bool:
        entered, row = self._entered(name), self.rows[name]
        return _state(*entered) not in (self.cleaned_data.get(f"seen-{name}"), _state(row.relevant, row.reason))

    def _entered(self, name: str) -> tuple[str, str]:
        relevant = self.cleaned_data.get(f"relevant-{name}", "")
        return ("" if relevant == UNDECIDED else relevant), self.cleaned_data.get(f"reason-{name}", "")


def _state(relevant: str, reason: str) -> str:
    """A decision and its reason, in short; browsers send line ends of their own."""
    words = " ".join(reason.split())
    return hashlib.sha256(f"{relevant}\n{words}".encode()).hexdigest()[:16]
