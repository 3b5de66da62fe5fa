from django import forms
from django.utils import timezone

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.clocks import months_after
from dhr.reviews.forms.days import DayField
from dhr.reviews.forms.entry import SeenForm

from ..models import BoardReport

LONGEST = 24  # months


class BoardReportForm(SeenForm):
    """A draft: the days that it tells of, and what is written to the figures."""

    since = DayField(label="First day", error_messages={"required": "Give the first day that it tells of."})
    until = DayField(label="Last day", error_messages={"required": "Give the last day that it tells of."})

    class Meta:
        model = BoardReport
        fields = ["area", "kind", "since", "until", "decisions", "introduction"]
        labels = {"kind": "Which report", "decisions": "Decisions wanted of the board"}
        help_texts = {
            "decisions": "One a line. They stand first in the report, numbered.",
            "introduction": (
                "What no number says. In an annual report: what families told you, whom training reached, and costs "
                "besides those of actions. No names of people of a case."
            ),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "decisions": forms.Textarea(attrs={"rows": 5}),
            "introduction": forms.Textarea(attrs={"rows": 8}),
        }
        error_messages = {
            "area": {"required": "Choose whose report it is."},
            "kind": {"required": "Say whether it is a quarterly or an annual report."},
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.filter(pk__in=areas_with(user, Permission.ISSUE_REPORTS))
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = "Choose an area"
        if len(areas) == 1:
            self.initial["area"] = areas[0].pk
        self.fields["kind"].choices = BoardReport._meta.get_field("kind").choices

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until > timezone.localdate():
            raise forms.ValidationError("That day is still to come. Give today or a day gone by.")
        return until

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day comes before the first. Give a later one.")
        elif since and until and until >= months_after(since, LONGEST):
            self.add_error("since", "A report tells of two years at most. Give a later first day.")
        return cleaned
