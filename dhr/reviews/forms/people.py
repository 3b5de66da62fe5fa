from django import forms

from ..enums import PersonRole
from ..models import Person, Review
from .offered import blank_means_not_known, data_return, offer

ANSWERS = (
    "gender_differs",
    "disability",
    "pregnancy",
    "carer",
    "carer_for_victim",
    "immigration",
    "earlier_offences",
    "died_by_suicide",
    "marac_referred",
    "marac_heard",
)


class Suggesting(forms.TextInput):
    """A text field that suggests values, and takes any other."""

    template_name = "reviews/register/parts/suggesting.html"

    def __init__(self, suggestions: list[str]):
        super().__init__()
        self.suggestions = suggestions

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-suggestions"
        return context | {"suggestions": self.suggestions, "list": f"{name}-suggestions"}


class OneALineField(forms.CharField):
    """Texts, one a line; cleans to a list."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def run_validators(self, value):
        for line in value:
            super().run_validators(line)

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class PersonForm(forms.ModelForm):
    """Somebody in the case, with the facts of the national data return; every one may be unknown."""

    role = forms.ChoiceField(
        choices=PersonRole.choices,
        widget=forms.RadioSelect,
        label="Who they are in the case",
        help_text="Alleged perpetrator, where nobody was convicted.",
        error_messages={"required": "Say who they are in the case."},
    )
    other_names = OneALineField(
        required=False,
        label="Other pseudonyms",
        help_text="Those that papers use besides, one a line, for example: Adult A.",
    )

    # How the page groups them; every field is in one group.
    GROUPS = (
        ("Who", ("pseudonym", "other_names", "role", "relationship")),
        (
            "Characteristics",
            (
                "age_band",
                "sex",
                "gender_differs",
                "orientation",
                "ethnicity",
                "religion",
                "disability",
                "pregnancy",
                "immigration",
            ),
        ),
        (
            "Circumstances",
            (
                "carer",
                "carer_for_victim",
                "earlier_offences",
                "marac_referred",
                "marac_heard",
                "last_dash_grade",
                "died_by_suicide",
                "verdict",
            ),
        ),
    )

    class Meta:
        model = Person
        fields = ["pseudonym", "other_names", "role", "relationship", "age_band", "sex", "orientation", "ethnicity"]
        fields += ["religion", "last_dash_grade", "verdict", *ANSWERS]
        labels = {
            "age_band": "Age",
            "gender_differs": "Does their gender differ from the sex registered at birth?",
            "orientation": "Sexual orientation",
            "religion": "Religion or belief",
            "relationship": "Relationship",
            "disability": "Disabled?",
            "pregnancy": "Pregnant, or gave birth in the year before?",
            "carer": "Cared for somebody unpaid?",
            "carer_for_victim": "For a perpetrator: cared for the victim?",
            "immigration": "Did immigration status matter?",
            "earlier_offences": "Earlier offences?",
            "died_by_suicide": "Died by suicide?",
            "marac_referred": "Referred to a MARAC?",
            "marac_heard": "Heard at a MARAC?",
            "last_dash_grade": "Last Dash grade",
            "verdict": "For a perpetrator: verdict",
        }
        help_texts = dict.fromkeys(ANSWERS, "") | {
            "pseudonym": "Never a real name, and never initials of one. The family may wish to choose it.",
            "relationship": "A victim’s to the perpetrator, anybody else’s to the victim.",
            "age_band": "A victim’s at death, a perpetrator’s at that time.",
        }
        error_messages = {"pseudonym": {"required": "Give a pseudonym."}}

    def __init__(self, *args, review: Review, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.review = review
        offer(self, "person", "orientation", "ethnicity", "religion", "verdict")
        blank_means_not_known(self, "age_band", "sex", "last_dash_grade", *ANSWERS)
        self.fields["relationship"].widget = Suggesting(data_return()["person"]["relationship"])

    @property
    def groups(self):
        """(heading, bound fields) for the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self.GROUPS]

    def clean_pseudonym(self):
        pseudonym = self.cleaned_data["pseudonym"]
        others = Person.objects.filter(review=self.instance.review).exclude(pk=self.instance.pk)
        if any(pseudonym.casefold() == other.pseudonym.casefold() for other in others):
            raise forms.ValidationError("Somebody in this review has this pseudonym already. Choose another.")
        return pseudonym

    def save(self):
        if not self.instance.key:
            self.instance.key = free_key(self.instance.review, self.cleaned_data["role"])
        return super().save()


def free_key(review: Review, role: str) -> str:
    """A key that nobody in `review` has had: the role, and from the second such person on a number."""
    taken = set(Person.history.filter(review_id=review.pk).values_list("key", flat=True))
    taken |= set(review.people.values_list("key", flat=True))
    number = 1
    while (key := role if number == 1 else f"{role}-{number}") in taken:
        number += 1
    return key
