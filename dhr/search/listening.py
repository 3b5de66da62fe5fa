"""Models never know that search exists: this room listens, and writes its work into the same transaction."""

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from dhr.actions.models import Action, Milestone, RagOverride, Recommendation, Statement, TrackingRules
from dhr.areas.models import Agency, Area
from dhr.learning.models import MentionDecision
from dhr.publishing.signals import published, taken_down
from dhr.reviews.audiences import audiences_of, audiences_of_review
from dhr.reviews.models import Document, Person, Review, ReviewArea
from dhr.reviews.signals import registered

from .entries import statement_owner
from .indexes import INDEXES
from .models import Erasure, IndexChange, IndexedOwner
from .units import edition_owners


def note(unit: str, *owners: str, hides: bool = False) -> None:
    """Have `unit` indexed anew; with `hides` its `owners` leave every answer as soon as this is committed."""
    IndexChange.objects.bulk_create([IndexChange(unit=unit, owner=owner, hides=hides) for owner in owners or (unit,)])


@transaction.atomic
def take_away(unit: str, *owners: str) -> None:
    """Have `owners` leave every answer at once, and their text leave the disk soon."""
    note(unit, *owners, hides=True)
    Erasure.objects.bulk_create([Erasure(index=index.name) for index in INDEXES])


@transaction.atomic
def note_audiences(unit: str, owner: str, audiences: frozenset[str]) -> None:
    """Have `unit` indexed anew; where `owner` lost readers whom the index may know of, hide it until then.

    New readers are remembered at once: the worker may write them into the index at any moment from now.
    """
    indexed, _ = IndexedOwner.objects.select_for_update().get_or_create(owner=owner)
    known = set(indexed.audiences)
    if audiences - known:
        indexed.audiences = sorted(audiences | known)
        indexed.save()
    note(unit, owner, hides=bool(known - audiences))


@receiver(post_save, sender=Document)
def document_saved(instance, **_):
    note_audiences(instance.unit, f"d{instance.pk}", audiences_of(instance))


@receiver(pre_delete, sender=Document)
def document_deleted(instance, **_):
    take_away(instance.unit, f"d{instance.pk}")


@receiver(post_save, sender=Review)
def review_saved(instance, **_):
    note(instance.unit)


@receiver(registered)
def reviews_registered(reviews, **_):
    """As `note_audiences` of each; nothing of new reviews is in the index that could have to be hidden."""
    IndexedOwner.objects.bulk_create(
        [IndexedOwner(owner=review.unit, audiences=sorted(audiences_of_review(review))) for review in reviews],
        update_conflicts=True,
        unique_fields=["owner"],
        update_fields=["audiences"],
    )
    IndexChange.objects.bulk_create([IndexChange(unit=review.unit, owner=review.unit) for review in reviews])


@receiver(pre_delete, sender=Review)
def review_deleted(instance, **_):
    take_away(instance.unit, instance.unit)


@receiver([post_save, post_delete], sender=ReviewArea)
def review_area_changed(instance, **_):
    if instance.review.pk is not None:
        _note_all_audiences(instance.review)


@receiver(post_save, sender=Area)
def area_saved(instance, created, **_):
    """It may be in another region now, whose lead reads what is shared, or have another name."""
    if created:
        return
    for review in instance.reviews.all():
        _note_all_audiences(review)
    for paper in instance.context_papers.all():
        note_audiences(paper.unit, f"d{paper.pk}", audiences_of(paper))
    for recommendation in instance.recommendations.all():
        note(recommendation.unit)


@receiver(post_save, sender=Agency)
def agency_saved(instance, created, **_):
    """It may have another name now."""
    if created:
        return
    asked = Recommendation.objects.filter(Q(agency=instance) | Q(actions__lead=instance)).select_related("review")
    papers = Document.objects.filter(agency=instance)
    for unit in {row.unit for rows in (papers, asked) for row in rows}:
        note(unit)


def _note_all_audiences(review: Review) -> None:
    note_audiences(review.unit, review.unit, audiences_of_review(review))
    for paper in review.documents.all():
        note_audiences(review.unit, f"d{paper.pk}", audiences_of(paper))


@receiver([post_save, post_delete], sender=Person)
def person_changed(instance, **_):
    if instance.review.pk is not None:
        note(instance.review.unit)


@receiver([post_save, post_delete], sender=Recommendation)
def recommendation_changed(instance, **_):
    if instance.area_id is None:
        note(instance.unit)


@receiver(post_save, sender=Recommendation)
def recommendation_from_outside_saved(instance, **_):
    """It may be another area's now."""
    if instance.area_id is not None:
        note_audiences(instance.unit, instance.unit, instance.audiences)


@receiver(pre_delete, sender=Recommendation)
def recommendation_from_outside_deleted(instance, **_):
    if instance.area_id is not None:
        take_away(instance.unit, instance.unit)


def rate_again(actions) -> None:
    """Have the RAG of `actions` worked out anew, and their units indexed where it changed."""
    actions.update(rated_on=None)


@receiver([post_save, post_delete], sender=Action)
def action_changed(instance, **_):
    rate_again(Action.objects.filter(pk=instance.pk))
    note(instance.recommendation.unit)


@receiver([post_save, post_delete], sender=Milestone)
@receiver(post_save, sender=RagOverride)
def what_an_action_is_rated_by_changed(instance, **_):
    rate_again(Action.objects.filter(pk=instance.action_id))


@receiver([post_save, post_delete], sender=TrackingRules)
def rules_changed(instance, **_):
    rate_again(Action.objects.of_area(instance.area))


@receiver(post_save, sender=Statement)
def statement_saved(instance, created, **_):
    unit = instance.recommendation.unit
    if instance.withdrawn_at or not created:  # it may have had words that are not public any more
        take_away(unit, statement_owner(instance))
    else:
        note(unit)


@receiver(post_save, sender=MentionDecision)
def mention_decided(instance, **_):
    note(instance.document.unit)


@receiver(published)
def edition_published(edition, **_):
    note(edition.unit)


@receiver(taken_down)
def edition_taken_down(edition, **_):
    # Its words must leave the disk as well; where a later edition replaces it, that one is indexed by then.
    take_away(edition.unit, *edition_owners(edition))
