from django import forms

from ..enums import DECISIONS_OF_STATE, SIDE_STATES, State
from ..models import ReviewEvent
from ..process import usual_next
from .corrections import CorrectionForm
from .days import DayField

NO_NAMES = "No real names."


class EventForm(forms.ModelForm):
    """A step of a review; the steps that usually follow come first."""

    on = DayField(label="When it happened", error_messages={"required": "Give the date on which it happened."})
    state = forms.TypedChoiceField(coerce=int, label="Step", error_messages={"required": "Choose the step."})

    class Meta:
        model = ReviewEvent
        fields = ["state", "on", "decision", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        labels = {"decision": "Decision", "reason": "Reasons"}
        help_texts = {
            "decision": "For the steps Decided, and Home Office told once it has replied.",
            "reason": "Needed where a review is not held, and for a step off the usual course. "
            f"Everybody who takes part in the review can read them. {NO_NAMES}",
        }

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.review = review
        self.events = [event for event in review.course if event.pk != self.instance.pk]
        self.fields["state"].choices = _steps([] if self.instance.pk else usual_next(self.events))
        self.fields["decision"].choices = [
            ("", "None"),
            *(
                (State(state).label, [(each.value, each.label) for each in of])
                for state, of in DECISIONS_OF_STATE.items()
            ),
        ]

    def clean(self):
        cleaned = super().clean()
        same = (cleaned.get("state"), cleaned.get("on"))
        if all(same) and any((event.state, event.on) == same for event in self.events):
            self.add_error("state", "This step is recorded already for this date.")
        return cleaned

    @property
    def before_notification(self) -> bool:
        """Whether the step lies before the review's notification, which may be a slip."""
        notified = next((event.on for event in self.events if event.state == State.NOTIFIED), None)
        return bool(notified) and self.instance.on < notified and self.instance.state != State.NOTIFIED


class EventCorrectionForm(CorrectionForm, EventForm):
    pass


def _steps(usual: list[State]) -> list:
    """Every step, grouped: those that usually follow, the others in their order, and off the course."""
    off_course = [state for state in State if state in SIDE_STATES and state not in usual]
    others = [state for state in State if state not in SIDE_STATES and state not in usual]
    groups = [
        ("Usually next", usual),
        ("Other steps" if usual else "Steps", others),
        ("Off the usual course", off_course),
    ]
    return [("", "Choose one")] + [
        (name, [(state.value, state.label) for state in states]) for name, states in groups if states
    ]
