from allauth.account.adapter import get_adapter
from django import forms
from django.utils import timezone

from dhr.areas.enums import AGENCY_ROLES, AREA_ROLES, REVIEW_ROLES, Role
from dhr.areas.models import Agency, Area, Region, User

from ..invitations import Refused, invite
from ..models import Invitation
from .places import kept_memberships, kept_participations, kept_people


def role_choices(roles) -> list[tuple[str, str]]:
    return [("", "Choose one"), *((role.value, role.label) for role in Role if role in roles)]


class InviteForm(forms.Form):
    """An invitation to one place, which each subclass knows."""

    roles = frozenset()

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter an e-mail address.", "invalid": "Enter an address like name@example.org."},
    )
    name = forms.CharField(label="Name", max_length=150, required=False, help_text="For the greeting in the e-mail.")
    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose a role."})

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["role"].choices = role_choices(self.roles)

    def place(self) -> dict:
        """Where it leads, as `invite` takes it: an area, a region, or a review and an agency."""
        raise NotImplementedError

    def send(self) -> Invitation | None:
        """Send the valid form's invitation; None if it can't be, and the form then says why."""
        given = self.cleaned_data
        try:
            return invite(email=given["email"], name=given["name"], role=given["role"], by=self.by, **self.place())
        except Refused as refused:
            self.add_error("email", str(refused))
            return None


class InviteToAreaForm(InviteForm):
    roles = AREA_ROLES

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area

    def place(self):
        return {"area": self.area}


class InviteToReviewForm(InviteForm):
    roles = REVIEW_ROLES

    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        required=False,
        empty_label="None",
        help_text="Whom they speak for. IMR authors and sign-off officers need one. If it is not in the list, ask an "
        "administrator to add it.",
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.review = review

    def clean(self):
        cleaned = super().clean()
        needs_one = AGENCY_ROLES - {Role.PANEL_MEMBER}
        if cleaned.get("role") in needs_one and not cleaned.get("agency") and "agency" not in self.errors:
            self.add_error("agency", "Choose the agency that they speak for.")
        return cleaned

    def place(self):
        return {"review": self.review, "agency": self.cleaned_data["agency"]}


class InviteAsAdministratorForm(InviteForm):
    """Who leads an area's work, or a region's: from there on coordinators invite."""

    roles = frozenset({Role.COORDINATOR, Role.CSP_CHAIR, Role.REGIONAL_LEAD})

    area = forms.ModelChoiceField(
        Area.objects.all(), required=False, empty_label="None", help_text="For a coordinator or partnership chair."
    )
    region = forms.ModelChoiceField(
        Region.objects.all(), required=False, empty_label="None", help_text="For a regional lead."
    )

    def clean(self):
        cleaned = super().clean()
        if not (role := cleaned.get("role")):
            return cleaned
        needed, other = ("region", "area") if role == Role.REGIONAL_LEAD else ("area", "region")
        if not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, f"Choose the {needed} for this role.")
        if cleaned.get(other):
            self.add_error(other, f"This role belongs to one {needed}. Leave the {other} out.")
        return cleaned

    def place(self):
        return {"area": self.cleaned_data["area"], "region": self.cleaned_data["region"]}


class AcceptForm(forms.Form):
    """What somebody who has an account confirms when accepting an invitation."""

    def __init__(self, *args, invitation, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if invitation.asks_confidentiality:
            self.fields["signed"] = signature_field()
        if user and not _belongs_to(user, invitation.email):
            self.fields["confirmed"] = forms.BooleanField(
                label=f"Yes, accept as {user} ({user.email})",
                error_messages={"required": "Say whether you want to accept with this account, or sign out first."},
            )


class NewcomerForm(AcceptForm):
    """The same for somebody without an account, who gets one."""

    name = forms.CharField(
        label="Your full name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="12 characters or more. Three random words are a good password.",
        error_messages={"required": "Choose a password."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = self.invitation.name

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password"):
            user = User(email=self.invitation.email, username=self.invitation.email, first_name=cleaned.get("name", ""))
            try:
                get_adapter().clean_password(password, user=user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ConfidentialityForm(forms.Form):
    """A panel member's signature, given afterwards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed"] = signature_field()


class EndAccessForm(forms.Form):
    """Which places of `person` end today, of those that `by` keeps, and who takes over."""

    places = forms.MultipleChoiceField(
        label="What ends today",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what ends."},
    )
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label="Who takes over their parts in reviews",
        required=False,
        empty_label="Nobody yet",
        help_text="They get the same role, for the same agency. Somebody new can be invited instead.",
    )

    def __init__(self, *args, by, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.memberships = {f"area-{place.pk}": place for place in kept_memberships(by).filter(user=person)}
        self.participations = {f"review-{part.pk}": part for part in kept_participations(by).filter(user=person)}
        self.fields["places"].choices = [
            *(
                (key, f"{place.get_role_display()}, {place.area or place.region}")
                for key, place in self.memberships.items()
            ),
            *((key, _of_part(part)) for key, part in self.participations.items()),
        ]
        if self.participations:
            others = kept_people(by).filter(is_active=True) | User.objects.filter(pk=by.pk)
            self.fields["successor"].queryset = others.exclude(pk=person.pk).order_by("last_name", "first_name")
        else:
            del self.fields["successor"]

    @property
    def ending(self) -> dict[str, list]:
        """The chosen places, as `end_access` takes them."""
        chosen = self.cleaned_data["places"]
        return {
            "memberships": [place for key, place in self.memberships.items() if key in chosen],
            "participations": [part for key, part in self.participations.items() if key in chosen],
        }


def signature_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=f"I have read this and agree to it, on {timezone.localdate():%-d %B %Y}",
        error_messages={"required": "Read the confidentiality statement, and agree to it, to take part in the panel."},
    )


def _belongs_to(user: User, email: str) -> bool:
    return user.email.lower() == email or user.emailaddress_set.filter(email__iexact=email, verified=True).exists()


def _of_place(place) -> str:
    return f"{place.get_role_display()}, {place.area or place.region}"


def _of_part(part) -> str:
    agency = f" ({part.agency})" if part.agency else ""
    return f"{part.get_role_display()}{agency}: {part.review}"
