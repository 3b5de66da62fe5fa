"""What a word can be: a name known somewhere, ordinary English, a place, a part of an agency's name."""

import importlib
import pkgutil
import re
import unicodedata
from functools import cache, cached_property
from importlib import resources

from nlp.identity.spans import vocabulary

_NAME_LIST = re.compile(r"(?P<kind>first|last|middle|given|sur)_?names?")
_LETTERS = str.maketrans("łøđðßıæœŁØĐ", "lodðsiaoLOD", "")
_CONTRACTED = re.compile(r"['’](?:d|ll|ve|re|m|em)$", re.IGNORECASE)  # "there'd", "NFA'd"
_SHORTEST_PLACE = 3
_RARE = 2_000_000  # times; "police" is met 64 million times
_GENERIC = frozenset(vocabulary("agencies")["of_schools"].split())


def plain(word: str) -> str:
    """`word` in lower case without accents: "Wiśniewska" is "wisniewska"."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower().replace("’", "'")


@cache
def lexicon() -> "Lexicon":
    return Lexicon()


class Lexicon:
    """Read on first use, which takes about a second.

    Names are those in Latin letters of every country that Faker knows (MIT licence) with ours beside them; words
    are the 82,000 of symspellpy's English dictionary (MIT licence) without the names that are no words.
    """

    def is_name(self, word: str) -> bool:
        """Whether every part of a name such as "Prydderch-Jones" or one of them is known as a name."""
        return plain(word) in self._names or any(part in self._names for part in _parts(word))

    def is_first_name(self, word: str) -> bool:
        return plain(word) in self._first_names

    def is_word(self, word: str) -> bool:
        """Whether `word`, or each part of it, is ordinary English or one of the abbreviations of the field."""
        return all(part in self._words or len(part) == 1 for part in _parts(_CONTRACTED.sub("", word)))

    def is_rare(self, word: str) -> bool:
        """Whether an English word is met so seldom that before a surname it is a name: "Peregrine"."""
        return self._counts.get(plain(word), 0) < _RARE

    def is_thing(self, word: str) -> bool:
        """Whether it is written with a capital without being anybody's name: a month, a make of car, a language."""
        return plain(word) in self._things

    def is_agency_word(self, word: str) -> bool:
        return word.removesuffix("'s").removesuffix("’s").capitalize() in self._agency_words

    def is_agency(self, phrase: str) -> bool:
        return any(self.is_agency_word(word) for word in re.findall(r"[^\W\d_]+(?:['’]s)?", phrase))

    def is_generic(self, phrase: str) -> bool:
        """Whether a phrase is made of nothing but words of agencies and schools: "Primary School", "Family Court"."""
        return all(
            self.is_agency_word(word) or plain(word) in _GENERIC for word in re.findall(r"[^\W\d_]+(?:['’]s)?", phrase)
        )

    def is_place(self, phrase: str) -> bool:
        return len(phrase) >= _SHORTEST_PLACE and plain(phrase) in self._places

    @cached_property
    def _faker_names(self) -> tuple[frozenset[str], frozenset[str]]:
        locales = importlib.import_module("faker.providers.person")
        first, every = set(), set()
        for module in pkgutil.iter_modules(locales.__path__):
            provider = importlib.import_module(f"{locales.__name__}.{module.name}").Provider
            for attribute in dir(provider):
                kind = _NAME_LIST.match(attribute)
                values = getattr(provider, attribute)
                if kind and isinstance(values, dict | list | tuple | set):
                    found = {part for value in values for part in plain(str(value)).split() if len(part) > 1}
                    every |= found
                    first |= found if kind["kind"] == "first" else set()
        return frozenset(first), frozenset(every)

    @cached_property
    def _names(self) -> frozenset[str]:
        return self._faker_names[1] | self._own_names | frozenset(vocabulary("names")["surnames"].split())

    @cached_property
    def _first_names(self) -> frozenset[str]:
        return self._faker_names[0] | self._own_names

    @cached_property
    def _own_names(self) -> frozenset[str]:
        return frozenset(vocabulary("names")["first_names"].split())

    @cached_property
    def _counts(self) -> dict[str, int]:
        """English words and how often a very large number of books and pages has them."""
        file = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
        rows = (line.split(" ") for line in file.read_text(encoding="utf-8-sig").splitlines())
        return {word: int(count) for word, count in rows}

    @cached_property
    def _words(self) -> frozenset[str]:
        listed = self._counts.keys()
        doubles = frozenset(vocabulary("words_as_names")["words"].split())
        own = vocabulary("vocabulary")
        return ((listed - self._names) | (listed & doubles) | set(own["abbreviations"].split())) | set(
            own["medicines"].split()
        )

    @cached_property
    def _things(self) -> frozenset[str]:
        return frozenset(plain(word) for word in vocabulary("vocabulary")["names_of_things"].split())

    @cached_property
    def _agency_words(self) -> frozenset[str]:
        return frozenset(vocabulary("agencies")["words"].split())

    @cached_property
    def _places(self) -> frozenset[str]:
        lists = vocabulary("places").values()
        return frozenset(plain(" ".join(place.split())) for names in lists for place in names.split(","))


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[\s-]", plain(word)) if part]
