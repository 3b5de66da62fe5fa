"""One sentence with the people in it: what subject and harm need to know."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nlp.components.cast import MAIN_ROLES, Cast, Party, people_words
from nlp.components.grammar import words_of
from nlp.components.reading import Reading
from nlp.components.references import Reference

_RECIPIENT = words_of("recipient")
_WHILE = words_of("while")
_ASIDE = words_of("aside")
_ELIDED = words_of("elided")
_RELATIVE = frozenset(["who", "whom", "whose", "which"])
_SAYS = words_of("says")
_VERBS = words_of("finite")
_SEPARATORS = frozenset([",", ";", ":", "(", "•", "·"])
_FEWEST_SEPARATORS = 2
_SENTENCES_BEFORE = 2
_HEADING = 6
"""Tokens that may stand before whom a note is about: "Custody. DP Gethin."."""
_BEGINNING = 2
"""Tokens in which a text says whom it is about, if it does."""
_PATIENTS = frozenset(["pt", "patient", "client"])
_IN_RULES = frozenset(["if", "whether", "where", "when", "will", "recommended", "can", "could", "would", "to"])
_FIRST_WORDS = 12
_PAST = words_of("past")
_OUGHT = frozenset(["should", "must", "ensure", "may", "can"])
_ORDERS = frozenset(["should", "must", "shall", "ensure", "recommended"])
_NUMBERS = words_of("numbers")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED_WITHIN = 5
"""Tokens from a number to what it counts, itself among them: "37 Gypsy and Traveller women"."""
_LARGE = re.compile(r"\d{1,3}(?:,\d{3})+")
_INDIVIDUAL = ("name", "pronoun", "relative", "partner", "child", "adult", "pair")


@dataclass(frozen=True)
class Sentence:
    """Tokens start..end of a reading, with its references and those of each sentence before, the nearest last.

    `of_case` says whether the text speaks of somebody in particular anywhere; `implied` is whom it is about unsaid.
    """

    reading: Reading
    start: int
    end: int
    references: list[Reference]
    before: list[list[Reference]]
    of_case: bool = False
    implied: tuple[Party, ...] = ()

    @cached_property
    def words(self) -> list[str]:
        return self.reading.words[self.start : self.end]

    @cached_property
    def generic(self) -> bool:
        """It speaks of people in general, or says what should be, and of nobody in particular."""
        if any(is_individual(r) for r in self.references):
            return False
        if self.of_case and not self.of_people_in_general and _OUGHT.isdisjoint(self.words):
            return False
        lists = people_words()
        in_general = not lists["workers"].isdisjoint(self.words)
        guidance = not lists["guidance"].isdisjoint(self.words)
        past = not _PAST.isdisjoint(self.words)
        modal = not _OUGHT.isdisjoint(self.words)
        if not modal and any(r.kind in ("relative", "partner") and not r.plural for r in self.references):
            return False
        if any(r.kind == "role" for r in self.references):
            return modal and not past
        return self.of_people_in_general or (not past and (guidance or in_general or self._is_heading))

    @cached_property
    def advises(self) -> bool:
        """It says what ought to be, or what to do in such a case, rather than what is."""
        # a text about nobody is advice where any sentence of it is: "Staff should ask. Silence is a sign."
        words = self.words if self.of_case else self.reading.words
        return self.words[0] == "to" or not people_words()["advice"].isdisjoint(words)

    @cached_property
    def tells(self) -> bool:
        """It tells what was, as its first verb shows: "The officer attended and was told"."""
        if not _OUGHT.isdisjoint(self.words) or not _IN_RULES.isdisjoint(self.words):
            return False
        return not (_PAST | people_words()["reporting"]).isdisjoint(self.words[:_FIRST_WORDS])

    @cached_property
    def tells_findings(self) -> bool:
        """It tells what was counted or found out of many: "One in five of the victims had", "Research shows that"."""
        if not _ORDERS.isdisjoint(self.words):
            return False
        return not people_words()["findings"].isdisjoint(self.words) or self._counts_people

    @property
    def _counts_people(self) -> bool:
        """Thousands of people, so many of so many, or so many cases: "in three of our five reviews", "187 reports"."""
        of_people = people_words()["generic"] | {"children"}
        words = self.words
        for i, (word, after) in enumerate(pairwise(words)):
            if _LARGE.fullmatch(word) and after in of_people:
                return True
            if not _is_number(word):
                continue
            if after == "of" and any(map(_is_number, words[i + 2 : i + 6])):
                return True
            if not people_words()["counted"].isdisjoint(words[i + 1 : i + _COUNTED_WITHIN]):
                return True
        return any(after == "of" and word in people_words()["shares"] for word, after in pairwise(words))

    @property
    def advises_anywhere(self) -> bool:
        """The text advises somewhere, and this sentence tells nothing that was."""
        return not people_words()["advice"].isdisjoint(self.reading.words) and _PAST.isdisjoint(self.words)

    @cached_property
    def is_bare_list(self) -> bool:
        """An enumeration in a text about nobody, in which nothing is said: contents, agendas, lists of members."""
        if self.of_case or any(word in _VERBS or word.endswith("ed") for word in self.words):
            return False
        return sum(word in _SEPARATORS for word in self.words) >= _FEWEST_SEPARATORS

    @property
    def _is_heading(self) -> bool:
        return sum(map(str.isalpha, self.words)) < 7 and self.words[-1] not in (".", "!", "?", ";")

    @cached_property
    def of_people_in_general(self) -> bool:
        return not people_words()["generic"].isdisjoint(self.words)

    def clause_subject(self, position: int) -> Reference | None:
        """The reference that a word at `position` most likely belongs to, from those before it; None for the topic.

        That is the nearest one, but those told, asked or met are passed over for who did so, and so is
        everybody inside a ", who ...," before the word.
        """
        earlier = [r for r in self.references if r.end <= position and not self._is_bystander(r, position)]
        earlier = self._without_relative_clause(earlier, position)
        if not earlier:
            return None
        nearest = earlier[-1]
        words = self.reading.words
        between = words[nearest.end : position]
        for ahead, word in enumerate(between):
            # "Joseph attacked her while drunk": nobody new after the conjunction, so it is he
            if word in _WHILE and nearest.end + ahead - nearest.start < 6 and not nearest.owned:
                return self._first_of_clause(earlier)
        if between[:1] == ["and"] and len(between) < 4 and not nearest.owned and nearest.form != "subject":
            return self._first_of_clause(earlier)  # "Joseph stabbed her and then took an overdose"
        if nearest.owned and words[position].endswith("ed") and not {"and", "then"}.isdisjoint(between[-2:]):
            return self._first_of_clause(earlier)  # "she gave Ted his porridge and swallowed the rest"
        who_follows = "who" in words[nearest.end : nearest.end + 2]
        if len(earlier) > 1 and self._is_recipient(nearest) and not who_follows and not nearest.owned:
            return earlier[-2]
        return nearest

    def _is_bystander(self, reference: Reference, position: int) -> bool:
        """Those who write ("told us he drank"), and asides: "Amina, as her aunt fears, had", "he, unlike her, had"."""
        if reference.sex == "narrator" and reference.form != "subject" and not reference.parties:
            return True
        words = self.reading.words
        compared = {"unlike", "like"} & set(words[max(self.start, reference.start - 1) : reference.start])
        if compared and words[reference.end] == ",":
            return True
        after = words[reference.end : min(reference.end + 3, position)]
        if "," not in after or _SAYS.isdisjoint(after[: after.index(",")]):
            return False
        before = words[max(self.start, reference.start - 2) : reference.start]
        return "," in before

    def _first_of_clause(self, earlier: list[Reference]) -> Reference:
        words = self.reading.words
        chosen = earlier[-1]
        for reference in reversed(earlier[:-1]):
            between = words[reference.end : chosen.start]
            if not {"that", "but", ";", "and", "because"}.isdisjoint(between) or len(between) > 6:
                break
            chosen = reference
        return chosen

    def _without_relative_clause(self, earlier: list[Reference], position: int) -> list[Reference]:
        words = self.reading.words
        for reference in reversed(earlier):
            if words[reference.end : reference.end + 1] == [","] and words[reference.end + 1] in _RELATIVE:
                commas = [i for i in range(reference.end + 2, position) if words[i] == ","]
                if commas and words[commas[0] + 1] not in ("and", "who", "or"):
                    return [r for r in earlier if r.start <= reference.start or r.start > commas[0]]
        return earlier

    def _is_recipient(self, reference: Reference) -> bool:
        return reference.start > self.start and self.reading.words[reference.start - 1] in _RECIPIENT

    def first_after(self, position: int, within: int) -> Reference | None:
        """The first reference that begins at most `within` tokens after `position`, no stop between."""
        words = self.reading.words
        for reference in self.references:
            if position <= reference.start <= position + within:
                return None if _stops(words[position : reference.start]) else reference
        return None

    def joined(self, reference: Reference) -> tuple[Party, ...]:
        """Its parties, with those joined to it: "Amina and Joseph had", "both"."""
        parties = reference.parties
        words = self.reading.words
        verb = words[reference.end : reference.end + 1]
        singular = verb in (["was"], ["is"], ["has"])  # "told Amina and Joseph was" is two clauses
        for other in self.references:
            if other.end + 1 != reference.start or other.owned:
                continue
            if words[other.end] in ("nor", "or", "&", "+") or (words[other.end] == "and" and not singular):
                parties = other.parties + tuple(p for p in parties if p not in other.parties)
        return parties

    @cached_property
    def parties(self) -> list[Party]:
        return _distinct(self.references)

    @cached_property
    def parties_before(self) -> list[Party]:
        return _distinct([reference for sentence in self.before[-_SENTENCES_BEFORE:] for reference in sentence])

    @cached_property
    def topic(self) -> tuple[Party, ...]:
        """Whom the sentence goes on about where it names nobody: notes and logs say somebody once and leave it at that.

        Nobody where the text began with one person and spoke of another last.
        """
        if self.implied:
            return self.implied
        headed = next((references[0] for references in self.before[:2] if references), None)
        if headed is not None and headed.noun in _PATIENTS and headed.parties:
            return headed.parties
        told = [
            r.parties for sentence in self.before for r in sentence[:1] if r.parties and not _is_aside(r, self.reading)
        ]
        first = next((sentence[0] for sentence in self.before[:2] if sentence), None)
        begins = first is not None and not _is_aside(first, self.reading) and first.start <= _HEADING
        return told[-1] if told and told[0] == told[-1] and (begins or len(told) > 1) else ()

    @cached_property
    def elided(self) -> bool:
        """It begins with what somebody does who isn't named: "Denies low mood", "Refused refuge"."""
        return self.words[0] in _ELIDED and bool(self.topic)


def implied(sentences: list[list[Reference]], cast: Cast, reading: Reading) -> tuple[Party, ...]:
    """Whom a note is about unsaid: of two the one not named ("Seen with husband. Low mood."), or the only one."""
    first = next((references[0] for references in sentences[:2] if references), None)
    if first is not None and first.parties:
        headed = (
            first.kind in ("name", "role")
            and first.start <= _HEADING
            and not first.owned
            and not _is_aside(first, reading)
        )
        if first.start < _BEGINNING or headed:
            return ()
    known = {role for role in MAIN_ROLES if cast.by_role[role]}
    named = {
        party.subject for sentence in sentences for r in sentence for party in r.parties if party.subject in MAIN_ROLES
    }
    main = (r for references in sentences for r in references if any(p.subject in MAIN_ROLES for p in r.parties))
    first = next(main, None)
    if len(known) == 2 and len(named) == 1 and first is not None and _beside(first, reading):
        known -= named
    return tuple(map(cast.of_role, known)) if len(known) == 1 else ()


def _beside(reference: Reference, reading: Reading) -> bool:
    """Somebody who is there beside whom a note is about: "seen with Ross", "husband in waiting room"."""
    return reference.kind in ("partner", "relative", "child", "adult", "pronoun") or (
        reference.start > 0 and reading.words[reference.start - 1] == "with"
    )


def _is_aside(reference: Reference, reading: Reading) -> bool:
    """As in "seen with her mother": no sentence goes on about those."""
    return reference.start > 0 and reading.words[reference.start - 1] in _ASIDE


def _distinct(references: list[Reference]) -> list[Party]:
    return list(dict.fromkeys(party for reference in references for party in reference.parties))


def is_individual(reference: Reference) -> bool:
    """Somebody of the case, which "a partner" or "the mother" need not be."""
    if reference.kind in ("relative", "partner") and reference.possessor is None:
        return any(party.subject != "other" for party in reference.parties)
    if reference.kind == "pronoun" and reference.sex in ("female", "male"):
        return True
    return reference.kind in _INDIVIDUAL and bool(reference.parties)


def _is_number(word: str) -> bool:
    """Of things that are counted: a year is none."""
    return word in _NUMBERS or (word.isdigit() and not _YEAR.fullmatch(word))


def _stops(words: list[str]) -> bool:
    return not {".", ";", ":", "but", "who", "because"}.isdisjoint(words)
