"""Numbered lists of a review: a key line's or lesson's number is its place, from 1, without gaps."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max, QuerySet

from .forms.entry import EntryForm
from .models import Review


@contextmanager
def one_at_a_time(review: Review) -> Iterator[None]:
    """A transaction in which nobody else changes the lists of `review`."""
    with transaction.atomic():
        Review.objects.select_for_update().get(pk=review.pk)
        yield


def save_in_place(form: EntryForm, rows: QuerySet) -> None:
    """Save the valid `form`'s entry, and number `rows`, its list in order, so that it stands in the place chosen."""
    entry = form.instance
    if entry.pk:
        entry.refresh_from_db(fields=["number"])
    else:
        entry.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    form.save()
    renumber(in_place(list(rows), entry.pk, form.cleaned_data["place"]))


def in_place(rows: list, pk: int, place: int) -> list:
    """`rows` with the one of this `pk` in `place`, from 1; a place beyond the ends is the first or the last."""
    others = [row for row in rows if row.pk != pk]
    index = min(max(place, 1), len(rows)) - 1
    return [*others[:index], *(row for row in rows if row.pk == pk), *others[index:]]


def renumber(rows: list) -> None:
    """Number `rows` in this order, in the caller's transaction.

    The database refuses a number that another row has, even for a moment: those that change step aside first.
    """
    changed = [(row, number) for number, row in enumerate(rows, start=1) if row.number != number]
    aside = max((row.number for row in rows), default=0) + len(rows)
    for row, number in changed:
        type(row).objects.filter(pk=row.pk).update(number=aside + number)
    for row, number in changed:
        row.number = number
        row.save(update_fields=["number"])
