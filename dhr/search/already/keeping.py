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
from .likely import keep_likely

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
    working = Recommendation.objects.filter(waiting).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    published = EditionRecommendation.objects.filter(waiting, edition__status=EditionStatus.STANDING)
    published = published.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    written = [row for row in map(_keep_published, published) if row] + [
        row for row in map(_keep_working, working) if row
    ]
    keep_likely(written)
    return len(written)


@transaction.atomic
def _keep_working(pk: int) -> AskedBefore | None:
    """The row as it was written; None where the recommendation is gone by now."""
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("agency")
    row = rows.filter(pk=pk).first()
    return row and _written({"working": row}, compared_of(row))


@transaction.atomic
def _keep_published(pk: int) -> AskedBefore | None:
    rows = EditionRecommendation.objects.filter(edition__status=EditionStatus.STANDING)
    row = rows.select_for_update(of=("self", "edition")).select_related("edition").filter(pk=pk).first()
    return row and _written({"published": row}, compared_of_published(row))


def _written(of: dict, found: Compared) -> AskedBefore:
    """Not up to date until its likely repeats are stored: a worker that dies in between begins with it again."""
    row, _ = AskedBefore.objects.update_or_create(**of, defaults=_stored(found))
    return row


def _stored(found: Compared) -> dict:
    return {
        "terms": " ".join(found.terms),
        "facts": " ".join(sorted(found.facts)),
        "vector": found.vector,
        "made_with": "",
    }


def compared_of_published(row: EditionRecommendation) -> Compared:
    """As its edition froze it, whatever its working paper says by now."""
    return compared(
        row.text, recipient=row.recipient, body=row.agency, library_theme=row.library_theme, themes=row.themes
    )


def compared_of(recommendation: Recommendation) -> Compared:
    """As it stands in its working paper."""
    return compared(
        recommendation.text,
        recipient=recommendation.recipient,
        body=str(recommendation.agency or recommendation.agency_as_stated),
        library_theme=recommendation.library_theme,
        themes=[theme.pk for theme in recommendation.themes.all()],
    )
