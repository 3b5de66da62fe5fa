from collections.abc import Mapping

from django import forms
from django.template.defaultfilters import filesizeformat

from dhr.areas.models import Area
from dhr.formats import Sheet, Table
from dhr.reviews.files import kept, shown_name
from dhr.reviews.models.stored_file import sha256_of

from ..models import RegisterImport
from .columns import BY_KEY, COLUMNS, Column, guess
from .here import areas_of
from .reading import MAX_BYTES, Unreadable, open_register


class SendForm(forms.Form):
    """A register of reviews, for an area whose register `user` may bring in."""

    file = forms.FileField(
        label="The register",
        help_text="An Excel workbook (.xlsx) or CSV, one row a review.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
        error_messages={"required": "Choose the file.", "empty": "The file is empty (0 bytes). Choose another."},
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        empty_label="Choose one",
        help_text="For rows that name no area.",
        error_messages={"required": "Choose an area."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["area"].queryset = areas = areas_of(user)
        if len(areas) == 1:
            self.fields["area"].initial = areas[0]

    @property
    def usable(self) -> bool:
        """Whether there is any area whose register this user may bring in."""
        return self.fields["area"].queryset.exists()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"The file is larger than {filesizeformat(MAX_BYTES)}. Send it in parts.")
        try:
            open_register(file.read(), file.name)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None
        return file

    def save(self) -> RegisterImport:
        """Keep the file; nothing of it is registered yet."""
        file = self.cleaned_data["file"]
        with kept(file, name=file.name, sha256=sha256_of(file), by=self.user) as stored:
            return RegisterImport.objects.create(
                name=shown_name(file.name), file=stored, area=self.cleaned_data["area"], by=self.user
            )


class SheetForm(forms.Form):
    """Where in the file the register stands."""

    sheet = forms.ChoiceField()
    header_row = forms.IntegerField(
        label="Row with the headings",
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    def __init__(self, *args, table: Table, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = {sheet.name: sheet for sheet in table.sheets}
        self.fields["sheet"].choices = [(name, name) for name in self.sheets]

    @property
    def chosen(self) -> Sheet | None:
        """The sheet, with the headings that were chosen; None where there are none such."""
        if not self.is_valid():
            return None
        return self.sheets[self.cleaned_data["sheet"]].below(self.cleaned_data["header_row"])

    def clean(self):
        cleaned = super().clean()
        sheet = self.sheets.get(cleaned.get("sheet"))
        row = cleaned.get("header_row")
        if sheet and row and row not in {line.number for line in sheet.lines}:
            self.add_error("header_row", f"Nothing stands in row {row}. Give the number of the row with the headings.")
        return cleaned


class ColumnsForm(forms.Form):
    """Which of a file's columns is which of ours."""

    def __init__(self, *args, sheet: Sheet, remembered: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        choices = [("", "Not in the file"), *((heading, heading) for heading in sheet.headings)]
        guessed = guess(sheet.headings, remembered)
        for column in COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=column.heading,
                help_text=column.note,
                choices=choices,
                required=column.required,
                initial=guessed.get(column.key, ""),
                error_messages={"required": f"Choose the column with the {column.heading.lower()}."},
            )

    def clean(self):
        cleaned = super().clean()
        first_with: dict[str, Column] = {}
        for key, heading in list(cleaned.items()):
            if heading and (first := first_with.setdefault(heading, BY_KEY[key])) is not BY_KEY[key]:
                self.add_error(key, f"“{heading}” is chosen for “{first.heading}” too. A column can be one thing only.")
        return cleaned

    @property
    def chosen(self) -> dict[str, str]:
        """Our columns' keys, each with the file's heading; those alone that are in the file."""
        return {key: heading for key, heading in self.cleaned_data.items() if heading}

    @property
    def groups(self) -> list[tuple[str, list[tuple]]]:
        """The fields by part of the register, each with its column and the first value in the file."""
        found: dict[str, list[tuple]] = {}
        for column in COLUMNS:
            found.setdefault(column.group, []).append((self[column.key], column, self._example(column.key)))
        return list(found.items())

    def _example(self, key: str) -> str:
        return self.sheet.example(self[key].value() or "")
