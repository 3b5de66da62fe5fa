"""Vectors of passages, worked out once and kept in the database: rebuilding an index would take hours without."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from django.conf import settings

from . import meaning
from .documents import IndexDocument, Sort
from .models import PassageVector


def model_wanted() -> str:
    """The version of the model that indexes are to hold vectors of; empty where related wording is off.

    It is off where the extra isn't installed, or the settings say so.
    """
    return meaning.version() if settings.SEARCH_RELATED else ""


def with_vectors(unit: str, documents: Sequence[IndexDocument]) -> list[IndexDocument]:
    """`documents` of `unit`, their passages with vectors; without where related wording is off."""
    if not model_wanted():
        return list(documents)
    digests = _digests(documents)
    known = {
        row.digest: bytes(row.vector) for row in PassageVector.objects.filter(unit=unit, digest__in=digests.values())
    }
    texts = {digests[each.key]: each.body for each in documents if each.key in digests}
    missing = {digest: text for digest, text in texts.items() if digest not in known}
    made = {digest: meaning.vector(text).astype(np.float16).tobytes() for digest, text in missing.items()}
    PassageVector.objects.bulk_create(
        [PassageVector(unit=unit, digest=digest, vector=vector) for digest, vector in made.items()],
        ignore_conflicts=True,
    )
    known |= made
    return [replace(each, vector=known[digests[each.key]]) if each.key in digests else each for each in documents]


def forget_others(unit: str, documents: Sequence[IndexDocument]) -> None:
    """Delete the vectors of texts that the unit doesn't hold any more: they tell what these were about.

    All of them where related wording is off.
    """
    wanted = set(_digests(documents).values()) if model_wanted() else ()
    PassageVector.objects.filter(unit=unit).exclude(digest__in=wanted).delete()


def _digests(documents: Sequence[IndexDocument]) -> dict[str, str]:
    """Key of each passage that has a text -> what its vector is kept under: another model makes another vector."""
    return {
        each.key: hashlib.sha256(f"{meaning.version()}\0{each.body}".encode()).hexdigest()
        for each in documents
        if each.sort == Sort.PASSAGE and each.body
    }
