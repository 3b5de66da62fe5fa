"""Words analysed once, for every search engine.

Engines split the analysed text on white space and nothing more, so what matches what is decided here alone: letter
case and accents, apostrophes, hyphens, British and American spelling, the field's short names (`synonyms.toml`) and
the English Snowball stem. Queries and highlights pass through the same functions.
"""

import hashlib
import re
import threading
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

import Stemmer

RULES = 3
"""To be raised whenever the code below changes what a text is turned into."""

LONGEST_TERM = 64
"""Code points kept of one word; more is never a word, and engines refuse terms of tens of kilobytes."""

BOUNDARY = "|"
"""Stands between the runs of an indexed text, so that no phrase reaches from one into the next; never a term.

It stands for an empty text too: some engines leave documents without terms out of what scores are worked out from.
"""


Token = tuple[str, int, int]
"""A term of the index, and where its words stand in the unchanged text (code points, end exclusive).

Plain tuples: a page of results is analysed again to be highlighted, and anything else takes twice as long.
"""


def analyse(text: str) -> list[Token]:
    """The terms of `text` in order: `"The GP's advisers"` gives `the`, `gp`, `advis`.

    A name that is written out ("independent domestic violence adviser") is one token with its short form's term.
    A compound written as one word ("multiagency") is two tokens at the same place.
    """
    return runs(text)[0]


def runs(text: str) -> list[list[Token]]:
    """The terms of `text`, then one more run for each name that it writes out.

    The further runs keep the name's own words findable: "risk assessment" finds "multi-agency risk assessment
    conference", which the first run holds as `marac`.
    """
    tokens = [(term, match.start(), match.end()) for match in _WORD.finditer(text) for term in _terms(match.group())]
    main: list[Token] = []
    written_out: list[list[Token]] = []
    done = 0
    for at, (term, start, _) in enumerate(tokens):
        if term not in _NAMES or at < done:
            continue
        length, short = _name_at(tokens, at)
        if length > 1:
            written_out.append(tokens[at : at + length])
        if length:
            main += tokens[done:at]
            main.append((short, start, tokens[at + length - 1][2]))
            done = at + length
    return [main + tokens[done:], *written_out]


def index_text(text: str) -> str:
    """What an engine indexes for `text`: terms parted by spaces, runs parted by `BOUNDARY`."""
    return f" {BOUNDARY} ".join(" ".join(term for term, _, _ in run) for run in runs(text)) or BOUNDARY


def beginning(typed: str) -> tuple[str, tuple[tuple[str, ...], ...]] | None:
    """What finds the words that begin as `typed` does; None where it isn't the beginning of one word.

    A start of terms, and the runs of terms that such words are kept as and that begin otherwise: "abusi" finds
    `abusi...` and, since "abusive" is kept by its stem, `abus`; "reoff" finds `re offend`.
    """
    words = _WORD.findall(typed)
    pieces = _folded(words[0]) if len(words) == 1 else ()
    if len(pieces) != 1:
        return None
    start = pieces[0][:LONGEST_TERM]
    kept = {_terms(start + rest) for rest in _CONTINUED}
    kept |= {_terms(word) for word in _SPELLING["words"] if word.startswith(start)}
    kept |= {
        _terms(word + rest)
        for word in _SPELLING["beginnings"]
        if word.startswith(start)
        for rest in _SPELLING["compounds_continued"]
    }
    short_names = (name for of_term in _NAMES.values() for name in of_term if len(name[0]) == 1)
    kept |= {(short,) for (written,), short in short_names if written.startswith(start)}
    return start, tuple(sorted(run for run in kept if len(run) > 1 or not run[0].startswith(start)))


def is_common(term: str) -> bool:
    """Whether `term` is a word like "the", which nobody means to look for by itself."""
    return term in _COMMON


def is_of_a_name(term: str) -> bool:
    """Whether `term` stands for one of the field's names, or stands in one."""
    return term in _OF_NAMES


def version() -> str:
    """Changes whenever the same text may be analysed otherwise, so that an index can tell that it is out of date."""
    return f"{RULES}.{_DATA_DIGEST}.{Stemmer.version()}"


_FOLDER = Path(__file__).parent
_SPELLING_FILE = (_FOLDER / "spelling.toml").read_bytes()
_SYNONYMS_FILE = (_FOLDER / "synonyms.toml").read_bytes()
_DATA_DIGEST = hashlib.sha256(_SPELLING_FILE + b"\0" + _SYNONYMS_FILE).hexdigest()[:12]
_SPELLING = tomllib.loads(_SPELLING_FILE.decode())
_SYNONYMS = tomllib.loads(_SYNONYMS_FILE.decode())


def _longest_first(words: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_WORD = re.compile(
    r"[^\W\d_](?:[.&][^\W\d_])+(?![^\W_])"  # A&E, G.P.
    # letters and digits with accents, soft hyphens and joiners among them, and apostrophes inside
    r"|[^\W_]+(?:[\u0300-\u036f\u00ad\u200c\u200d]+[^\W_]*|['\u2019\u02bc][^\W_]+)*"
)
_LETTERS = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s$")
_APOSTROPHE = re.compile(r"['\u2019\u02bc]")
_BEGINNING = re.compile(f"^(?:{_longest_first(_SPELLING['beginnings'])})")
_ENDING = re.compile(f"(?<=[a-z]{{3}})(?:{_longest_first(_SPELLING['endings'])})$")

# whatever may be left of a word after a beginning that may end within its ending: "abusi" goes on with "ve"
_CONTINUED = frozenset(ending[at:] for ending in _SPELLING["endings_of_words"] for at in range(len(ending) + 1))

_stemmers = threading.local()  # a Stemmer is not safe to share between threads


def _stem(word: str) -> str:
    try:
        stemmer = _stemmers.english
    except AttributeError:
        stemmer = _stemmers.english = Stemmer.Stemmer("english", 0)
    return stemmer.stemWord(word)


@lru_cache(maxsize=200_000)
def _terms(word: str) -> tuple[str, ...]:
    """The terms of one word as it stands in a text: mostly one, two for a compound, none for a lone accent."""
    pieces = _folded(word)
    if "&" in "".join(pieces):
        return pieces
    return tuple(_term(spelt)[:LONGEST_TERM] for piece in pieces for spelt in _respell(piece).split())


def _term(word: str) -> str:
    return _SPELLING["apart"].get(word) or _stem(word)


def _folded(word: str) -> tuple[str, ...]:
    """The pieces of one word in small plain letters, neither respelt nor stemmed."""
    folded = _APOSTROPHE.sub("", _POSSESSIVE.sub("", word.lower())).replace(".", "")
    if "&" in folded:
        return (folded,)
    if folded.isascii():
        return (folded,)
    decomposed = unicodedata.normalize("NFKD", folded).casefold()
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) not in ("Mn", "Cf"))
    return tuple(_LETTERS.findall(bare))


def _respell(word: str) -> str:
    if word in _SPELLING["words"]:
        return _SPELLING["words"][word]
    word = _BEGINNING.sub(lambda match: _SPELLING["beginnings"][match[0]], word)
    return _ENDING.sub(lambda match: _SPELLING["endings"][match[0]], word)


def _plain_terms(text: str) -> tuple[str, ...]:
    return tuple(term for match in _WORD.finditer(text) for term in _terms(match[0]))


def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First term -> the names that begin with it, longest first: their terms, and the one term that stands for them."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for short, forms in _SYNONYMS.items():
        (term,) = _plain_terms(short)
        for form in (f"{short}s", *forms):  # the stemmer leaves the plural of a word without vowels as it is
            terms = _plain_terms(form)
            if terms == (term,):
                continue
            names.setdefault(terms[0], []).append((terms, term))
    for same_start in names.values():
        same_start.sort(key=lambda name: -len(name[0]))
    return names


_COMMON = frozenset(term for word in _SPELLING["common"] for term in _plain_terms(word))
_NAMES = _names()
_OF_NAMES = frozenset(term for same_start in _NAMES.values() for terms, short in same_start for term in (*terms, short))


def _name_at(tokens: list[Token], at: int) -> tuple[int, str]:
    """How many tokens from `at` on are one name (0 for none), and the term that stands for them."""
    for terms, short in _NAMES[tokens[at][0]]:
        if tuple(term for term, _, _ in tokens[at : at + len(terms)]) == terms:
            return len(terms), short
    return 0, ""


def without_name(name: str, words: str) -> str:
    """`words` without the name of who is asked: what is asked is compared, and the name for itself."""
    return re.sub(re.escape(name), "", words, flags=re.IGNORECASE) if name else words
