from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with

from ..enums import ReviewKind, Scheme
from ..models import Review
from ..registering import AlreadyRegistered, register_review
from .days import DayField
from .offered import NOT_KNOWN, blank_means_not_known, offer

TITLE_HINT = "Pseudonyms only, never a real name. For example: Nadia, died March 2023."


class ReviewForm(forms.ModelForm):
    """What a new review and its facts page share: what it is of, by which name, and when the death was."""

    held_as = forms.ChoiceField(
        choices=[*Scheme.choices, (ReviewKind.MARAC.value, ReviewKind.MARAC.label)],
        widget=forms.RadioSelect,
        label="What is it?",
        error_messages={"required": "Say what it is: choose the scheme that it is held under."},
    )
    death_month = forms.TypedChoiceField(
        choices=[("", "Not known"), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
        label="Month of death",
    )
    death_year = forms.IntegerField(
        required=False,
        min_value=1900,
        label="Year of death",
        help_text="Needed unless it is a MARAC review. The day is never kept.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"invalid": "Give the year in four digits, for example 2023."},
    )

    class Meta:
        model = Review
        fields = ["reference", "title", "death_month", "death_year", "category"]
        labels = {"title": "Title"}
        help_texts = {
            "title": TITLE_HINT,
            "reference": "The partnership’s own, for example 2025-03. Never a name or initials of a real person.",
        }
        error_messages = {"title": {"required": "Give a title that uses pseudonyms."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["held_as"] = self.instance.scheme or (self.instance.kind if self.instance.pk else "")
        blank_means_not_known(self, "category")
        self.fields["reference"].widget.attrs["class"] = "govuk-input--width-20"

    def clean_death_year(self):
        year = self.cleaned_data["death_year"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError("The year of death is in the future.")
        return year

    def clean(self):
        cleaned = super().clean()
        held_as = cleaned.pop("held_as", "")
        marac = held_as == ReviewKind.MARAC
        if marac:
            cleaned |= {"death_month": None, "death_year": None, "category": ""}
        elif not cleaned.get("death_year") and "death_year" not in self.errors:
            self.add_error("death_year", "Give the year of death.")
        cleaned["kind"] = self.instance.kind = ReviewKind.MARAC if marac else ReviewKind.DEATH
        cleaned["scheme"] = self.instance.scheme = "" if marac else held_as
        return cleaned


class NewReviewForm(ReviewForm):
    """A new review of an area in which `user` may register one."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="Area",
        empty_label="Choose one",
        help_text="The partnership that leads. Others can join later.",
        error_messages={"required": "Choose the area that leads.", "invalid_choice": "Choose the area from the list."},
    )
    reference = forms.CharField(
        max_length=60,
        help_text=ReviewForm.Meta.help_texts["reference"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Give the partnership’s own reference."},
    )
    notified_on = DayField(
        label="Date of notification",
        help_text="When the partnership was told, or asked for a MARAC review. For example, 27 3 2024.",
        error_messages={"required": "Give the date of the notification: the time to decide runs from it."},
    )
    twin = forms.BooleanField(
        required=False,
        widget=forms.HiddenInput,
        label="It is another review: register it as well",
    )

    field_order = ["area", "held_as", "reference", "title", "notified_on", "death_month", "death_year", "category"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.filter(pk__in=areas_with(user, Permission.REGISTER_REVIEWS))
        self.user, self.fields["area"].queryset = user, areas
        if len(areas) == 1:
            self.fields["area"].initial = areas[0]
        if self.data.get("twin"):
            self.fields["twin"].widget = forms.CheckboxInput()

    @property
    def usable(self) -> bool:
        """Whether there is an area in which this user may register a review."""
        return self.fields["area"].queryset.exists()

    def clean_notified_on(self):
        day = self.cleaned_data["notified_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The date is in the future. Give the day on which the notification came.")
        return day

    def register(self) -> Review | None:
        """The new review; None where the area has the reference already: the form then asks what is meant."""
        try:
            return register_review(by=self.user, **self.cleaned_data)
        except AlreadyRegistered as found:
            self.fields["twin"].widget = forms.CheckboxInput()
            self.add_error(
                "reference",
                f"There is a review with this reference already: “{found.review.title}”. Change the reference, or "
                "tick below that this is another review.",
            )
            return None


class FactsForm(ReviewForm):
    """The facts of a review."""

    field_order = ["held_as"]

    class Meta(ReviewForm.Meta):
        fields = [
            *ReviewForm.Meta.fields,
            "cause_of_death",
            "place_type",
            "several_victims",
            "test_applied",
            "guidance_applied",
        ]
        labels = ReviewForm.Meta.labels | {
            "place_type": "Place of death",
            "several_victims": "Was there more than one victim?",
            "test_applied": "Legal test applied",
            "guidance_applied": "Guidance applied",
        }
        help_texts = ReviewForm.Meta.help_texts | {
            "place_type": "The sort of place alone.",
            "several_victims": "",
            "test_applied": "By which law it was decided to hold the review, for example: 2004 Act, section 9.",
            "guidance_applied": "For example: Home Office guidance, December 2016.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "review", "cause_of_death", "place_type")
        self.fields["several_victims"].widget.choices = [("unknown", NOT_KNOWN), ("true", "Yes"), ("false", "No")]
