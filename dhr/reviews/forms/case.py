from django import forms

from ..models import KeyLine, Lesson
from .entry import EntryForm, ThemesField


class KeyLineForm(EntryForm):
    """A key line of enquiry."""

    generic = forms.TypedChoiceField(
        label="What kind is it?",
        coerce=lambda value: value == "generic",
        choices=[
            ("generic", "Generic: asked in every review"),
            ("specific", "Specific to this case"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is generic or specific to this case."},
    )
    themes = ThemesField(required=False, help_text="What it asks about. Passages on these themes may answer it.")
    field_order = ["text", "place", "generic", "themes"]

    class Meta:
        model = KeyLine
        fields = ["text", "generic", "themes"]
        labels = {"text": "Key line of enquiry"}
        help_texts = {"text": "One question, open and without blame: what happened, and why."}
        error_messages = {"text": {"required": "Write the key line of enquiry."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["generic"] = "generic" if self.instance.generic else "specific"


class LessonForm(EntryForm):
    """A lesson; `key_lines` are those that it may answer."""

    field_order = ["text", "place", "key_line"]

    class Meta:
        model = Lesson
        fields = ["text", "key_line"]
        labels = {"text": "Lesson", "key_line": "Key line of enquiry that it answers"}
        help_texts = {"text": "What was learnt, so that somebody who has not read the review understands it."}
        error_messages = {"text": {"required": "Write the lesson."}}

    def __init__(self, *args, key_lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key_line"].queryset = key_lines
        self.fields["key_line"].empty_label = "None"
        if not key_lines:
            del self.fields["key_line"]
