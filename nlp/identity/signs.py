"""Whether a word is part of a person's name: by what it is and is not, and by what stands beside it."""

import re

from nlp.identity.beside import TITLES, Beside, listed
from nlp.identity.lexicon import Lexicon, plain
from nlp.identity.spans import vocabulary
from nlp.identity.words import Word

_WORDS = vocabulary("names")
_NEVER_FIRST = frozenset(_WORDS["never_first"].split())
ROLES = frozenset(_WORDS["roles"].split())
_LOWER_TITLES = listed("lower_titles")
_POLICE_TITLES = listed("police_titles")
_INTO_PLACES = frozenset(_WORDS["into_places"].split())
_MOVED = frozenset(_WORDS["moved"].split())
_BEFORE_MONTHS = frozenset(_WORDS["before_months"].split())
_WORDS_FIRST = frozenset(_WORDS["words_first"].split())
_TOLD = frozenset(_WORDS["told"].split())
_DETERMINERS = frozenset(_WORDS["determiners"].split())
_SENTENCE_LIKE = re.compile(r"(?:ing|ed|tion|ly|ment|ness|able|ible|ally|ance|ence|ised|ized)$")

_TWO_INITIALS = re.compile(
    r"[A-Z]\.[A-Z]\.?\s(?:is|was|has|had|said|says|told|went|came|rang|will)\b"
)  # "T.J. is at school"


class Signs:
    """Tells of each word of a text, by its number, what it is.

    `known` and `places` are the numbers of words in names that may stay and in names of places; `free` says of each
    word whether no other identifier has it.
    """

    def __init__(
        self, text: str, words: list[Word], known: set[int], places: set[int], free: list[bool], lexicon: Lexicon
    ):
        self._text, self._words, self._lexicon = text, words, lexicon
        self._known, self._place, self._free = known, places, free
        shouted = sum(word.shouted for word in words)
        self._in_capitals = shouted * 2 > len(words)  # a log that is written in capitals throughout
        self.beside = self._beside = Beside(text, words)

    def is_usable(self, i: int) -> bool:
        word = self._words[i]
        return (
            self._free[i]
            and i not in self._known
            and plain(word.text) != "the"
            and not self._lexicon.is_agency_word(word.text)
            and not (self._lexicon.is_thing(word.text))
        )

    def is_core(self, i: int) -> bool:
        word = self._words[i]
        if not self._free[i] or i in self._known:
            return self._is_titled_pseudonym(i)
        if not word.capital:
            return self._is_lower_slip(i)
        if plain(word.text) == "the":
            return False
        following = self._beside.next(i)
        if word.possessive and following and following.text == "Law":  # "Clare's Law"
            return False
        if word.text in TITLES or (word.text == "Law" and i and self._words[i - 1].possessive):
            return False
        if word.initial:
            return self._is_initials(i)
        if self._beside.after_title(i):
            return plain(word.text) not in ROLES
        if self._beside.is_filed_after_label(i):
            return True
        if self._beside.after_label(i):
            return (
                (self.is_usable(i) or self._lexicon.is_name(word.text))
                and not self.is_plain_word(word)
                and i not in self._place
            )
        if self._beside.is_filed(i) and not self._lexicon.is_agency_word(word.text):
            return not self.is_plain_word(word)
        if self._beside.is_addressed(i) and self._lexicon.is_first_name(word.text):
            return plain(word.text) not in ROLES | _NEVER_FIRST
        if self._is_first_of_two(i) or self._is_family_name(i):
            return True
        if self._beside.has_kin(i) and self._lexicon.is_first_name(word.text):
            return True
        if word.begins and self._is_month_in_use(i):
            return True
        if self._lexicon.is_thing(word.text) or self._lexicon.is_agency_word(word.text):
            return (
                self._lexicon.is_name(word.text)
                and not self._lexicon.is_agency_word(word.text)
                and self._beside.after_relation(i)
                and not self._beside.followed_by_number(i)
            )
        if self._beside.is_cited(i):
            return False
        if i in self._place:
            return self._is_person_not_place(i)
        if self._lexicon.is_word(word.text):
            return self._is_word_used_as_name(i)
        if word.shouted:
            return self._is_shouted_name(i)
        if self._lexicon.is_name(word.text):
            return True
        return self._is_unheard_of(i)

    def _is_first_of_two(self, i: int) -> bool:
        """ "Beverley Law", where a place's name has a surname behind it that ends the line or clause."""
        following = self._beside.next(i)
        if i not in self._place or not self._lexicon.is_first_name(self._words[i].text):
            return False
        return (
            bool(following)
            and following.gap == " "
            and following.capital
            and self.is_usable(i + 1)
            and self._lexicon.is_name(following.text)
            and bool(re.match(r"[,.;:)\n]|\s[a-z]", self._text[following.end : following.end + 2]))
        )

    def _is_month_in_use(self, i: int) -> bool:
        """ "June said": a month that does what people do."""
        following = self._beside.next(i)
        return (
            self._words[i].text in ("April", "May", "June", "August", "Summer", "Autumn")
            and self._lexicon.is_first_name(self._words[i].text)
            and bool(following)
            and following.gap == " "
            and following.text
            in (
                "said",
                "told",
                "asked",
                "rang",
                "to",
                "agreed",
                "confirmed",
                "noted",
                "felt",
                "thought",
                "wrote",
                "reported",
            )
        )

    def _is_family_name(self, i: int) -> bool:
        """ "the Tamangs", "the Whitakers"."""
        word = self._words[i]
        if not i or self._words[i - 1].text.lower() != "the" or word.gap != " " or not word.text.endswith("s"):
            return False
        if self._lexicon.is_word(word.text) or self._lexicon.is_thing(word.text) or i in self._place or word.shouted:
            return False
        stem = word.text[:-1]
        return not self._lexicon.is_thing(stem) and (
            self._lexicon.is_name(stem) or self._lexicon.is_name(word.text[:-2]) or self._is_elsewhere(stem)
        )

    def _is_elsewhere(self, name: str) -> bool:
        return any(word.text == name for word in self._words)

    def is_plain_word(self, word: Word) -> bool:
        return self._lexicon.is_word(word.text) and not self._lexicon.is_name(word.text)

    def _is_titled_pseudonym(self, i: int) -> bool:
        """ "PC Grace" is another Grace than the pseudonym."""
        word = self._words[i]
        if i not in self._known or not self._free[i] or len(word.text) < 3 or plain(word.text) in ROLES:
            return False
        title = self._beside.after_title(i)
        return (
            bool(title)
            and (i - 1) not in self._known
            and title in ("PC", "DC", "DS", "DI", "Sgt", "PCSO", "Dr", "PS", "DCI")
        )

    def _is_lower_slip(self, i: int) -> bool:
        word = self._words[i]
        titled = i and self._words[i - 1].text.lower() in _POLICE_TITLES and word.gap == " "
        if titled and not self._words[i - 1].capital and self._lexicon.is_name(word.text):
            return len(word.text) > 2
        if (
            i
            and self._words[i - 1].text.lower() in _TOLD
            and word.gap == " "
            and len(word.text) > 3
            and self._lexicon.is_first_name(word.text)
            and self._lexicon.is_word(word.text)
            and (self._lexicon.is_rare(word.text) or plain(word.text) in _WORDS_FIRST)
        ):
            return plain(word.text) not in _NEVER_FIRST | {"will", "more", "long", "love"}
        if len(word.text) < 3 or self._lexicon.is_word(word.text) or self._lexicon.is_place(word.text):
            return False
        if word.text.endswith("s") and len(word.text) > 5 and self._lexicon.is_first_name(word.text[:-1]):
            return True
        if i and self._words[i - 1].text.lower() in _LOWER_TITLES and word.gap in (" ", ". "):
            return True
        return len(word.text) > 3 and self._lexicon.is_first_name(word.text) and not self._lexicon.is_thing(word.text)

    def _is_initials(self, i: int) -> bool:
        """ "J. S. Sandhu", or "A.K." where initials are spoken of."""
        following = self._beside.next(i)
        if following and following.capital and following.gap in (" ", ". ") and len(following.text) > 2:
            bracketed = self._words[i].gap.endswith("(") and self._text[following.end : following.end + 1] == ")"
            if self._beside.after_title(i) or self._beside.after_label(i) or bracketed:
                return not self._lexicon.is_agency_word(following.text)
        nearby = self._words[i + 1 : i + 4]
        for step, word in enumerate(nearby, i + 1):
            if word.gap not in (".", ". ", " ") or not word.capital:
                break
            if not word.initial:
                return (
                    word.gap in (". ", ".")
                    and self.is_usable(step)
                    and not self.is_plain_word(word)
                    and (step not in self._place or self._lexicon.is_name(word.text))
                    and not self._beside.is_cited(step)
                )
        if _TWO_INITIALS.match(self._text, self._words[i].start):
            return True
        told = " ".join(word.text.lower() for word in self._words[max(0, i - 3) : i])
        return "initial" in told and i + 1 < len(self._words) and self._words[i + 1].initial

    def _is_person_not_place(self, i: int) -> bool:
        word = self._words[i]
        if not self._lexicon.is_name(word.text):
            return False
        before = self._words[i - 1] if i else None
        if before and word.gap == " " and (before.text.lower() in _INTO_PLACES | {"at", "to", "from", "of"}):
            return False
        if (
            before
            and i - 1 not in self._place
            and word.gap == " "
            and before.capital
            and self.is_usable(i - 1)
            and self._lexicon.is_name(before.text)
        ):
            return True
        related = self._beside.after_relation(i) and word.gap in (" ", ", ")
        return related or (self._lexicon.is_first_name(word.text) and self._beside.does_something(i))

    def _is_word_used_as_name(self, i: int) -> bool:
        word = self._words[i]
        before, following = (self._words[i - 1] if i else None), self._beside.next(i)
        if self._beside.followed_by_number(i):
            return False
        title_case = (
            bool(following)
            and following.gap == " "
            and following.capital
            and not (following.initial or self._may_be_surname(i + 1))
        )
        if self._beside.after_relation(i) and not word.begins and not title_case and not word.shouted:
            return True
        if self._is_first_name_in_use(i) or self._leads_surname(i):
            return True
        if not self._lexicon.is_name(word.text) or word.shouted:
            return False
        if self._text[word.end : word.end + 1] == ":" and not self._lexicon.is_first_name(word.text):
            return False
        if word.begins:
            apart = (
                bool(following)
                and following.gap == ", "
                and self._lexicon.is_first_name(word.text)
                and len(word.text) > 2
            )
            return (apart or self._beside.does_something(i)) and plain(word.text) not in ROLES | _NEVER_FIRST
        if before is None or before.text.lower() in _DETERMINERS or title_case:
            return False
        after_capital = before.capital and before.gap is not None and word.gap == " " and not before.begins
        return not (after_capital and (self._lexicon.is_word(before.text) or i - 1 in self._place))

    def _leads_surname(self, i: int) -> bool:
        """ "SW will be Dean Copping": two words with capitals amid a sentence, the first of them a first name."""
        word, following = self._words[i], self._beside.next(i)
        return (
            not word.begins
            and not word.shouted
            and len(word.text) > 2
            and self._lexicon.is_first_name(word.text)
            and plain(word.text) not in ROLES | _NEVER_FIRST
            and bool(following)
            and following.gap == " "
            and following.capital
            and not following.shouted
            and len(following.text) > 2
            and self.is_usable(i + 1)
            and i + 1 not in self._place
            and not self._lexicon.is_generic(following.text)
        )

    def _is_first_name_in_use(self, i: int) -> bool:
        """A first name that is a word too, where only people stand: "our Rose", "Dean from Housing", "by BILL"."""
        word = self._words[i]
        if not self._lexicon.is_first_name(word.text) or plain(word.text) in ROLES | _NEVER_FIRST:
            return False
        before, following = (self._words[i - 1] if i else None), self._beside.next(i)
        if word.shouted:
            alone = self._in_capitals or (not (following and following.shouted) and not (before and before.shouted))
            told = self._beside.after_relation(i) or self._beside.does_something(i)
            return alone and (told or bool(before and before.text == "by" and word.gap == " "))
        if before and before.text.lower() == "our" and word.gap == " ":
            return not (following and following.gap == " " and following.capital)
        if self._beside.is_of_workplace(i) or self._beside.is_quoted_alone(i):
            return True
        if word.begins and following and following.gap == " " and following.capital and not following.possessive:
            after = self._beside.next(i + 1)
            ends = not (after and after.gap == " " and after.capital)
            surname = self._lexicon.is_name(following.text) and not self._lexicon.is_word(following.text)
            return (
                ends
                and (surname or self._lexicon.is_first_name(following.text))
                and not self._lexicon.is_agency_word(following.text)
            )
        return False

    def _may_be_surname(self, i: int) -> bool:
        word = self._words[i]
        return self.is_usable(i) and (self._lexicon.is_name(word.text) or not self._lexicon.is_word(word.text))

    def _is_shouted_name(self, i: int) -> bool:
        word = self._words[i]
        if self._lexicon.is_name(word.text):
            if len(word.text) > 3 or self._is_first_name_in_use(i):
                return True
            following = self._beside.next(i)
            return bool(following) and following.gap == " " and following.shouted and self._may_be_surname(i + 1)
        return self._is_unheard_of(i)

    def _is_unheard_of(self, i: int) -> bool:
        """A word with a capital that is in no list at all: a name, unless it stands where places do."""
        word = self._words[i]
        before = self._words[i - 1] if i else None
        if len(word.text) < 3 or not re.search(r"[aeiouyàâäáãåèéêëìíîïòóôöõùúûüýăąęœłwŵŷ]", word.text.lower()):
            return False
        if word.shouted:
            return len(word.text) > 5 and not self._lexicon.is_place(word.text) and "'" not in word.text
        if not word.text[1:].islower() and not re.search(r"['’-]|^M[a]?c[A-Z]|^[A-Z][a-z]+[A-Z][a-z]+$", word.text):
            return False
        if before and word.gap == " ":
            if before.text.lower() in _INTO_PLACES:
                return False
            if (
                before.text.lower() in ("to", "from", "at", "of")
                and i > 1
                and self._words[i - 2].text.lower() in _MOVED
            ):
                return False
            if before.text.lower() == "the":
                return False
        if "-" in word.text and any(self._lexicon.is_word(part) for part in word.text.split("-") if len(part) > 2):
            return (
                self._beside.after_relation(i)
                or self._beside.does_something(i)
                or (
                    word.text.split("-")[1][:1].isupper()
                    and not all(self._lexicon.is_word(part) for part in word.text.split("-"))
                )
            )
        return not (word.begins and _SENTENCE_LIKE.search(word.text) and not self._beside.does_something(i))

    def reads_as_word(self, i: int) -> bool:
        """Whether part of a name that was found stands here as a word: "May" the month, "Young people"."""
        word, following = self._words[i], self._beside.next(i)
        if self._lexicon.is_thing(word.text):
            dated = word.gap == " " and i and self._words[i - 1].text.lower() in _BEFORE_MONTHS
            return bool(
                dated or self._beside.followed_by_number(i) or (word.begins and not self._beside.does_something(i))
            )
        if not self._lexicon.is_word(word.text):
            return False
        if following and following.gap == " " and following.capital and self.is_plain_word(following):
            return True
        apart = bool(following) and following.gap[:1] in ",);"
        firm = self._lexicon.is_first_name(word.text) and plain(word.text) not in _WORDS_FIRST
        return word.begins and not (firm or apart or self._beside.does_something(i))
