from django import forms

import nlp
from dhr.reviews.forms.entry import SeenForm, ThemesField

from ..enums import LibraryTheme
from ..models import Recommendation


class ThemesForm(SeenForm):
    """The themes of a recommendation. Where nobody confirmed any yet, what the tagger suggests is ticked."""

    library_theme = forms.ChoiceField(
        label="Theme of the national library",
        choices=[*LibraryTheme.choices, ("", "None of these")],
        required=False,
        widget=forms.RadioSelect,
        help_text="The list under which the Home Office’s library files recommendations.",
    )
    themes = ThemesField(required=False, help_text="What it is about, as the search and the theme pages know it.")

    class Meta:
        model = Recommendation
        fields = ["library_theme", "themes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.suggested = not (self.instance.library_theme or self.initial["themes"])
        if self.suggested:
            library, themes = suggested_themes(self.instance.text)
            self.initial |= {"library_theme": library, "themes": themes}
            for name, codes in (("library_theme", [library]), ("themes", themes)):
                self.fields[name].choices = [
                    (value, _suggested(label) if str(value) in codes and value else label)
                    for value, label in self.fields[name].choices
                ]


def _suggested(label: str) -> str:
    return f"{label} (suggested)"


def suggested_themes(text: str) -> tuple[str, list[str]]:
    """What the tagger finds in a recommendation: the library's theme ("" for none) and codes of ours."""
    found = nlp.recommendations(f"Recommendation 1: {text}")
    library = next((theme for each in found for theme in each.themes), "")
    themes = dict.fromkeys(mention.theme for mention in nlp.analyse(text, {}) if mention.status != "absent")
    return library, list(themes)
