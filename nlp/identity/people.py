"""Names of people who have no pseudonym, from their first word to their last."""

import re
from collections.abc import Collection, Iterator

from nlp.identity.beside import RELATIONS, TITLES
from nlp.identity.lexicon import Lexicon, plain
from nlp.identity.signs import Signs
from nlp.identity.spans import Span, Taken, any_of, vocabulary
from nlp.identity.words import Word, words_of
from nlp.identity.words_as_names import MONTHS, ROLES

_WORDS = vocabulary("names")
_PARTICLES = frozenset(_WORDS["particles"].split())
_LOWER_PARTICLES = frozenset(_WORDS["lower_particles"].split())
_INTO_PLACES = frozenset(_WORDS["into_places"].split())

_SHORT = 3


def known_spans(text: str, known: Collection[str], lexicon: Lexicon) -> Taken:
    """Where the names stand that may stay. In lower case a short one, or one that is a word, is not read as a name."""
    spans = Taken()
    names = [name for name in known if name.strip()]
    if not names:
        return spans
    # "Amina1" is Amina with a footnote, "Child 12" is not Child 1
    for match in re.finditer(rf"(?<!\w){any_of(names)}(?![^\W\d]|(?<=\d)\d)", text, re.IGNORECASE):
        name = match[0]
        if not name.islower() or (len(name) > _SHORT and not lexicon.is_word(name)):
            spans.take(*match.span())
    return spans


class People:
    """Finds the names of one text.

    `known` are the names that may stay and `staying` where they stand; `taken` are the places of other identifiers.
    """

    def __init__(self, text: str, known: Collection[str], staying: Taken, lexicon: Lexicon, taken: Taken):
        self._text, self._lexicon = text, lexicon
        self._words = words_of(text)
        self._known = {i for i, word in enumerate(self._words) if staying.overlaps(word.start, word.end)}
        self._known_parts = {plain(part) for name in known for part in re.findall(r"[^\W\d_]{2,}", name)} - ROLES
        self._free = [not taken.overlaps(word.start, word.end) for word in self._words]
        self._place = self._find_places()
        self._signs = Signs(text, self._words, self._known, self._place, self._free, lexicon)
        self._found: dict[int, int] = {}  # first word -> last word
        self._of: set[int] = set()

    def find(self) -> Iterator[Span]:
        """The spans of names, in order."""
        for i in range(len(self._words)):
            if i not in self._of and self._signs.is_core(i):
                self._grow(i)
        self._after_nicknames()
        self._named_together()
        self._again()
        for first, last in sorted(self._found.items()):
            yield (self._words[first].start, self._words[last].end)

    def _find_places(self) -> set[int]:
        """The numbers of words that name a place, told by the longest name of up to four words."""
        places: set[int] = set()
        for i, word in enumerate(self._words):
            if not word.capital or i in places:
                continue
            for last in range(min(i + 3, len(self._words) - 1), i - 1, -1):
                phrase = self._text[word.start : self._words[last].end]
                if len(phrase) < 60 and self._lexicon.is_place(" ".join(phrase.split())):
                    places.update(range(i, last + 1))
                    break
        told = {plain(word.text) for i, word in enumerate(self._words) if self._stands_as_place(i)}
        return places | {i for i, word in enumerate(self._words) if word.capital and plain(word.text) in told}

    def _stands_as_place(self, i: int) -> bool:
        """Whether a word in no list stands where places do: "in Harrowmere", "Harrowmere Police"."""
        word = self._words[i]
        if not word.capital or word.possessive or self._lexicon.is_name(word.text) or self._lexicon.is_word(word.text):
            return False
        before, following = self._words[i - 1] if i else None, self._words[i + 1] if i + 1 < len(self._words) else None
        if before and word.gap == " " and before.text in TITLES:
            return False
        of_agency = following and following.gap == " " and following.capital and self._lexicon.is_agency(following.text)
        return bool(of_agency or (before and word.gap == " " and before.text.lower() in _INTO_PLACES))

    def _grow(self, i: int) -> None:
        first = last = i
        capital = self._words[i].capital
        while first > 0 and self._joins(first - 1, first, capital):
            first -= 1
        while last + 1 < len(self._words) and self._joins_after(last, last + 1, capital):
            last += 1
        while last > i and plain(self._words[last].text) in _PARTICLES and not self._words[last].capital:
            last -= 1
        if first in self._of or any(at in self._of for at in range(first, last + 1)):
            first = max((at + 1 for at in range(first, i) if at in self._of), default=first)
            last = min((at - 1 for at in range(i + 1, last + 1) if at in self._of), default=last)
        self._found[first] = last
        self._of.update(range(first, last + 1))

    def _joins(self, i: int, following: int, capital: bool) -> bool:
        """Whether word `i` belongs to the name that begins with the next one."""
        word, gap = self._words[i], self._words[following].gap
        if (
            word.possessive
            or not self._free[i]
            or gap not in (" ", "  ", ". ", ".")
            or (gap.startswith(".") and not word.initial)
        ):
            return False
        if word.text in TITLES or plain(word.text) in ROLES:
            return False
        if plain(word.text) in _PARTICLES and i and not word.begins:
            return word.capital or not self._lexicon.is_word(word.text) or word.text.lower() in _LOWER_PARTICLES
        if not capital:
            return not word.capital and not self._lexicon.is_word(word.text) and self._lexicon.is_name(word.text)
        if word.initial:
            before = self._words[i - 1] if i else None
            role = before and word.gap == " " and plain(before.text) in ROLES and before.text not in TITLES
            return not role and i not in self._known
        if not word.capital or (i in self._place and not self._lexicon.is_name(word.text)):
            return False
        if i in self._known:
            return len(word.text) > 1 and self._lexicon.is_name(word.text)
        if word.text in ("Big", "Little", "Wee") and not word.begins:
            return self._free[i]
        if not self._signs.is_usable(i):
            return self._free[i] and word.text in MONTHS
        if self._signs.is_plain_word(word):
            return self._lexicon.is_rare(word.text) and word.text.lower() not in RELATIONS
        return True

    def _joins_after(self, last: int, i: int, capital: bool) -> bool:
        """Whether word `i` goes on with the name that ends with word `last`."""
        word, before = self._words[i], self._words[last]
        if before.possessive or not self._free[i]:
            return False
        if word.gap == ", " and word.capital and not word.initial:
            shouted = before.shouted and self._signs.beside.is_filed(last)
            return shouted or self._signs.beside.is_filed_after_label(last)
        if word.gap == ", " and word.initial:
            return self._text[word.end : word.end + 1] == "." and (before.shouted or self._lexicon.is_name(before.text))
        if word.gap not in (" ", "  ", ". ", "."):
            return False
        if word.gap.startswith(".") and not before.initial and before.text != "St":
            return False
        if plain(word.text) in _PARTICLES and not word.initial and word.gap == " " and i + 1 < len(self._words):
            following = self._words[i + 1]
            leads_on = following.capital or plain(following.text) in _PARTICLES
            lower = not self._lexicon.is_word(word.text) or word.text in _LOWER_PARTICLES
            return leads_on and following.gap in (" ", ". ") and (word.capital or lower)
        if re.match(r"(?:al|el|ul|ur|ap|d)['’-][A-Z]", word.text) and word.gap == " ":
            return True
        if not capital:
            return (
                not word.capital
                and not self._lexicon.is_word(word.text)
                and (self._lexicon.is_name(word.text) or not word.text.isascii())
            )
        if self._is_surname_of_church(i):
            return True
        if not word.capital or i in self._known or not self._signs.is_usable(i) or plain(word.text) in ROLES:
            return False
        if word.shouted and not before.shouted and not self._lexicon.is_name(word.text):
            return False
        # "Tracey B, Reception"
        if word.initial and not before.initial and self._text[word.end : word.end + 1] in (",", ")"):
            return self._lexicon.is_first_name(before.text) and not self._lexicon.is_word(before.text)
        return not word.initial or before.initial or self._text[word.end : word.end + 1] == "."

    def _is_owner(self, word: Word, parts: set[str]) -> bool:
        """ "Josies mum": a name found elsewhere, with its possessive left bare."""
        stem = plain(word.text)
        return len(stem) > 3 and stem.endswith("s") and stem[:-1] in parts and not self._lexicon.is_word(word.text)

    def _after_nicknames(self) -> None:
        """The surname behind a nickname: "Terence "Tez" Law"."""
        for i in range(2, len(self._words)):
            word, nickname = self._words[i], self._words[i - 1]
            quoted = re.fullmatch(r"\s[\"“‘'(]", nickname.gap) and re.fullmatch(r"[\"”’')]\s", word.gap)
            named = i - 1 in self._of and i - 2 in self._of and i not in self._of
            if quoted and named and word.capital and self._signs.is_usable(i) and self._lexicon.is_name(word.text):
                self._grow(i)

    def _is_surname_of_church(self, i: int) -> bool:
        """ "Ann Church.": a word of agencies behind a first name, with nothing behind it that goes on with a name."""
        word, before = self._words[i], self._words[i - 1]
        return (
            word.gap == " "
            and word.capital
            and self._free[i]
            and self._lexicon.is_agency_word(word.text)
            and self._lexicon.is_name(word.text)
            and self._lexicon.is_first_name(before.text)
            and not self._lexicon.is_word(before.text)
            and bool(re.match(r"[.,;)\n]", self._text[word.end : word.end + 1]))
        )

    def _named_together(self) -> None:
        """A first name that is a place or a word too, joined to somebody found: "Lowri (10) & Mali"."""
        for i in range(1, len(self._words)):
            word, before = self._words[i], self._words[i - 1]
            if i in self._of or not word.capital or word.shouted or not self._free[i] or i in self._known:
                continue
            if not self._lexicon.is_first_name(word.text) or self._lexicon.is_agency_word(word.text):
                continue
            by_sign = i - 1 in self._of and re.fullmatch(r"(?:\s\([^)\n]{1,8}\))?\s?[&/+]\s?", word.gap)
            by_word = i > 1 and before.text == "and" and word.gap == before.gap == " " and i - 2 in self._of
            if by_sign or by_word:
                self._grow(i)

    def _again(self) -> None:
        """The parts of names found, wherever else they stand, be it without their capital."""
        parts = {
            plain(self._words[i].text)
            for i in self._of
            if len(self._words[i].text) > 2 and plain(self._words[i].text) not in _PARTICLES | self._known_parts
        }
        for i, word in enumerate(self._words):
            if i in self._of or not self._free[i] or i in self._known:
                continue
            if plain(word.text) not in parts and not self._is_owner(word, parts):
                continue
            ordinary = self._lexicon.is_word(word.text)
            if (
                i in self._place
                and i
                and word.gap == " "
                and self._words[i - 1].text.lower() in _INTO_PLACES | {"at", "to", "from", "of"}
            ):
                continue
            if (word.capital and not self._signs.beside.is_cited(i) and not self._signs.reads_as_word(i)) or (
                not word.capital and not ordinary and i not in self._place
            ):
                self._grow(i)
