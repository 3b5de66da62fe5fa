"""What each index took in of each unit: kept in the database, by the name that the engine gave the index."""

import hashlib
from collections.abc import Mapping

from .documents import IndexDocument
from .models import IndexedUnit


def digest_of(documents: list[IndexDocument]) -> str:
    return hashlib.sha256(repr(documents).encode()).hexdigest()


NOTHING = digest_of([])
UNKNOWN = ""


def taken_in(index: str) -> dict[str, str]:
    """Unit -> digest of what the index called `index` holds of it. A unit that isn't there is as good as `NOTHING`."""
    return dict(IndexedUnit.objects.filter(index=index).values_list("unit", "digest"))


def last_taken_in(index: str, unit: str) -> str:
    """The digest of what the index called `index` holds of `unit`."""
    taken_in = IndexedUnit.objects.filter(index=index, unit=unit).first()
    return taken_in.digest if taken_in else NOTHING


def remember(index: str, digests: Mapping[str, str]) -> None:
    """Keep what the index holds of these units, `UNKNOWN` before it is written: a crash may come in between."""
    IndexedUnit.objects.bulk_create(
        [IndexedUnit(index=index, unit=unit, digest=digest) for unit, digest in digests.items()],
        update_conflicts=True,
        update_fields=["digest"],
        unique_fields=["index", "unit"],
        batch_size=500,
    )


def forget(index: str) -> None:
    """An index that is no more."""
    IndexedUnit.objects.filter(index=index).delete()
