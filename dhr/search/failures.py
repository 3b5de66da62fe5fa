"""What the worker couldn't do, kept as rows for the status page."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from .engines.protocol import SearchError
from .models import UpkeepFailure

KEPT = timedelta(days=30)


def note_failure(kind: str, what: str) -> None:
    """Keep that this happened, now; `what` is in words that anybody may read."""
    with transaction.atomic():
        failure, is_new = UpkeepFailure.objects.get_or_create(kind=kind, what=what[:300])
        if not is_new:
            UpkeepFailure.objects.filter(pk=failure.pk).update(last=timezone.now(), times=F("times") + 1)
        UpkeepFailure.objects.filter(last__lt=timezone.now() - KEPT).delete()


@contextmanager
def failures_noted() -> Iterator[None]:
    """Keeps what goes wrong inside, and lets it go on its way."""
    try:
        yield
    except Exception as error:
        # a message of any other error could carry case text
        what = str(error) if isinstance(error, SearchError) else "The search indexes can't be kept in step."
        with suppress(DatabaseError):  # which may be what went wrong
            note_failure(type(error).__name__, what)
        raise
