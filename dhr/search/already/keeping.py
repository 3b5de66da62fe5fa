"""Keeps what recommendations are compared by: removed with each change, worked out by the worker."""

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from dhr.actions.models import Recommendation
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import EditionRecommendation
from dhr.publishing.signals import taken_down

from ..models import AskedBefore
from .compared import Compared, compared, made_with

AT_ONCE = 200
"""Worked out before the worker turns to other work: some seconds with a sentence model."""


@receiver(post_save, sender=Recommendation)
def recommendation_saved(instance, created, **_):
    if not created:
        AskedBefore.objects.filter(working=instance).delete()


@receiver(m2m_changed, sender=Recommendation.themes.through)
def themes_changed(instance, action, reverse, pk_set, **_):
    if action.startswith("post_"):
        changed = Q(working__in=pk_set or ()) if reverse else Q(working=instance)
        AskedBefore.objects.filter(changed).delete()


@receiver(taken_down)
def edition_taken_down(edition, **_):
    """What was taken away tells nothing any more, not even by its words."""
    AskedBefore.objects.filter(published__edition=edition).delete()


def work() -> int:
    """Work out what is missing, or was made by other rules; returns how many rows were written."""
    waiting = (~Q(compared__made_with=made_with())) | Q(compared=None)
    working = Recommendation.objects.filter(waiting).order_by("pk").values_list("pk", flat=True)
    published = EditionRecommendation.objects.filter(waiting, edition__status=EditionStatus.STANDING)
    written = 0
    for pk in working[:AT_ONCE]:
        written += _keep_working(pk)
    for pk in published.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        written += _keep_published(pk)
    return written


@transaction.atomic
def _keep_working(pk: int) -> bool:
    """Whether it was written: it may be gone by now."""
    row = Recommendation.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=pk).first()
    if row:
        AskedBefore.objects.update_or_create(working=row, defaults=_stored(compared_of(row)))
    return row is not None


@transaction.atomic
def _keep_published(pk: int) -> bool:
    rows = EditionRecommendation.objects.filter(edition__status=EditionStatus.STANDING)
    row = rows.select_for_update(of=("self", "edition")).select_related("edition").filter(pk=pk).first()
    if row:
        found = compared(row.text, recipient=row.recipient, body=row.agency)
        AskedBefore.objects.update_or_create(published=row, defaults=_stored(found))
    return row is not None


def _stored(found: Compared) -> dict:
    return {
        "terms": " ".join(found.terms),
        "facts": " ".join(sorted(found.facts)),
        "vector": found.vector,
        "made_with": made_with(),
    }


def compared_of(recommendation: Recommendation) -> Compared:
    """As it stands in its working paper."""
    return compared(
        recommendation.text,
        recipient=recommendation.recipient,
        body=str(recommendation.agency or recommendation.agency_as_stated),
        library_theme=recommendation.library_theme,
        themes=[theme.pk for theme in recommendation.themes.all()],
    )
