"""Names of people who have no pseudonym: by what stands beside a word, and by what the word is and is not."""

import re
from collections.abc import Collection, Iterator

from nlp.identity.lexicon import Lexicon, plain
from nlp.identity.spans import Span, Taken, any_of, vocabulary
from nlp.identity.words import Word, words_of

_WORDS = vocabulary("names")


def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].replace("\n", "").split("|"))


_TITLES = _listed("titles")
_LOWER_TITLES = _listed("lower_titles")
_RELATIONS = _listed("relations")
_LONGEST_RELATION = 3
_DOINGS = frozenset(doing.split()[0] for doing in _listed("doings"))
_PARTICLES = frozenset(_WORDS["particles"].split())
_LOWER_PARTICLES = frozenset("de van von al el ap bin ibn da der la los las dos".split())
_ROLES = frozenset(
    {"adult", "child", "person", "mr", "mrs", "ms", "miss", "victim", "perpetrator", "baby", "male", "female"}
)
_INTO_PLACES = frozenset("in near around outside across through via towards into within throughout".split())
_MOVED = frozenset(
    "moved moving moves travelled went returned arrived lived living stayed born drove fled flew based raised brought "
    "relocated came coming visit visiting trip home back".split()
)
_BEFORE_MONTHS = frozenset("in of by since until during last next this early late mid from to".split())
_WORDS_FIRST = frozenset(_WORDS["words_first"].split())
_DETERMINERS = frozenset("the a an this that these those each every any some no our its both all".split())
_CITED = re.compile(
    r"['’]?s?,?\s(?:et\sal\b|\(?(?:19|20)\d\d[a-z]?\b[);,:]|(?:and|&)\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,?\s\(?(?:19|20)\d\d|"
    r"(?:,\s[A-Z][\w'’-]+){1,4}\s(?:and|&)\s[A-Z][\w'’-]+,?\s\((?:19|20)\d\d)"
)
_CLOSING = re.compile(
    r"^[ \t]*(?:yours(?:\s\w+)?|(?:kind|best|warm|with|many)\s[\w ]{0,30}|regards|thanks|thank you|with\scondolences|sincerely|"
    r"signed|cheers|love)[,.:]?[ \t]*\n+[ \t]*(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(
    r"(?:^|[\n|;.]\s*|\b)(?:from|to|cc|name|patient|pt|client|victim|perp|perpetrator|suspect|signed|signature|author|lead|contact|caller|"
    r"informant|inf|res|resident|sw|mother|father|tenant|witness|re|referrer|present|apologies|chair|minutes|owner|ref'd by|seen by|completed by|"
    r"taken by|by|attendees|attending|officer|dealing officer|subject|aka|alias|nok|next of kin|interpreter|gp|person at risk|other|"
    r"staff|keyworker|allocated to|named)\s?:\s?\"?(?=[A-Z])",
    re.IGNORECASE,
)
_SENTENCE_LIKE = re.compile(r"(?:ing|ed|tion|ly|ment|ness|able|ible|ally|ance|ence|ised|ized)$")


class People:
    """Finds the names of one text. `taken` are the places of other identifiers, `known` the names that may stay."""

    def __init__(self, text: str, known: Collection[str], lexicon: Lexicon, taken: Taken):
        self._text, self._lexicon = text, lexicon
        self._words = words_of(text)
        self._known = self._places_of(known)
        self._known_parts = {plain(part) for name in known for part in re.findall(r"[^\W\d_]{2,}", name)} - _ROLES
        self._free = [not taken.overlaps(word.start, word.end) for word in self._words]
        self._place = self._find_places()
        self._found: dict[int, int] = {}  # first word -> last word
        self._of: set[int] = set()

    def find(self) -> Iterator[Span]:
        """The spans of names, in order."""
        for i in range(len(self._words)):
            if i not in self._of and self._is_core(i):
                self._grow(i)
        self._again()
        for first, last in sorted(self._found.items()):
            yield (self._words[first].start, self._words[last].end)

    def is_known(self, start: int, end: int) -> bool:
        """Whether a known name stands there."""
        return any(start <= self._words[i].start < end for i in self._known)

    # What may stay

    def _places_of(self, known: Collection[str]) -> set[int]:
        """The numbers of the words that stand in a known name."""
        names = [name for name in known if name.strip()]
        if not names:
            return set()
        pattern = re.compile(rf"(?<!\w){any_of(names)}(?!\w)", re.IGNORECASE)
        spans = Taken()
        for match in pattern.finditer(self._text):
            if (
                match[0][0].isupper()
                or match[0].islower()
                and len(match[0]) > 3
                and not self._lexicon.is_word(match[0])
            ):
                spans.take(*match.span())
        return {i for i, word in enumerate(self._words) if spans.overlaps(word.start, word.end)}

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
        return places

    # What a word is

    def _is_usable(self, i: int) -> bool:
        word = self._words[i]
        return (
            self._free[i]
            and i not in self._known
            and not self._lexicon.is_agency_word(word.text)
            and not (self._lexicon.is_thing(word.text))
        )

    def _is_core(self, i: int) -> bool:
        word = self._words[i]
        if not self._free[i] or i in self._known:
            return self._is_titled_pseudonym(i)
        if not word.capital:
            return self._is_lower_slip(i)
        following = self._next(i)
        if word.possessive and following and following.text == "Law":  # "Clare's Law"
            return False
        if word.text in _TITLES or (word.text == "Law" and i and self._words[i - 1].possessive):
            return False
        if word.initial:
            return self._is_initials(i)
        if self._after_title(i):
            return plain(word.text) not in _ROLES
        if self._after_label(i):
            return (
                (self._is_usable(i) or self._lexicon.is_name(word.text))
                and not self._is_plain_word(word)
                and i not in self._place
            )
        if self._lexicon.is_thing(word.text) or self._lexicon.is_agency_word(word.text):
            return (
                self._lexicon.is_name(word.text)
                and not self._lexicon.is_agency_word(word.text)
                and self._after_relation(i)
                and not self._followed_by_number(i)
            )
        if self._is_cited(i):
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

    def _is_plain_word(self, word: Word) -> bool:
        return self._lexicon.is_word(word.text) and not self._lexicon.is_name(word.text)

    def _is_titled_pseudonym(self, i: int) -> bool:
        """ "PC Grace" is another Grace than the pseudonym."""
        word = self._words[i]
        if i not in self._known or not self._free[i] or len(word.text) < 3 or plain(word.text) in _ROLES:
            return False
        title = self._after_title(i)
        return (
            bool(title)
            and (i - 1) not in self._known
            and title in ("PC", "DC", "DS", "DI", "Sgt", "PCSO", "Dr", "PS", "DCI")
        )

    def _is_lower_slip(self, i: int) -> bool:
        word = self._words[i]
        if len(word.text) < 3 or self._lexicon.is_word(word.text) or self._lexicon.is_place(word.text):
            return False
        if i and self._words[i - 1].text.lower() in _LOWER_TITLES and word.gap in (" ", ". "):
            return True
        return len(word.text) > 3 and self._lexicon.is_first_name(word.text) and not self._lexicon.is_thing(word.text)

    def _is_initials(self, i: int) -> bool:
        """ "J. S. Sandhu", or "A.K." where initials are spoken of."""
        nearby = self._words[i + 1 : i + 4]
        for step, word in enumerate(nearby, i + 1):
            if word.gap not in (".", ". ", " ") or not word.capital:
                break
            if not word.initial:
                return (
                    word.gap in (". ", ".")
                    and self._is_usable(step)
                    and not self._is_plain_word(word)
                    and (step not in self._place or self._lexicon.is_name(word.text))
                    and not self._is_cited(step)
                )
        told = " ".join(word.text.lower() for word in self._words[max(0, i - 3) : i])
        return "initial" in told and i + 1 < len(self._words) and self._words[i + 1].initial

    def _after_title(self, i: int) -> str:
        """The title that stands before word `i`, with perhaps a number or another person between; or ""."""
        word = self._words[i]
        if not i:
            return ""
        before = self._words[i - 1]
        slash = self._text[max(0, before.start - 2) : before.start]
        if before.text in _TITLES and re.fullmatch(r"\.?\s{1,2}(?:\d{1,6}\s)?", word.gap):
            return before.text if "/" in slash or slash[-1:].isspace() or not slash[-1:].isalnum() else ""
        if before.text.capitalize() in ("And",) and i > 1 and self._words[i - 2].text in _TITLES and False:
            return before.text
        return ""

    def _after_label(self, i: int) -> bool:
        return self._words[i].start in self._labelled

    @property
    def _labelled(self) -> set[int]:
        if not hasattr(self, "_labels"):
            self._labels = {match.end() for pattern in (_LABEL, _CLOSING) for match in pattern.finditer(self._text)}
        return self._labels

    def _after_relation(self, i: int) -> bool:
        """Whether "her neighbour," or "called" stands before."""
        word = self._words[i]
        if not i or word.gap not in (" ", ", ", " (", ", (", ' "', " “", ' ("', ": ", " = ", ", '", " '", " ‘"):
            return False
        words = [other.text.lower() for other in self._words[max(0, i - _LONGEST_RELATION) : i]]
        return any(" ".join(words[-n:]) in _RELATIONS for n in range(1, len(words) + 1))

    def _followed_by_number(self, i: int) -> bool:
        return bool(re.match(r"\s(?:of\s)?\d", self._text[self._words[i].end : self._words[i].end + 6]))

    def _is_cited(self, i: int) -> bool:
        """An author in a reference: "Monckton Smith (2020)", "Munro and Aitken (2020)"."""
        for last in range(i, min(i + 3, len(self._words))):
            if last > i and (self._words[last].gap != " " or not self._words[last].capital):
                break
            if _CITED.match(self._text[self._words[last].end : self._words[last].end + 80]):
                return True
        before = self._text[max(0, self._words[i].start - 40) : self._words[i].start]
        return bool(re.search(r"[A-Z][\w'’-]+,?\s(?:and|&)\s$", before)) and bool(
            re.match(
                r"(?:\s[A-Z][\w'’-]+)?,?\s\(?(?:19|20)\d\d", self._text[self._words[i].end : self._words[i].end + 40]
            )
        )

    def _next(self, i: int) -> Word | None:
        return self._words[i + 1] if i + 1 < len(self._words) else None

    def _does_something(self, i: int) -> bool:
        """Whether what follows a word makes it somebody: a verb that people do, or a possessive."""
        following = self._next(i)
        if self._words[i].possessive:
            return True
        return bool(following) and following.gap in (" ", ", ") and following.text.lower() in _DOINGS

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
            and self._is_usable(i - 1)
            and self._lexicon.is_name(before.text)
        ):
            return True
        related = self._after_relation(i) and word.gap in (" ", ", ")
        return related or (self._lexicon.is_first_name(word.text) and self._does_something(i))

    def _is_word_used_as_name(self, i: int) -> bool:
        word = self._words[i]
        before, following = (self._words[i - 1] if i else None), self._next(i)
        if self._followed_by_number(i):
            return False
        title_case = bool(following) and following.gap == " " and following.capital and not (
            following.initial or self._may_be_surname(i + 1)
        )
        if self._after_relation(i) and not word.begins and not title_case and not word.shouted:
            return True
        if not self._lexicon.is_name(word.text) or word.shouted:
            return False
        if word.begins:
            apart = (
                bool(following)
                and following.gap == ", "
                and self._lexicon.is_first_name(word.text)
                and len(word.text) > 2
            )
            return (
                (apart or self._does_something(i))
                and plain(word.text) not in _ROLES
                and plain(word.text) not in ("the", "a", "an", "no", "so", "more", "most")
            )
        if before is None or before.text.lower() in _DETERMINERS or title_case:
            return False
        after_capital = before.capital and before.gap is not None and word.gap == " " and not before.begins
        return not (after_capital and (self._lexicon.is_word(before.text) or i - 1 in self._place))

    def _may_be_surname(self, i: int) -> bool:
        word = self._words[i]
        return self._is_usable(i) and (self._lexicon.is_name(word.text) or not self._lexicon.is_word(word.text))

    def _is_shouted_name(self, i: int) -> bool:
        word = self._words[i]
        if self._lexicon.is_name(word.text):
            if len(word.text) > 3:
                return True
            following = self._next(i)
            return bool(following) and following.gap == " " and following.shouted and self._may_be_surname(i + 1)
        return False

    def _is_unheard_of(self, i: int) -> bool:
        """A word with a capital that is in no list at all: a name, unless it stands where places do."""
        word = self._words[i]
        before = self._words[i - 1] if i else None
        if len(word.text) < 3 or not re.search(r"[aeiouyàâäáãåèéêëìíîïòóôöõùúûüýăąęœłwŵŷ]", word.text.lower()):
            return False
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
                self._after_relation(i)
                or self._does_something(i)
                or word.text.split("-")[1][:1].isupper()
                and not all(self._lexicon.is_word(part) for part in word.text.split("-"))
            )
        return not (word.begins and _SENTENCE_LIKE.search(word.text) and not self._does_something(i))

    # From a word to a whole name

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
        if word.text in _TITLES or plain(word.text) in _ROLES:
            return False
        if plain(word.text) in _PARTICLES and i and not word.begins:
            return word.capital or not self._lexicon.is_word(word.text) or word.text.lower() in _LOWER_PARTICLES
        if not capital:
            return not word.capital and not self._lexicon.is_word(word.text) and self._lexicon.is_name(word.text)
        if word.initial:
            before = self._words[i - 1] if i else None
            return not (before and word.gap == " " and plain(before.text) in _ROLES) and i not in self._known
        if not word.capital or i in self._place and not self._lexicon.is_name(word.text):
            return False
        if i in self._known:
            return len(word.text) > 1 and self._lexicon.is_name(word.text)
        if not self._is_usable(i):
            return self._free[i] and word.text in ("May", "April", "June", "August", "Summer", "Autumn")
        return (
            self._lexicon.is_name(word.text)
            and not (word.begins and self._is_plain_word(word))
            or not self._lexicon.is_word(word.text)
        )

    def _joins_after(self, last: int, i: int, capital: bool) -> bool:
        """Whether word `i` goes on with the name that ends with word `last`."""
        word, before = self._words[i], self._words[last]
        if before.possessive or not self._free[i] or word.gap not in (" ", "  ", ". ", "."):
            return False
        if word.gap.startswith(".") and not before.initial:
            return False
        if plain(word.text) in _PARTICLES and word.gap == " " and i + 1 < len(self._words):
            following = self._words[i + 1]
            leads_on = following.capital or plain(following.text) in _PARTICLES
            lower = not self._lexicon.is_word(word.text) or word.text in _LOWER_PARTICLES
            return leads_on and following.gap == " " and (word.capital or lower)
        if re.match(r"(?:al|el|ul|ur|ap|d)['’-][A-Z]", word.text) and word.gap == " ":
            return True
        if not capital:
            return (
                not word.capital
                and not self._lexicon.is_word(word.text)
                and (self._lexicon.is_name(word.text) or not word.text.isascii())
            )
        if not word.capital or i in self._known or not self._is_usable(i) or plain(word.text) in _ROLES:
            return False
        if word.shouted and not before.shouted and not self._lexicon.is_name(word.text):
            return False
        return not word.initial or before.initial or self._text[word.end : word.end + 1] == "."

    # What was found once is found everywhere

    def _again(self) -> None:
        """The parts of names found, wherever else they stand, be it without their capital."""
        parts = {
            plain(self._words[i].text)
            for i in self._of
            if len(self._words[i].text) > 2 and plain(self._words[i].text) not in _PARTICLES | self._known_parts
        }
        for i, word in enumerate(self._words):
            if i in self._of or not self._free[i] or i in self._known or plain(word.text) not in parts:
                continue
            ordinary = self._lexicon.is_word(word.text)
            if (
                i in self._place
                and i
                and word.gap == " "
                and self._words[i - 1].text.lower() in _INTO_PLACES | {"at", "to", "from", "of"}
            ):
                continue
            if word.capital and not self._is_cited(i) and not self._reads_as_word(i):
                self._grow(i)
            elif not word.capital and not ordinary and i not in self._place:
                self._grow(i)

    def _reads_as_word(self, i: int) -> bool:
        """Whether part of a name that was found stands here as a word: "May" the month, "Young people"."""
        word, following = self._words[i], self._next(i)
        if self._lexicon.is_thing(word.text):
            dated = word.gap == " " and i and self._words[i - 1].text.lower() in _BEFORE_MONTHS
            return bool(dated or self._followed_by_number(i) or (word.begins and not self._does_something(i)))
        if not self._lexicon.is_word(word.text):
            return False
        if following and following.gap == " " and following.capital and self._is_plain_word(following):
            return True
        apart = bool(following) and following.gap[:1] in ",);"
        firm = self._lexicon.is_first_name(word.text) and plain(word.text) not in _WORDS_FIRST
        return word.begins and not (firm or apart or self._does_something(i))
