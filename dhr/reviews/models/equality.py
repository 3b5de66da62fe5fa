from django.db import models
from simple_history.models import HistoricalRecords

from ..enums import Answer, Characteristic
from .review import Review
from .terms import TermsQuerySet


class ReviewCharacteristicQuerySet(TermsQuerySet):
    def of(self, review) -> list["ReviewCharacteristic"]:
        """All ten of `review` in the order of the Act; those that nobody has opened yet are not stored."""
        stored = {row.characteristic: row for row in self.filter(review=review)}
        return [
            stored.get(each.value) or ReviewCharacteristic(review=review, characteristic=each)
            for each in Characteristic
        ]


class ReviewCharacteristic(models.Model):
    """Whether a protected characteristic is relevant in a review, always with the reason. Blank: not yet decided."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="characteristics")
    characteristic = models.CharField(max_length=24, choices=Characteristic.choices)
    relevant = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    reason = models.TextField(blank=True)

    objects = ReviewCharacteristicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "characteristic"], name="characteristic_once_a_review")
        ]

    def __str__(self):
        return f"{self.get_characteristic_display()}: {self.decision}"

    @property
    def decision(self) -> str:
        return self.get_relevant_display() or "Not yet decided"
