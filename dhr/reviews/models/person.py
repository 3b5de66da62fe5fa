from django.db import models
from simple_history.models import HistoricalRecords

from ..enums import SUBJECT_OF_ROLE, AgeBand, Answer, DashGrade, PersonRole, Sex
from .review import Review


def answer(help_text=""):
    return models.CharField(max_length=3, choices=Answer.choices, blank=True, help_text=help_text)


class Person(models.Model):
    """Somebody in the case, by pseudonym, never by real name. A blank fact is unknown.

    The facts are those of the national data return, as far as reviews are compared by them.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="people")
    key = models.SlugField(max_length=40, help_text="Stable inside the review, for example: victim, child-1.")
    pseudonym = models.CharField(max_length=80)
    other_names = models.JSONField(default=list, blank=True, help_text="Other pseudonyms that papers use.")
    role = models.CharField(max_length=20, choices=PersonRole.choices)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    gender_differs = answer("Gender differs from sex registered at birth.")
    orientation = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=80, blank=True)
    religion = models.CharField(max_length=40, blank=True)
    relationship = models.CharField(max_length=60, blank=True, help_text="To the perpetrator or to the victim.")
    disability = answer()
    pregnancy = answer("Pregnant, or had given birth in the year before.")
    carer = answer("Cared for somebody unpaid.")
    carer_for_victim = answer()
    immigration = answer("Immigration status mattered.")
    earlier_offences = answer()
    died_by_suicide = answer()
    marac_referred = answer()
    marac_heard = answer()
    last_dash_grade = models.CharField(max_length=8, choices=DashGrade.choices, blank=True)
    verdict = models.CharField(max_length=60, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="person_once_a_review")]

    def __str__(self):
        return self.pseudonym

    @property
    def subject(self) -> str:
        return SUBJECT_OF_ROLE[self.role]

    @property
    def names(self) -> list[str]:
        """What a text may call this person; a name that was left empty is none."""
        return [name for name in (self.pseudonym, *self.other_names) if name.strip()]
