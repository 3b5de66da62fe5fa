"""What a search's address calls a review or paper. Numbers of the database would tell how many are not published."""

from collections.abc import Iterable

from dhr.reviews.models import Document, Review

NOWHERE = "r0"
"""A unit that no index holds."""

_LETTERS = {"r": Review, "d": Document}


def unit_at(address: str) -> str:
    """The unit that `SearchQuery.only` means; whether somebody may see it is for the index to say."""
    if address.startswith("o"):
        return address  # a recommendation from outside has no other name
    for letter, model in _LETTERS.items():
        pk = model.objects.filter(public_id=address).values_list("pk", flat=True).first()
        if pk:
            return f"{letter}{pk}"
    return NOWHERE


def addresses_of(units: Iterable[str]) -> dict[str, str]:
    """Unit -> what `SearchQuery.only` calls it."""
    units = list(units)
    found = {unit: unit for unit in units if unit.startswith("o")}
    for letter, model in _LETTERS.items():
        pks = [int(unit[1:]) for unit in units if unit.startswith(letter)]
        found |= {f"{letter}{pk}": name for pk, name in model.objects.filter(pk__in=pks).values_list("pk", "public_id")}
    return found
