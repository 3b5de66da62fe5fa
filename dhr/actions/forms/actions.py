from django import forms
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from dhr.areas.permissions import Permission, has_permission
from dhr.reviews.forms.days import DayField
from dhr.reviews.forms.entry import SeenForm

from ..models import Action, Milestone, Owner, Recommendation


def owners_for(user, recommendation: Recommendation) -> QuerySet[Owner]:
    """Who may be given an action of `recommendation` by `user`."""
    return owners_known_to(user, recommendation).filter(retired_on=None)


def owners_known_to(user, recommendation: Recommendation) -> QuerySet[Owner]:
    """The area's whole list is its coordinators'; others know the owners of actions that they may see."""
    owners = Owner.objects.filter(area=recommendation.lead_area)
    if has_permission(user, Permission.FOLLOW_ACTIONS, on=recommendation):
        return owners
    seen = Action.objects.visible_to(user)
    return owners.filter(Q(actions__in=seen) | Q(contributes_to__in=seen)).distinct()


class ActionForm(SeenForm):
    """An action of a recommendation. An owner who is not in the list is typed in."""

    field_order = [
        "text", "lead", "lead_as_stated", "owner", "new_name", "new_email", "new_job", "contributors",
        "first_target_date", "starts_on", "expected_change", "how_seen", "impact_check_on", "cost",
    ]  # fmt: skip
    new_name = forms.CharField(label="Name of a new owner", required=False, max_length=150)
    new_email = forms.EmailField(
        label="E-mail of the new owner",
        required=False,
        help_text="They report progress by links in e-mails; they need no account.",
    )
    new_job = forms.CharField(label="Job title of the new owner", required=False, max_length=150)
    first_target_date = DayField(
        label="Target date",
        required=False,
        help_text="Realistic, given what else they do. It stays on record: a later date is agreed with its reason. "
        "For example, 27 3 2027.",
    )
    starts_on = DayField(
        label="Starts on", required=False, help_text="If it cannot begin yet. Until then it is not due."
    )
    impact_check_on = DayField(
        label="Impact check",
        required=False,
        help_text="When somebody looks whether the change has held, often some months after it is complete.",
    )

    class Meta:
        model = Action
        fields = [
            "text", "lead", "lead_as_stated", "owner", "contributors", "starts_on", "first_target_date",
            "expected_change", "how_seen", "cost", "impact_check_on",
        ]  # fmt: skip
        labels = {
            "text": "Action to take",
            "lead": "Lead agency",
            "lead_as_stated": "Lead agency, if it is not in the list",
            "owner": "Owner",
            "contributors": "Contributors",
            "expected_change": "Expected change",
            "how_seen": "How it will be seen",
            "cost": "Cost in pounds",
        }
        help_texts = {
            "text": "Specific: who does what. Small enough that one person can answer for it.",
            "owner": "The person who answers for it and reports on it.",
            "contributors": "Who else works on it, and may report.",
            "expected_change": "Relevant: what will be different for victims, children or staff once it is done.",
            "how_seen": "Measurable: what will show it, for example an audit of 20 records with nine in ten right.",
            "cost": "Where it is known.",
        }
        error_messages = {"text": {"required": "Write what is to be done."}}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "expected_change": forms.Textarea(attrs={"rows": 3}),
            "how_seen": forms.Textarea(attrs={"rows": 3}),
            "contributors": forms.CheckboxSelectMultiple,
            "cost": forms.NumberInput(attrs={"class": "govuk-input--width-10", "step": "0.01"}),
        }

    def __init__(self, *args, owners: QuerySet[Owner], **kwargs):
        """`owners` may be given it; whoever has it already may keep it."""
        super().__init__(*args, **kwargs)
        self.area = self.instance.recommendation.lead_area
        kept = Q(pk__in=owners.values("pk")) | Q(pk=self.instance.owner_id)
        if self.instance.pk:
            kept |= Q(pk__in=self.instance.contributors.values("pk"))
            del self.fields["first_target_date"]
        offered = Owner.objects.filter(kept).select_related("agency")
        self.fields["owner"].queryset = self.fields["contributors"].queryset = offered
        self.fields["owner"].empty_label = "Nobody yet, or a new owner below"
        self.fields["lead"].empty_label = "Not in the list"
        if not offered:
            del self.fields["contributors"]
        self.order_fields(self.field_order)

    def stored(self):
        milestones = self.instance.milestones.values_list("pk", "text", "due", "reached_on") if self.instance.pk else ()
        return super().stored() | {"milestones": [list(each) for each in milestones]}

    def now_says(self):
        milestones = [
            f"{row.text} ({'reached' if row.reached_on else row.due or 'no date'})"
            for row in self.instance.milestones.all()
        ]
        return f"{super().now_says() or 'the same as you typed'}; milestones: {', '.join(milestones) or 'none'}."

    def clean(self):
        cleaned = super().clean()
        starts, target = cleaned.get("starts_on"), cleaned.get("first_target_date") or self.instance.target_date
        if starts and target and starts > target:
            self.add_error("starts_on", "It would start after its target date. Look at both dates.")
        name, email = cleaned.get("new_name"), cleaned.get("new_email")
        if "new_email" in self.errors:
            return cleaned
        if name and not email:
            self.add_error("new_email", "Give the new owner’s e-mail address.")
        elif email and not name:
            self.add_error("new_name", "Give the new owner’s name.")
        elif name and cleaned.get("owner"):
            self.add_error("owner", "Choose an owner or type in a new one, not both.")
        elif name and Owner.objects.filter(area=self.area, email__iexact=email, retired_on__isnull=False).exists():
            self.add_error("new_email", "The owner with this address was retired. The coordinator can bring them back.")
        return cleaned

    @transaction.atomic
    def save(self, commit=True):
        action = self.instance
        given = self.cleaned_data
        if given["new_name"]:
            # Whoever is in the area's list by this address is that owner, however they are called here.
            action.owner, _ = Owner.objects.get_or_create(
                area=self.area,
                email=given["new_email"].lower(),
                defaults={"name": given["new_name"], "job": given["new_job"], "agency": action.lead},
            )
        if not action.pk:
            last = action.recommendation.actions.aggregate(last=Max("order"))["last"] or 0
            action.order = last + 1
        return super().save(commit)


class MilestoneForm(forms.ModelForm):
    due = DayField(label="By", required=False, help_text="")

    class Meta:
        model = Milestone
        fields = ["text", "due"]
        labels = {"text": "Milestone"}
        error_messages = {"text": {"required": "Write the milestone, or leave its date out too."}}


class MilestoneFormSet(forms.BaseInlineFormSet):
    """The milestones of an action, in order: those that it has, and three rows to add to them."""

    def save(self, commit=True):
        rows = super().save(commit)
        for place, row in enumerate(self.instance.milestones.order_by("order", "pk"), start=1):
            if row.order != place:
                row.order = place
                row.save(update_fields=["order"])
        return rows

    def save_new(self, form, commit=True):
        form.instance.order = 32000  # behind all others
        return super().save_new(form, commit)


Milestones = forms.inlineformset_factory(
    Action, Milestone, form=MilestoneForm, formset=MilestoneFormSet, extra=3, can_delete=True
)
