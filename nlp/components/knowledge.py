"""What a text has told so far of who is who: it grows while references are resolved."""

from nlp.components.cast import Cast, Party
from nlp.components.reading import Reading
from nlp.components.references import Reference


class Knowledge:
    """Sexes, and who "son" or "husband" is, as far as is known yet; `history` is (sentence, reference), resolved."""

    def __init__(self, references: list[Reference], reading: Reading, cast: Cast):
        self.references = references
        self.reading = reading
        self.cast = cast
        self.sexes = dict(cast.sexes)
        self.nouns: dict[str, Party] = dict(cast.nouns)
        self.history: list[tuple[int, Reference]] = []

    def only_one_of_sex(self, sex: str | None) -> tuple[Party, ...]:
        if sex is None:
            return ()
        adults = [self.cast.party[p.id] for role in ("victim", "perpetrator") for p in self.cast.by_role[role]]
        fitting = [party for party in adults if self.sexes.get(party) in (None, sex)]
        if (len(fitting) == 1 and len(adults) > 1) or (len(fitting) == 1 and self.sexes.get(fitting[0]) == sex):
            return tuple(fitting)
        return ()

    def sex_of(self, party: Party, reference: Reference) -> str | None:
        return self.sexes.get(party) or reference.sex
