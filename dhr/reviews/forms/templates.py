from dataclasses import replace

from django import forms
from django.utils.text import slugify

from ..enums import Placed
from ..models import TemplateSection
from ..standard.content import KeyLineContent, SectionContent, TemplateContent
from ..standard.starters import markup_of, starter_from
from ..standard.versions import FIXED_LENGTH, moved
from .entry import ThemesField

KEY = TemplateSection._meta.get_field("key").max_length
STARTER_HELP = (
    "What a paper begins with. One line for each paragraph; “- ” before an item of a list, “1. ” of a numbered "
    "one, “> ” before a quotation, “### ” before a heading, “|” around the cells of a table, whose first row is "
    "its heading row."
)


class TextField(forms.CharField):
    """Several lines of text, its line breaks as they are kept."""

    def __init__(self, *, rows, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class PlaceField(forms.TypedChoiceField):
    """A place among `count`, from 1."""

    def __init__(self, count):
        super().__init__(
            label="Place",
            coerce=int,
            choices=[(place, f"{place} of {count}") for place in range(1, count + 1)],
            error_messages={"required": "Choose its place.", "invalid_choice": "Choose its place again."},
        )


class AboutForm(forms.Form):
    """What a template is called, and what it says of the paper as a whole."""

    name = forms.CharField(max_length=160, error_messages={"required": "Give the template a name."})
    introduction = TextField(
        label="About this paper", rows=6, required=False, help_text="Shown when a paper is begun from the template."
    )

    def __init__(self, *args, content: TemplateContent, **kwargs):
        super().__init__(*args, initial={"name": content.name, "introduction": content.introduction}, **kwargs)

    def edit(self, content: TemplateContent) -> TemplateContent:
        return replace(content, **self.cleaned_data)


class SectionForm(forms.Form):
    """A section of a template of `kind`; `section` is None for one to be added."""

    heading = forms.CharField(max_length=300, error_messages={"required": "Write the heading."})
    level = forms.TypedChoiceField(
        label="What is it?",
        coerce=int,
        choices=[(1, "A section"), (2, "A part of the section before it")],
        widget=forms.RadioSelect,
        initial=1,
        error_messages={"required": "Say whether it is a section or a part of one."},
    )
    guidance = TextField(
        rows=10,
        required=False,
        help_text="What to write here, how, and what to look out for. Shown beside the section, never printed.",
    )
    starter = TextField(label="Starting text", rows=8, required=False, help_text=STARTER_HELP)
    required = forms.BooleanField(label="It must be filled in", required=False)
    word_limit = forms.IntegerField(
        label="Most words that it may have",
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Give the limit as a whole number of words."},
    )
    shows = forms.ChoiceField(
        label="What it prints after its own text",
        choices=[("", "Nothing more"), *Placed.choices],
        required=False,
        help_text="Kept with the review and worded once; printed in every paper that shows them.",
    )
    numbered = forms.BooleanField(label="It has a number", required=False, initial=True)
    per_key_line = forms.BooleanField(
        label="There is one such section for each key line of enquiry of the review", required=False
    )

    def __init__(self, *args, kind: str, content: TemplateContent, section: SectionContent | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.section = section
        count = len(content.sections) + (section is None)
        place = content.sections.index(section) if section else count - 1
        self.fields["place"] = PlaceField(count)
        self.initial["place"] = place + 1
        if section:
            self.initial |= {name: getattr(section, name) for name in self.fields if name != "place"}
            self.initial["starter"] = markup_of(section.starter)
        if kind in FIXED_LENGTH:
            del self.fields["level"], self.fields["per_key_line"]
        self.order_fields(["heading", "place", *self.base_fields])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("level") == 2 and cleaned.get("place") == 1:
            self.add_error("level", "The first section cannot be a part of one before it.")
        return cleaned

    def made(self, content: TemplateContent) -> SectionContent:
        """The section as it was typed; a new one has a key of its own, made from its heading."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        facts["starter"] = starter_from(facts["starter"])
        if self.section:
            return replace(self.section, **facts)
        return SectionContent(key=_new_key(facts["heading"], content), **facts)

    def edit(self, content: TemplateContent) -> TemplateContent:
        made, rows = self.made(content), list(content.sections)
        keys = [row.key for row in rows]
        if made.key in keys:
            rows[keys.index(made.key)] = made
        else:
            rows.append(made)
        here = [row.key for row in rows].index(made.key)
        return replace(content, sections=moved(tuple(rows), here, self.cleaned_data["place"] - 1))


def _new_key(heading: str, content: TemplateContent) -> str:
    base, number = slugify(heading)[: KEY - 4].strip("-") or "section", 1
    key = base
    while content.section(key):
        number += 1
        key = f"{base}-{number}"
    return key


class GenericKeyLineForm(forms.Form):
    """A generic key line of enquiry; `index` is its place from 0, None for one to be added."""

    text = TextField(
        label="Key line of enquiry",
        rows=4,
        help_text="One question, open and without blame: what happened, and why.",
        error_messages={"required": "Write the key line of enquiry."},
    )
    themes = ThemesField(required=False, help_text="What it asks about. Passages on these themes may answer it.")

    def __init__(self, *args, content: TemplateContent, index: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.index = index
        count = len(content.key_lines) + (index is None)
        self.fields["place"] = PlaceField(count)
        self.initial["place"] = count if index is None else index + 1
        if index is not None:
            line = content.key_lines[index]
            self.initial |= {"text": line.text, "themes": list(line.themes)}
        self.order_fields(["text", "place", "themes"])

    def edit(self, content: TemplateContent) -> TemplateContent:
        themes = frozenset(theme.pk for theme in self.cleaned_data["themes"])
        made, rows = KeyLineContent(self.cleaned_data["text"], themes), content.key_lines
        index = len(rows) if self.index is None else self.index
        rows = (*rows[:index], made, *rows[index + 1 :])
        return replace(content, key_lines=moved(rows, index, self.cleaned_data["place"] - 1))
