"""Which reviews carry which facts, as one viewer may see them.

A set of units is an integer, one bit a unit: so counting a facet exactly is `(bits & answer).bit_count()`.
"""

from collections.abc import Iterable, Mapping

from dhr.search.documents import COMBINED_NEEDS
from dhr.search.engines.protocol import Card

Bits = int
ONE = ord("1")


class CaseBook:
    """Facets of all units that a viewer may see, worked out from the papers and cases that they may see.

    values   facet name -> value -> bits of the units that carry it
    units    what each bit stands for, lowest first
    all, reviews   bits of every unit; of those that are reviews
    """

    def __init__(self, cards: Iterable[Card]):
        cards = list(cards)
        self.units: list[str] = sorted({card.unit for card in cards})
        self._place = {unit: place for place, unit in enumerate(self.units)}
        self.all: Bits = (1 << len(self.units)) - 1
        self.reviews: Bits = self.bits(card.unit for card in cards if card.is_review)
        carriers: dict[str, dict[str, list[str]]] = {}
        for card in cards:
            for facet, value in card.facts:
                carriers.setdefault(facet, {}).setdefault(value, []).append(card.unit)
        self._newest_first = self._order_by_date(carriers.pop("date", {}))
        self._by_area = self._order_by_area(carriers.pop("lead_area", {}))
        self.values = {
            facet: {value: self.bits(units) for value, units in sorted(of_facet.items())}
            for facet, of_facet in carriers.items()
        }
        self.values["combined"] = _combined(self.values.pop("need", {}))

    def bits(self, units: Iterable[str]) -> Bits:
        """Units that aren't in the book are passed over."""
        # as digits, because a large integer is copied whole for each bit that is set in it
        digits = bytearray(b"0") * (len(self.units) or 1)
        for place in map(self._place.get, units):
            if place is not None:
                digits[~place] = ONE
        return int(digits, 2)

    def names(self, bits: Bits) -> list[str]:
        return [unit for unit, digit in zip(self.units, reversed(f"{bits:b}"), strict=False) if digit == "1"]

    def is_review(self, unit: str) -> bool:
        return bool(self.reviews >> self._place[unit] & 1)

    def any_of(self, facet: str, values: Iterable[str]) -> Bits:
        """Units that carry any of the values."""
        of_facet = self.values.get(facet, {})
        found = 0
        for value in values:
            found |= of_facet.get(value, 0)
        return found

    def newest_first(self, bits: Bits) -> list[str]:
        """By date, undated ones last, then by name."""
        return sorted(self.names(bits), key=self._newest_first.__getitem__)

    def by_area(self, bits: Bits) -> list[str]:
        """By lead area, those without one last, then newest first."""
        return sorted(self.names(bits), key=self._by_area.__getitem__)

    def best_first(self, scores: Mapping[str, float]) -> list[str]:
        """By score, then newest first."""
        return sorted(
            (unit for unit in scores if unit in self._place),
            key=lambda unit: (-scores[unit], self._newest_first[unit]),
        )

    def _order_by_date(self, carriers: Mapping[str, Iterable[str]]) -> dict[str, int]:
        latest = {unit: date for date, units in sorted(carriers.items()) for unit in units}
        # equals keep the order of their names, for the sort is stable
        order = sorted(self.units, key=lambda unit: latest.get(unit, ""), reverse=True)
        return {unit: at for at, unit in enumerate(order)}

    def _order_by_area(self, carriers: Mapping[str, Iterable[str]]) -> dict[str, tuple[bool, str, int]]:
        lead = {unit: area for area, units in sorted(carriers.items(), reverse=True) for unit in units}
        return {unit: (unit not in lead, lead.get(unit, ""), self._newest_first[unit]) for unit in self.units}


def _combined(needs: Mapping[str, Bits]) -> dict[str, Bits]:
    """`source:role` and `source:any` -> units in which one such person has two or more of `COMBINED_NEEDS`."""
    of_person: dict[str, list[Bits]] = {}
    for code, bits in needs.items():
        person, _, theme = code.partition("#")
        if theme in COMBINED_NEEDS:
            of_person.setdefault(person, []).append(bits)
    combined: dict[str, Bits] = {}
    for person, needs_of_person in of_person.items():
        one = several = 0
        for bits in needs_of_person:
            several |= one & bits
            one |= bits
        source, role, _ = person.split(":", 2)
        for value in (f"{source}:{role}", f"{source}:any"):
            if several:
                combined[value] = combined.get(value, 0) | several
    return combined
