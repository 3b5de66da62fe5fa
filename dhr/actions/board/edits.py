"""What can be changed of many actions at once: each says what stands now, what would stand, and what forbids it."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from dhr.areas.models import Agency
from dhr.areas.permissions import Permission, areas_with

from ..enums import Rag, UpdateKind
from ..forms.days import ComingDayField
from ..forms.updates import OverrideForm
from ..models import Action, Owner, Priority, RagOverride
from ..overrides import CLOSED
from ..ratings import Rated, Rater
from ..updates import FROM, record


class Edit(forms.Form):
    """One sort of change, and the fields that say which.

    `permission` is asked for each action; `choice` is how the change is called where one is chosen.
    """

    permission: Permission
    choice: str

    def __init__(self, *args, user, areas: set[int], **kwargs):
        """`areas` are those whose rules hold for the actions that `user` is to change."""
        super().__init__(*args, **kwargs)
        self.user, self.areas = user, areas

    def now(self, action: Action) -> str:
        """What stands now, in words."""
        raise NotImplementedError

    def then(self, action: Action) -> str:
        """What would stand, in words."""
        raise NotImplementedError

    def refusal(self, action: Action) -> str:
        """Why this action can't be changed so; "" where it can."""
        raise NotImplementedError

    def state(self, action: Action) -> str:
        """What tells whether somebody changed the same thing since."""
        return self.now(action)

    def apply(self, action: Action, by) -> None:
        """Change the action. Raises Refused."""
        raise NotImplementedError


class OwnerEdit(Edit):
    permission = Permission.PLAN_ACTIONS
    choice = "Another owner"

    owner = forms.ModelChoiceField(
        Owner.objects.none(), empty_label="Choose one", error_messages={"required": "Choose the owner."}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = self._owners().select_related("agency")

    def _owners(self) -> QuerySet[Owner]:
        """As `dhr.actions.forms.actions.owners_for`: an area's whole list is its coordinators'."""
        seen = Action.objects.visible_to(self.user)
        coordinates = Q(area__in=areas_with(self.user, Permission.FOLLOW_ACTIONS))
        offered = coordinates | Q(actions__in=seen) | Q(contributes_to__in=seen)
        return Owner.objects.filter(offered, area__in=self.areas, retired_on=None).distinct()

    def now(self, action):
        return str(action.owner or "Nobody yet")

    def then(self, action):
        return str(self.cleaned_data["owner"])

    def refusal(self, action):
        owner = self.cleaned_data["owner"]
        if owner.area_id != action.lead_area:
            return "The owner is of another area than the action."
        return "This is its owner already." if action.owner_id == owner.pk else ""

    def state(self, action):
        return str(action.owner_id)

    def apply(self, action, by):
        action.owner = self.cleaned_data["owner"]
        action.save(update_fields=["owner"])


class LeadEdit(Edit):
    permission = Permission.PLAN_ACTIONS
    choice = "Another lead agency"

    lead = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Lead agency",
        empty_label="Choose one",
        error_messages={"required": "Choose the lead agency."},
    )

    def now(self, action):
        return action.led_by or "None stated"

    def then(self, action):
        return str(self.cleaned_data["lead"])

    def refusal(self, action):
        return "This agency leads it already." if action.lead_id == self.cleaned_data["lead"].pk else ""

    def apply(self, action, by):
        action.lead, action.lead_as_stated = self.cleaned_data["lead"], ""
        action.save(update_fields=["lead", "lead_as_stated"])


class PriorityEdit(Edit):
    permission = Permission.PLAN_ACTIONS
    choice = "A strategy priority to add"

    priority = forms.ModelChoiceField(
        Priority.objects.none(), empty_label="Choose one", error_messages={"required": "Choose the priority."}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = Priority.objects.filter(area__in=self.areas, retired_on=None)

    def now(self, action):
        return "; ".join(str(each) for each in action.recommendation.priorities.all()) or "None"

    def then(self, action):
        served = [each for each in (self.now(action), str(self.cleaned_data["priority"])) if each != "None"]
        return "; ".join(served)

    def refusal(self, action):
        priority = self.cleaned_data["priority"]
        if priority.area_id != action.lead_area:
            return "The priority is of another area than the action."
        return "Its recommendation serves it already." if priority in action.recommendation.priorities.all() else ""

    def apply(self, action, by):
        action.recommendation.priorities.add(self.cleaned_data["priority"])


class DateEdit(Edit):
    permission = Permission.FOLLOW_ACTIONS
    choice = "A new target date"

    new_date = ComingDayField(label="New target date", error_messages={"required": "Give the new target date."})
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept with each action, as an agreed change of its date.",
        error_messages={"required": "Give the reason for the new date."},
    )

    def now(self, action):
        asked = f" (its owner asks for {_day(action.asked_date)})" if action.asked_date else ""
        return _day(action.target_date) + asked

    def then(self, action):
        return _day(self.cleaned_data["new_date"])

    def refusal(self, action):
        if action.status not in FROM[UpdateKind.DATE_AGREED]:
            return f"The action is “{action.get_status_display().lower()}”, so its date stays."
        return "This is its target date already." if action.target_date == self.cleaned_data["new_date"] else ""

    def state(self, action):
        return f"{action.target_date} {action.slips} {action.asked_date}"

    def apply(self, action, by):
        record(
            action,
            UpdateKind.DATE_AGREED,
            by=by,
            text=self.cleaned_data["reason"],
            new_date=self.cleaned_data["new_date"],
        )


class RagEdit(OverrideForm, Edit):
    permission = Permission.FOLLOW_ACTIONS
    choice = "A RAG in place of the computed one"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rater = Rater(timezone.localdate())

    def now(self, action):
        rated = self._rated(action)
        until = f", set until {_day(rated.override.until)}" if rated.override else ""
        return f"{rated.rag.label} ({str(rated.because.label).lower()}{until})"

    def then(self, action):
        return f"{Rag(self.cleaned_data['rag']).label} until {_day(self.cleaned_data['until'])}"

    def refusal(self, action):
        return CLOSED if self._rated(action).closed else ""

    def apply(self, action, by):
        RagOverride.objects.create(action=action, by=by, **self.cleaned_data)

    def _rated(self, action: Action) -> Rated:
        return self.rater.rate(action.pk, action.lead_area, action.standing)


EDITS: dict[str, type[Edit]] = {
    "owner": OwnerEdit,
    "lead": LeadEdit,
    "priority": PriorityEdit,
    "date": DateEdit,
    "rag": RagEdit,
}


def _day(day) -> str:
    return f"{day.day} {day:%B %Y}" if day else "No date"
