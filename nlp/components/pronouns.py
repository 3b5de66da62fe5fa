"""Whom pronouns mean: by sex and recency, in quotations by who speaks."""

from nlp.components.cast import Party, people_words
from nlp.components.grammar import words_of
from nlp.components.knowledge import Knowledge
from nlp.components.references import Reference

_SENTENCES_BACK = 3
_QUOTES = frozenset("\"“‘'")
_SAYS = words_of("quoted_by")


class PronounReader:
    """Decides who "she", "they" or "I" is; nobody where two fit."""

    def __init__(self, known: Knowledge):
        self.known = known

    def parties(self, reference: Reference, sentence: int) -> tuple[Party, ...]:
        if reference.sex == "narrator":
            return self._quoted(reference, sentence)
        main = self.known.only_one_of_sex(reference.sex)
        if main and not self._rivals(reference.sex, main, sentence):
            return main
        for back in range(_SENTENCES_BACK + 1):
            window = [earlier for number, earlier in self.known.history if number == sentence - back]
            if reference.sex is None:
                chosen, stop = self._plural(reference, window)
            else:
                chosen, stop = self._singular(reference, window, sentence, back)
            if chosen or stop:
                # a possessive or object in the same sentence may be somebody not named in it
                sure = back > 0 or reference.form in ("subject", "reflexive")
                if len(chosen) == 1 and reference.sex and sure and not self.known.sexes.get(chosen[0]):
                    self.known.sexes[chosen[0]] = reference.sex
                return chosen
        return main or (self._named_later(reference.sex) if reference.sex else ())

    def _rivals(self, sex: str, main: tuple[Party, ...], sentence: int) -> bool:
        """Whether "she" may be another than the one woman of the case: one named here, or whom the text went on to."""
        here = [e for number, e in self.known.history if number == sentence]
        before = [e for number, e in self.known.history if number == sentence - 1]
        if any(self._may_be(e, sex, main) for e in here):
            return True
        return bool(before) and self._may_be(before[0], sex, main) and not any(e.parties == main for e in before)

    def _may_be(self, reference: Reference, sex: str, main: tuple[Party, ...]) -> bool:
        """Somebody else of this sex, or of an unknown one."""
        if self._reports(reference):
            return False  # "Mother states she": of the two it is who the case is about
        if reference.parties == main or reference.plural or (reference.kind == "pronoun" and reference.sex != sex):
            return False
        sexes = {self.known.sex_of(party, reference) for party in reference.parties} or {reference.sex}
        return bool(sexes & {sex, None})

    def _reports(self, reference: Reference) -> bool:
        after = self.known.reading.words[reference.end : reference.end + 2]
        named = reference.kind == "name" and [party.subject for party in reference.parties] == ["other"]
        return (reference.kind == "relative" or named) and not people_words()["reporting"].isdisjoint(after)

    def _quoted(self, reference: Reference, sentence: int) -> tuple[Party, ...]:
        """Whom "me" means in what somebody is quoted as saying: Amina said, "he hit me"."""
        words = self.known.reading.words
        for number, speaker in self.known.history:
            reports = not people_words()["reporting"].isdisjoint(words[speaker.end : speaker.end + 4])
            quotes = not _QUOTES.isdisjoint(words[speaker.end : reference.start])
            if number == sentence and reports and quotes:
                return speaker.parties
        return self._speaker_after(reference)

    def _speaker_after(self, reference: Reference) -> tuple[Party, ...]:
        """As in '"I cut myself," Carl told the officer': who is named as speaking after the quotation."""
        words = self.known.reading.words
        for speaker in self.known.references:
            if speaker.start <= reference.end or speaker.kind not in ("name", "role"):
                continue
            if _QUOTES.isdisjoint(words[max(reference.end, speaker.start - 2) : speaker.start]):
                continue
            beside = words[speaker.start - 1 : speaker.start] + words[speaker.end : speaker.end + 2]
            return speaker.parties if not _SAYS.isdisjoint(beside) else ()
        return ()

    def _named_later(self, sex: str | None) -> tuple[Party, ...]:
        """The one person of this sex whom the text names at all: "She liked a tipple, Patience"."""
        named = {
            party
            for reference in self.known.references
            if reference.kind in ("name", "role")
            for party in reference.parties
            if self.known.sex_of(party, reference) in (None, sex)
        }
        return tuple(named) if len(named) == 1 else ()

    def _plural(self, reference: Reference, window: list[Reference]) -> tuple[tuple[Party, ...], bool]:
        """The last pair or plural for "they"; of one person only where it is the only one in sight."""
        for earlier in reversed(window):
            if earlier.plural and earlier.parties and earlier.noun != "their":
                return earlier.parties, True
        adults = {p for e in window for p in e.parties if p.subject in ("victim", "perpetrator")}
        if {party.subject for party in adults} == {"victim", "perpetrator"} and reference.form == "subject":
            return tuple(sorted(adults, key=lambda party: party.subject != "victim")), True
        single = {party for earlier in window for party in earlier.parties}
        if len(single) == 1 and self.known.sexes.get(next(iter(single))) is None:
            return tuple(single), True
        return (), bool(window)

    def _singular(
        self, reference: Reference, window: list[Reference], sentence: int, back: int
    ) -> tuple[tuple[Party, ...], bool]:
        sex = reference.sex
        seen: dict[Party, Reference] = {}
        unresolved = False
        for earlier in window:
            for one in (earlier.possessor, earlier):
                if one is None or one.plural or one.kind == "pair":
                    continue
                if not one.parties and one.sex == sex and one.kind != "pronoun":
                    unresolved = True
                for party in one.parties:
                    if self.known.sex_of(party, one) in (None, sex):
                        seen.setdefault(party, one)
        sure = [party for party in seen if self.known.sex_of(party, seen[party]) == sex]
        fitting = sure or list(seen)
        if len(fitting) > 1:
            fitting = self._tell_apart(reference, fitting, seen, window, sentence, back)
        if unresolved and not sure:
            return (), True
        return (tuple(fitting), True) if len(fitting) == 1 else ((), len(fitting) > 1)

    def _tell_apart(self, reference, fitting, seen, window, sentence, back) -> list[Party]:
        words = self.known.reading.words
        for party in fitting:  # "Amina's mother said that she": a relative speaks about her own
            kin = seen[party]
            reports = not people_words()["reporting"].isdisjoint(words[kin.end : kin.end + 3])
            if kin.kind == "relative" and kin.possessor is not None and reports:
                fitting = [p for p in fitting if p != party]
        if back == 0 and reference.form == "object" and len(fitting) > 1:
            nearest = next((e for e in reversed(window) if set(e.parties) & set(fitting) and not e.owned), None)
            if nearest is not None:  # "Sarah hit her": the one hit is not the one who hits
                fitting = [p for p in fitting if p not in nearest.parties]
        begins = reference.start == self.known.reading.sentences[sentence][0]
        if len(fitting) > 1 and back == 1 and begins:
            meant = {p for e in window if e.kind == "pronoun" and e.sex == reference.sex for p in e.parties}
            fitting = [p for p in fitting if p in meant] or fitting  # who "she" was there, she is here
        if len(fitting) > 1 and back == 1 and begins and reference.form == "subject":
            first = set(window[0].parties)  # whom the sentence before is about, it goes on about
            if all(seen[p].kind in ("relative", "partner", "child") for p in fitting if p not in first):
                fitting = [p for p in fitting if p in first] or fitting
        if len(fitting) > 1 and back == 0:
            same = [e for e in window if e.kind == "pronoun" and e.sex == reference.sex and e.parties]
            if same and reference.form != "object":
                fitting = list(same[-1].parties)
        return fitting
