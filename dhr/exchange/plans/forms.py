from collections.abc import Iterable, Mapping

from django import forms

from dhr.areas.models import Area
from dhr.formats import Sheet, Table
from dhr.reviews.files import kept, shown_name
from dhr.reviews.models import Review
from dhr.reviews.models.stored_file import sha256_of

from ..models import ActionPlanImport
from ..spreadsheets import SpreadsheetField
from .columns import BY_KEY, COLUMNS, guess, looks_like_a_plan, with_headings
from .here import areas_of, by_name
from .rows import named_review


class SendForm(forms.Form):
    """An action plan, for an area whose actions `user` may plan."""

    file = SpreadsheetField(
        label="The action plan", help_text="An Excel workbook (.xlsx or .xlsm) or CSV. It may have several sheets."
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), empty_label="Choose one", error_messages={"required": "Choose an area."}
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["area"].queryset = areas = areas_of(user)
        if len(areas) == 1:
            self.fields["area"].initial = areas[0]

    def save(self) -> ActionPlanImport:
        """Keep the file; nothing of it is saved as an action yet."""
        file = self.cleaned_data["file"]
        with kept(file, name=file.name, sha256=sha256_of(file), by=self.user) as stored:
            return ActionPlanImport.objects.create(
                name=shown_name(file.name), file=stored, area=self.cleaned_data["area"], by=self.user
            )


class SheetForm(forms.Form):
    """Whether one sheet of a file is read, where its headings stand, and whose rows they are."""

    read = forms.BooleanField(required=False)
    review = forms.ModelChoiceField(
        Review.objects.none(),
        required=False,
        empty_label="Each row says which",
        help_text="Or choose “Each row says which”, where a column names the review.",
    )
    header_row = forms.IntegerField(
        label="Row with the headings",
        min_value=1,
        max_value=10_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    header_depth = forms.TypedChoiceField(
        label="The headings take", choices=[(1, "One row"), (2, "Two rows")], coerce=int, required=False, empty_value=1
    )

    def __init__(self, *args, sheet: Sheet, hidden: bool, reviews, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.hidden = sheet, hidden
        self.fields["read"].label = f"Read the sheet “{sheet.name}”"
        self.fields["review"].queryset = reviews
        self.fields["review"].label_from_instance = lambda review: " · ".join(
            filter(None, (review.title, review.reference))
        )

    @property
    def title(self) -> str:
        """What stands above the table, by which a person knows the sheet."""
        cells = (cell for line in self.sheet.above[:3] for cell in line.cells)
        return " · ".join(dict.fromkeys(" ".join(cell.split()) for cell in cells if isinstance(cell, str)))[:150]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("read"):
            return cleaned
        row = cleaned.get("header_row")
        if not row and "header_row" not in self.errors:
            self.add_error("header_row", "Give the number of the row with the headings.")
        elif row and row not in {line.number for line in self.sheet.lines}:
            self.add_error("header_row", f"Nothing stands in row {row}. Give the number of the row with the headings.")
        return cleaned

    @property
    def chosen(self) -> dict:
        """The sheet as `ActionPlanImport.sheets` keeps it, without its columns."""
        given = self.cleaned_data
        return {
            "name": self.sheet.name,
            "header_row": given["header_row"],
            "header_depth": given["header_depth"],
            "review": given["review"].pk if given["review"] else None,
        }


def sheet_forms(data, table: Table, found: ActionPlanImport, reviews) -> list[SheetForm]:
    """A form for each sheet, those that look like plans chosen: as before for this file, else as guessed."""
    named = by_name(reviews)
    before = {sheet["name"]: sheet for sheet in found.sheets}
    last = ActionPlanImport.objects.last_sheets(found.area)
    tied = {sheet["name"]: sheet["review"] for sheet in last}
    known = {review.pk: review for review in reviews}
    forms_ = []
    for at, sheet in enumerate((*table.sheets, *table.hidden)):
        hidden = at >= len(table.sheets)
        if sheet.name in before:
            initial = before[sheet.name] | {"read": True}
        else:
            placed = with_headings(sheet, {})
            looks = looks_like_a_plan(guess(placed.headings, remembered_for(placed, last)))
            initial = {
                "read": looks and not hidden and not before,
                "header_row": placed.header_row,
                "header_depth": placed.header_depth,
                "review": known.get(tied.get(sheet.name)) or _guessed_review(placed, named),
            }
        forms_.append(
            SheetForm(data, prefix=f"sheet-{at}", sheet=sheet, hidden=hidden, reviews=reviews, initial=initial)
        )
    return forms_


def remembered_for(sheet: Sheet, last: Iterable[Mapping]) -> Mapping[str, str]:
    """The columns of that sheet of the area's last file whose headings are most of them in this one."""
    columns = [each.get("columns", {}) for each in last]
    return max(columns, key=lambda each: len(set(each.values()) & set(sheet.headings)), default={})


def _guessed_review(sheet: Sheet, named: Mapping[str, Review]) -> Review | None:
    """The review that the sheet's name means, or a title above its table."""
    titles = (cell for line in sheet.above for cell in line.cells if isinstance(cell, str))
    return next(filter(None, (named_review(text, named) for text in (sheet.name, *titles))), None)


class ColumnsForm(forms.Form):
    """Which columns of some sheets, all with the same headings, are which of ours."""

    def __init__(self, *args, sheets: list[Sheet], untied: bool, remembered: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets, self.untied = sheets, untied
        headings = sheets[0].headings
        guessed = guess(headings, remembered)
        choices = [("", "Not in the file"), *((heading, heading) for heading in headings)]
        for column in COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=column.heading,
                help_text=column.note,
                choices=choices,
                required=False,
                initial=guessed.get(column.key, ""),
            )

    def clean(self):
        cleaned = super().clean()
        first_with: dict[str, str] = {}
        for key, heading in list(cleaned.items()):
            if heading and (first := first_with.setdefault(heading, key)) != key:
                name = BY_KEY[first].heading
                self.add_error(key, f"“{heading}” is chosen for “{name}” too. A column can be one thing only.")
        if not cleaned.get("recommendation") and not cleaned.get("action"):
            self.add_error("recommendation", "Choose the column with the recommendations, or that with the actions.")
        if self.untied and not cleaned.get("review"):
            self.add_error("review", "No review is chosen for this sheet. Choose the column that names it, or go back.")
        return cleaned

    @property
    def chosen(self) -> dict[str, str]:
        """Our columns' keys, each with the file's heading; those alone that are in the file."""
        return {key: heading for key, heading in self.cleaned_data.items() if heading}

    @property
    def rows(self) -> list[tuple]:
        """The fields, each with its column and the first values below it in the file."""
        return [(self[column.key], column, self._examples(self[column.key].value() or "")) for column in COLUMNS]

    def _examples(self, heading: str) -> list[str]:
        return self.sheets[0].examples(heading, 3)
