"""Whether a word that is English, a place or a month too stands for somebody: by what stands beside it."""

import re

from nlp.identity.beside import Beside
from nlp.identity.lexicon import Lexicon, plain
from nlp.identity.spans import vocabulary
from nlp.identity.words import Word

_WORDS = vocabulary("names")
NEVER_FIRST = frozenset(_WORDS["never_first"].split())
ROLES = frozenset(_WORDS["roles"].split())
INTO_PLACES = frozenset(_WORDS["into_places"].split())
WORDS_FIRST = frozenset(_WORDS["words_first"].split())
_BEFORE_MONTHS = frozenset(_WORDS["before_months"].split())
_DETERMINERS = frozenset(_WORDS["determiners"].split())
MONTHS = frozenset(_WORDS["months"].split())
_MONTHS_DO = frozenset(_WORDS["months_do"].split())


class WordsAsNames:
    """Tells of each word of a text, by its number, whether it is used as a name.

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

    def is_plain_word(self, word: Word) -> bool:
        return self._lexicon.is_word(word.text) and not self._lexicon.is_name(word.text)

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
        firm = self._lexicon.is_first_name(word.text) and plain(word.text) not in WORDS_FIRST
        return word.begins and not (firm or apart or self._beside.does_something(i))

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
            self._words[i].text in MONTHS
            and self._lexicon.is_first_name(self._words[i].text)
            and bool(following)
            and following.gap == " "
            and following.text in _MONTHS_DO
        )

    def _is_surname_of_known(self, i: int) -> bool:
        """ "Danielle Overton" where Danielle is a pseudonym: her surname may be a place's name or in no list."""
        word = self._words[i]
        if not i or i - 1 not in self._known or word.gap != " " or word.shouted or self._words[i - 1].possessive:
            return False
        before = self._words[i - 1]
        return (
            len(before.text) > 1
            and self._lexicon.is_first_name(before.text)
            and plain(before.text) not in ROLES
            and (i in self._place or not self._lexicon.is_word(word.text))
        )

    def _is_person_not_place(self, i: int) -> bool:
        word = self._words[i]
        if not self._lexicon.is_name(word.text):
            return False
        before = self._words[i - 1] if i else None
        if before and word.gap == " " and (before.text.lower() in INTO_PLACES | {"at", "to", "from", "of"}):
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
            return (apart or self._beside.does_something(i)) and plain(word.text) not in ROLES | NEVER_FIRST
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
            and plain(word.text) not in ROLES | NEVER_FIRST
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
        if not self._lexicon.is_first_name(word.text) or plain(word.text) in ROLES | NEVER_FIRST:
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
