"""What the board is narrowed to and sorted by: one form for page, files, counts and charts, so that all agree."""

from collections.abc import Callable, Iterable
from operator import attrgetter

from django import forms
from django.utils import timezone

from dhr.areas.models import Area
from dhr.forms import LongSelect
from dhr.reviews.forms.days import DayField
from dhr.themes.models import Theme

from ..enums import ActionStatus, LibraryTheme, Origin, Rag, Scope
from ..models import Priority
from .rows import Row

ANY = ("", "Any")
OPEN = "open"


class AsOfForm(forms.Form):
    """The day as of which the board is shown; today where none is given, or one that can't be read."""

    as_of = DayField(required=False, label="As of", help_text="What the board saw on a day gone by.")

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Choose a day gone by.")
        return day


class BoardFilter(forms.Form):
    """What is asked of the board. Offers only what stands in `found`, so that nothing else is told."""

    q = forms.CharField(
        required=False,
        label="Words",
        help_text="In the action, its recommendation, review, agency or owner.",
        max_length=100,
    )
    rag = forms.ChoiceField(required=False, label="RAG", choices=[ANY, *Rag.choices])
    status = forms.ChoiceField(
        required=False, label="Status", choices=[ANY, (OPEN, "Any that is open"), *ActionStatus.choices]
    )
    area = forms.TypedChoiceField(required=False, label="Area", coerce=int, empty_value=None)
    review = forms.ChoiceField(required=False, widget=LongSelect, label="Review or paper")
    lead = forms.ChoiceField(required=False, widget=LongSelect, label="Lead agency")
    owner = forms.ChoiceField(required=False, widget=LongSelect, label="Owner")
    scope = forms.ChoiceField(required=False, label="Scope", choices=[ANY, *Scope.choices])
    origin = forms.ChoiceField(required=False, label="Origin", choices=[ANY, *Origin.choices])
    library_theme = forms.ChoiceField(required=False, label="Library theme", choices=[ANY, *LibraryTheme.choices])
    theme = forms.ChoiceField(required=False, widget=LongSelect, label="Theme")
    priority = forms.TypedChoiceField(required=False, label="Strategy priority", coerce=int, empty_value=None)
    made_before = DayField(required=False, label="Recommendation made before")
    slipped = forms.BooleanField(required=False, label="Target date was put back")
    waiting = forms.BooleanField(required=False, label="Waits for the partnership’s answer")

    def __init__(self, *args, found: list[Row], **kwargs):
        super().__init__(*args, **kwargs)
        # Thousands of rows share a few hundred of each of these.
        areas = Area.objects.filter(pk__in=frozenset().union(*{row.areas for row in found}))
        themes = Theme.objects.filter(pk__in=frozenset().union(*{row.themes for row in found}))
        priorities = Priority.objects.filter(pk__in=frozenset().union(*{row.priorities for row in found}))
        leads = {(row.lead_id, row.lead) for row in found}
        owners = {(row.owner_id, row.owner) for row in found}
        self._offer("area", areas.values_list("pk", "name"))
        self._offer("theme", themes.values_list("pk", "label"))
        self._offer("priority", priorities.values_list("pk", "name"))
        self._offer("review", _sorted({(row.place, row.title) for row in found}))
        self._offer("lead", _sorted({(lead_key(*lead), lead[1] or "None stated") for lead in leads}))
        self._offer("owner", _sorted({(owner_key(owner), name or "Nobody yet") for owner, name in owners}))
        if len(self.fields["area"].choices) <= 2:
            del self.fields["area"]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = f"{field.label}: choose one from the list."

    def _offer(self, name: str, choices: Iterable[tuple[object, str]]) -> None:
        self.fields[name].choices = [ANY, *choices]

    @property
    def asked(self) -> dict:
        """What is asked for and makes sense; a choice that does not is told as an error, and left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}


def matching(found: Iterable[Row], asked: dict) -> list[Row]:
    """The rows that fit everything in `asked`, which is a BoardFilter's."""
    tests = [(TESTS[name], value) for name, value in asked.items()]
    return [row for row in found if all(test(row, value) for test, value in tests)]


def lead_key(lead_id: int | None, lead: str) -> str:
    """An agency of the list by its primary key, another by its name."""
    return str(lead_id or lead or "none")


def owner_key(owner_id: int | None) -> str:
    return str(owner_id or "none")


def _says(row: Row, words: str) -> bool:
    """Whether everything that is written of the action has every one of `words`."""
    text = " ".join((row.text, row.number, row.recommendation, row.title, row.lead, row.owner)).casefold()
    return all(word in text for word in words.casefold().split())


TESTS: dict[str, Callable[[Row, object], bool]] = {
    "q": _says,
    "rag": lambda row, rag: row.rated.rag == rag,
    "status": lambda row, status: row.open if status == OPEN else row.status == status,
    "area": lambda row, area: area in row.areas,
    "review": lambda row, place: row.place == place,
    "lead": lambda row, key: lead_key(row.lead_id, row.lead) == key,
    "owner": lambda row, key: owner_key(row.owner_id) == key,
    "scope": lambda row, scope: row.scope == scope,
    "origin": lambda row, origin: row.origin == origin,
    "library_theme": lambda row, theme: row.library_theme == theme,
    "theme": lambda row, code: code in row.themes,
    "priority": lambda row, priority: priority in row.priorities,
    "made_before": lambda row, day: row.made_on is not None and row.made_on < day,
    "slipped": lambda row, _: row.slipped,
    "waiting": lambda row, _: row.waiting,
}
RAG_ORDER = {rag: place for place, rag in enumerate(Rag)}

# What each column is sorted by; an action without it comes last either way.
SORT_KEYS: dict[str, Callable[[Row], object]] = {
    "rag": lambda row: RAG_ORDER[row.rated.rag],
    "text": lambda row: row.text.casefold(),
    "review": lambda row: row.title.casefold() or None,
    "lead": lambda row: row.lead.casefold() or None,
    "owner": lambda row: row.owner.casefold() or None,
    "status": lambda row: row.status.label,
    "target": lambda row: row.target_date,
    "percent": lambda row: row.percent,
    "age": lambda row: row.made_on and -row.made_on.toordinal(),
    "slips": lambda row: row.slips,
}


def in_order(found: Iterable[Row], sort: str) -> list[Row]:
    """By one of SORT_KEYS, with "-" before it downwards; by anything else the reddest first, then what is due first.

    Of `found`, which are in the order of their primary keys, those that are alike stay in it.
    """
    found = _with_last(found, attrgetter("target_date"))
    return _with_last(found, SORT_KEYS.get(sort.removeprefix("-"), SORT_KEYS["rag"]), reverse=sort.startswith("-"))


def _with_last(found: Iterable[Row], key: Callable[[Row], object], *, reverse: bool = False) -> list[Row]:
    """Sorted by `key`; what has none comes last either way."""
    have, without = [], []
    for row in found:
        (without if key(row) is None else have).append(row)
    return sorted(have, key=key, reverse=reverse) + without


def _sorted(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda pair: (pair[1].casefold(), pair[0]))
