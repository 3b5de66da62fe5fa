from django import forms

from ..enums import ReviewKind, Scheme, State
from ..register import ClockFilter, Entry

ANY = ("", "Any")


class RegisterFilter(forms.Form):
    """What the register is narrowed to. Offers only what stands in `found`, so that nothing else is told."""

    q = forms.CharField(
        required=False, label="Words", help_text="In the title, the reference or a pseudonym.", max_length=100
    )
    clock = forms.ChoiceField(required=False, label="Clock", choices=[ANY, *ClockFilter.choices])
    state = forms.TypedChoiceField(required=False, label="State", coerce=int, empty_value=None)
    area = forms.TypedChoiceField(required=False, label="Area", coerce=int, empty_value=None)
    lead = forms.TypedChoiceField(required=False, label="Led by", coerce=int, empty_value=None)
    kind = forms.ChoiceField(required=False, label="Kind", choices=[ANY, *ReviewKind.choices])
    scheme = forms.ChoiceField(required=False, label="Scheme", choices=[ANY, *Scheme.choices])
    year = forms.TypedChoiceField(required=False, label="Year of death", coerce=int, empty_value=None)

    def __init__(self, *args, found: list[Entry], **kwargs):
        super().__init__(*args, **kwargs)
        states = sorted({entry.event.state for entry in found if entry.event})
        years = sorted({entry.review.death_year for entry in found if entry.review.death_year}, reverse=True)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = f"{field.label}: choose one from the list."
        self.fields["state"].choices = [ANY, *((state, State(state).label) for state in states)]
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]
        self.fields["area"].choices = [ANY, *_named(area for entry in found for area in entry.areas)]
        self.fields["lead"].choices = [ANY, *_named(entry.lead for entry in found if entry.lead)]

    @property
    def asked(self) -> dict:
        """What is asked for and makes sense; a choice that does not is told as an error, and left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}


def _named(areas) -> list[tuple[int, str]]:
    return sorted({area.pk: area.name for area in areas}.items(), key=lambda pair: pair[1])
