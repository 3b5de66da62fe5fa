"""Facts with the values that the national data return offers."""

import tomllib
from functools import cache
from pathlib import Path

from django import forms

NOT_KNOWN = "Not known"


@cache
def data_return() -> dict[str, dict[str, list[str]]]:
    """The offered values: "review" or "person" -> name of the field -> values."""
    return tomllib.loads((Path(__file__).parent.parent / "data_return.toml").read_text(encoding="utf-8"))


def offer(form: forms.ModelForm, about: str, *names: str) -> None:
    """Make the fields `names` of `form` lists of the values offered; what is there already stays, offered or not."""
    for name in names:
        values = data_return()[about][name]
        here = getattr(form.instance, name)
        kept = [here] if here and here not in values else []
        field = form.fields[name]
        form.fields[name] = forms.ChoiceField(
            choices=[("", NOT_KNOWN), *((value, value) for value in [*values, *kept])],
            label=field.label,
            help_text=field.help_text,
            required=False,
        )


def blank_means_not_known(form: forms.ModelForm, *names: str) -> None:
    """Call the empty choice of the choice fields `names` what it means."""
    for name in names:
        field = form.fields[name]
        field.choices = [(value, label if value else NOT_KNOWN) for value, label in field.choices]
