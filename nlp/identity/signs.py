"""Whether a word is part of a person's name: by what it is and is not, and by what stands beside it."""

import re

from nlp.identity.beside import TITLES, listed
from nlp.identity.lexicon import plain
from nlp.identity.spans import vocabulary
from nlp.identity.words_as_names import INTO_PLACES, NEVER_FIRST, ROLES, WORDS_FIRST, WordsAsNames

_WORDS = vocabulary("names")
_LOWER_TITLES = listed("lower_titles")
_POLICE_TITLES = listed("police_titles")
_MOVED = frozenset(_WORDS["moved"].split())
_TOLD = frozenset(_WORDS["told"].split())
_SENTENCE_LIKE = re.compile(r"(?:ing|ed|tion|ly|ment|ness|able|ible|ally|ance|ence|ised|ized)$")
# "T.J. is at school"
_TWO_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.?\s(?:is|was|has|had|said|says|told|went|came|rang|will)\b")


class Signs(WordsAsNames):
    """Tells of each word of a text, by its number, what it is."""

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
        if title := self._beside.after_title(i):
            of_agency = len(title) > 2 and title.isupper() and self._lexicon.is_agency_word(word.text)  # "IDVA Service"
            return plain(word.text) not in ROLES and not of_agency
        if self._beside.is_filed_after_label(i):
            return True
        if self._beside.after_label(i) and not self._beside.followed_by_number(i):
            return (
                (self.is_usable(i) or self._lexicon.is_name(word.text))
                and not self.is_plain_word(word)
                and i not in self._place
            )
        if self._beside.is_filed(i) and not self._lexicon.is_agency_word(word.text):
            return not self.is_plain_word(word)
        if self._beside.is_addressed(i) and self._lexicon.is_first_name(word.text):
            return plain(word.text) not in ROLES | NEVER_FIRST
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
        if self._is_surname_of_known(i):
            return True
        if i in self._place:
            return self._is_person_not_place(i)
        if self._lexicon.is_word(word.text):
            return self._is_word_used_as_name(i)
        if word.shouted:
            return self._is_shouted_name(i)
        if self._lexicon.is_name(word.text):
            return True
        return self._is_unheard_of(i)

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
            and (self._lexicon.is_rare(word.text) or plain(word.text) in WORDS_FIRST)
        ):
            return plain(word.text) not in NEVER_FIRST | {"will", "more", "long", "love"}
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
            if before.text.lower() in INTO_PLACES:
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
