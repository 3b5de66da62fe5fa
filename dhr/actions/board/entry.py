"""Actions typed one after the other, each in one line, by keyboard alone."""

import datetime
from email.utils import parseaddr

from django import forms
from django.core.validators import validate_email
from django.db import transaction

from dhr.areas.models import Agency
from dhr.formats import DateProblem, Precision, read_date

from ..forms.actions import owners_known_to
from ..models import Action, Owner, Recommendation


class TargetField(forms.CharField):
    """A target date as people type it: a day, or a month, which ends on its last day. Cleans to a date or None."""

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            written = read_date(value)
        except DateProblem as problem:
            raise forms.ValidationError(str(problem)) from None
        if written.precision == Precision.YEAR:
            raise forms.ValidationError("Give the month too, for example March 2027.")
        return written.day if written.precision == Precision.DAY else _last_of_month(written.day)


class LineForm(forms.Form):
    """One new action of a recommendation."""

    text = forms.CharField(
        label="Action to take", max_length=2000, error_messages={"required": "Write the action to take."}
    )
    lead = forms.CharField(label="Lead agency", required=False, max_length=250)
    owner = forms.CharField(
        label="Owner’s e-mail",
        required=False,
        max_length=300,
        help_text="Somebody new: Sam Okafor <sam@example.org>",
    )
    target = TargetField(label="Target date", required=False, max_length=40, help_text="31/3/27, or March 2027")

    def __init__(self, data=None, *, recommendation: Recommendation, user, focus: bool = False):
        """`user` plans it. `focus`: the cursor stands here when the page opens."""
        super().__init__(data, auto_id=f"id_{recommendation.pk}_%s", initial={"lead": recommendation.to})
        self.recommendation, self.user = recommendation, user
        self.fields["lead"].widget.attrs |= {"list": "agencies", "autocomplete": "off"}
        self.fields["owner"].widget.attrs |= {"list": "owners", "autocomplete": "off"}
        self.fields["target"].widget.attrs["autocomplete"] = "off"
        if focus:
            wrong = next((name for name in self.fields if name in self.errors), "text")
            self.fields[wrong].widget.attrs["autofocus"] = True

    def clean_text(self):
        text = self.cleaned_data["text"]
        if self.recommendation.actions.filter(text=text).exists():
            raise forms.ValidationError("This recommendation has this action already.")
        return text

    def clean_owner(self) -> Owner | None:
        """The area's owner with this address; one that is not saved yet where a new person is named.

        The address alone is enough for somebody whom one knows; of others it tells nothing.
        """
        if not self.cleaned_data["owner"]:
            return None
        name, address = parseaddr(self.cleaned_data["owner"])
        try:
            validate_email(address)
        except forms.ValidationError:
            raise forms.ValidationError("Write an e-mail address, for example sam@example.org.") from None
        known = owners_known_to(self.user, self.recommendation).filter(email=address.lower())
        if not name and not known.exists():
            raise forms.ValidationError(
                f"{address} is not among those you can choose. Write the name too: Sam Okafor <{address}>"
            )
        owner = Owner.objects.filter(area=self.recommendation.lead_area, email=address.lower()).first()
        if owner is None:
            owner = Owner(area=self.recommendation.lead_area, name=name, email=address)
            for field in ("name", "email"):
                Owner._meta.get_field(field).clean(getattr(owner, field), owner)
        if owner.retired_on:
            raise forms.ValidationError(f"{address} owns nothing new since {owner.retired_on:%-d %B %Y}.")
        return owner

    @transaction.atomic
    def save(self) -> Action:
        lead = Agency.objects.filter(name__iexact=self.cleaned_data["lead"]).first()
        owner = self.cleaned_data["owner"]
        if owner and owner.pk is None:
            owner.agency = lead
            owner.save()
        return Action.objects.create(
            recommendation=self.recommendation,
            order=self.recommendation.actions.count() + 1,
            text=self.cleaned_data["text"],
            lead=lead,
            lead_as_stated="" if lead else self.cleaned_data["lead"],
            owner=owner,
            first_target_date=self.cleaned_data["target"],
        )


def _last_of_month(day: datetime.date) -> datetime.date:
    after = day.replace(day=28) + datetime.timedelta(days=4)
    return after - datetime.timedelta(days=after.day)
