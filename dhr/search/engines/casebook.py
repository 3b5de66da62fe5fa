"""Which reviews carry which facts, as one viewer may see them.

A set of units is an integer, one bit a unit: so counting a facet exactly is `(bits & answer).bit_count()`.
"""

from collections.abc import Iterable, Mapping

from dhr.search.documents import COMBINED_NEEDS
from dhr.search.engines.protocol import Card

Bits = int


class CaseBook:
    """Facets of all units that a viewer may see, worked out from the papers and cases that they may see.

    values   facet name -> value -> bits of the units that carry it
    units    what each bit stands for, lowest first
    all, reviews   bits of every unit; of those that are reviews
    """

    def __init__(self, cards: Iterable[Card]):
        cards = list(cards)
        self.units: list[str] = sorted({card.unit for card in cards})
        self._bit = {unit: 1 << index for index, unit in enumerate(self.units)}
        self.all: Bits = (1 << len(self.units)) - 1
        self.reviews: Bits = 0
        self.values: dict[str, dict[str, Bits]] = {}
        for card in cards:
            bit = self._bit[card.unit]
            if card.is_review:
                self.reviews |= bit
            for facet, value in card.facts:
                of_facet = self.values.setdefault(facet, {})
                of_facet[value] = of_facet.get(value, 0) | bit
        self.values["combined"] = _combined(self.values.pop("need", {}))
        self._newest_first = self._order_by_date()
        self._by_area = self._order_by_area()

    def bits(self, units: Iterable[str]) -> Bits:
        """Units that aren't in the book are passed over."""
        found = 0
        for unit in units:
            found |= self._bit.get(unit, 0)
        return found

    def names(self, bits: Bits) -> list[str]:
        return [unit for unit, digit in zip(self.units, reversed(f"{bits:b}"), strict=False) if digit == "1"]

    def is_review(self, unit: str) -> bool:
        return bool(self._bit[unit] & self.reviews)

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
            (unit for unit in scores if unit in self._bit),
            key=lambda unit: (-scores[unit], self._newest_first[unit]),
        )

    def _order_by_date(self) -> dict[str, int]:
        order: dict[str, int] = {}
        for _, bits in sorted(self.values.get("date", {}).items(), reverse=True):
            for unit in self.names(bits):
                order.setdefault(unit, len(order))
        return order | {unit: len(self.units) + at for at, unit in enumerate(self.units) if unit not in order}

    def _order_by_area(self) -> dict[str, tuple[bool, str, int]]:
        lead: dict[str, str] = {}
        for area, bits in sorted(self.values.get("lead_area", {}).items()):
            for unit in self.names(bits):
                lead.setdefault(unit, area)
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
