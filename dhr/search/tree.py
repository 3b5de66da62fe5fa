"""The small tree of analysed terms that a query is read into (`reading`) and that every engine compiles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dhr.search.text import is_common


@dataclass(frozen=True)
class All:
    """Matches everything: there are no words to look for."""


@dataclass(frozen=True)
class Word:
    term: str


@dataclass(frozen=True)
class Prefix:
    """Any term that begins with `start`, two letters or more."""

    start: str


@dataclass(frozen=True)
class Near:
    """Any term that `edits` changes of a letter turn into `term`: adding, dropping, replacing one, or swapping two.

    Nobody types this: it finds what a word may have been meant to be.
    """

    term: str
    edits: int


@dataclass(frozen=True)
class OneOf:
    """Any of many terms, all alike in score. Nobody types this: it too finds what a word may have been meant to be."""

    terms: frozenset[str]


@dataclass(frozen=True)
class Phrase:
    """Terms that follow each other; two or more."""

    terms: tuple[str, ...]


@dataclass(frozen=True)
class Same:
    """What was typed, first, and what the field says for the same thing: the best of them counts, the others less."""

    parts: tuple["Word | Phrase", ...]


@dataclass(frozen=True)
class Heading:
    """A passage under a heading that holds `part`. Nobody types this: headings raise what the words find."""

    part: "Word | Phrase"


@dataclass(frozen=True)
class Themed:
    """A passage in which our tagger found a theme: the code of a `ThemeTag`. Nobody types this."""

    code: str


@dataclass(frozen=True)
class Among:
    """One of the passages of these keys. Nobody types this: it joins what was found otherwise to what words find."""

    keys: frozenset[str]


@dataclass(frozen=True)
class Not:
    part: "Word | Prefix | Phrase | Same | Or"


@dataclass(frozen=True)
class Or:
    parts: tuple["Word | Prefix | Near | Phrase | Same | Themed | Among | Or | And", ...]


@dataclass(frozen=True)
class And:
    """Two or more parts, at least one of which isn't `Not`."""

    parts: tuple["Word | Prefix | Phrase | Same | Or | Not", ...]


Tree = All | Word | Prefix | Near | OneOf | Phrase | Same | Themed | Among | Or | And


def any_of(tree: Tree, themes: tuple[str, ...] = ()) -> Tree | None:
    """`tree` with any of its words, or any of the themes, in place of all words; None where that is no different.

    Those of a phrase count one by one too.
    """
    parts = tree.parts if isinstance(tree, And) else () if isinstance(tree, All) else (tree,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    each = [one for part in wanted for one in (part.parts if isinstance(part, Or) else (part,))]
    alternatives = dict.fromkeys([*each, *_words_of_phrases(each), *map(Themed, themes)])
    if len(alternatives) < 2 or Or(tuple(alternatives)) in parts:
        return None
    loosened = Or(tuple(alternatives))
    unwanted = [part for part in parts if isinstance(part, Not)]
    return And((loosened, *unwanted)) if unwanted else loosened


def _words_of_phrases(parts: Iterable["Tree"]) -> Iterator[Word]:
    for part in parts:
        if isinstance(part, Phrase):
            yield from (Word(term) for term in part.terms if not is_common(term))


def or_among(tree: Tree, keys: Iterable[str]) -> Tree:
    """`tree`, or one of these passages; what is to be left out is left out of both."""
    among = Among(frozenset(keys))
    if not isinstance(tree, And):
        return Or((tree, among))
    wanted = tuple(part for part in tree.parts if not isinstance(part, Not))
    unwanted = tuple(part for part in tree.parts if isinstance(part, Not))
    either = Or((And(wanted) if len(wanted) > 1 else wanted[0], among))
    return And((either, *unwanted)) if unwanted else either
