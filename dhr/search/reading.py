"""How typed words are read: once, into a small tree of analysed terms that any engine can compile.

- Plain words must all stand in one passage. Where no passage holds them all, the engine looks for any of them
  (`any_of`) and says so. So counts mean what they say ("mental health" isn't every passage with "health"),
  and a long question still finds something.
- `"a phrase"` is its words in order. A compound ("multi-agency", "multiagency") is read as a phrase.
- `-word`, `-"a phrase"` and `NOT word` leave out the passages that hold it. Any dash will do: phones and word
  processors make a long one of what was typed. One that stands alone between words leaves nothing out, and is told.
- `a OR b` joins its two neighbours alone, before everything else: `alcohol OR drugs refuge` asks for refuge
  and one of the other two. `AND` may be written and changes nothing.
- `isolat*` finds every word that begins so. The star stands at the end of a word, after two letters or more.
- A plain word brings with it what the field says for the same thing (`expansions.toml`): "elderly" finds "older". In
  quotation marks, and where it is to be left out, it brings none.
- Words like "the" are passed over outside phrases, unless there is nothing else.
- "A & E" and "A and E" are read as A&E.
"""

import re
from dataclasses import dataclass

from dhr.search.expansions import others
from dhr.search.text import analyse, beginning, is_common
from dhr.search.tree import All, And, Not, Or, Phrase, Prefix, Same, Tree, Word

MOST_WORDS = 50
"""Words of one query that are read; nobody types more, and each costs time."""


@dataclass(frozen=True)
class Reading:
    """What a typed query was taken to mean.

    `typed` is the query as it would have to be typed to need no mending; `notes` say in plain words what was mended,
    and `hints` how to write what may have been meant otherwise. `also` gives each word that stands for more than
    itself, and what else was looked for. `wanted` is what was typed to be found, without operators and without what is
    to be left out.
    """

    tree: Tree
    typed: str = ""
    wanted: str = ""
    notes: tuple[str, ...] = ()
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hints: tuple[str, ...] = ()


def read(typed: str) -> Reading:
    """Reads whatever was typed. Never fails: what makes no sense is left out, and `notes` tell.

    >>> read('alcohol -"drug use').tree
    And(parts=(Word(term='alcohol'), Not(part=Phrase(terms=('drug', 'use')))))
    """
    notes: list[str] = []
    pieces = _pieces(typed, notes)
    groups = _groups(pieces, notes)
    wanted = _wanted([group for group in groups if not group[0].unwanted])
    unwanted = [Not(_literal(piece)) for group in groups for piece in group if piece.unwanted]
    if unwanted and not wanted:
        left_out = ", ".join(piece.typed for group in groups for piece in group)
        notes.append(f"Words to leave out need a word to look for beside them, so this was ignored: {left_out}")
        groups, unwanted = [], []
    if typed.strip() and not groups and not notes:
        notes.append("There were no words to look for in what was typed.")
    parts = tuple(dict.fromkeys([*wanted, *unwanted]))
    tree = parts[0] if len(parts) == 1 else And(parts) if parts else All()
    also = {
        piece.text: tuple(entry for entry, _ in others(_terms(piece.text)))
        for group in groups
        for piece in group
        if not (piece.quoted or piece.unwanted or piece.starred)
    }
    return Reading(
        tree,
        " ".join(" OR ".join(piece.typed for piece in group) for group in groups),
        " ".join(piece.text for group in groups for piece in group if not piece.unwanted),
        tuple(dict.fromkeys(notes)),
        tuple((word, entries) for word, entries in also.items() if entries),
        _hints(pieces),
    )


@dataclass(frozen=True)
class _Piece:
    """A word or a quoted phrase, as it was typed."""

    text: str
    quoted: bool
    unwanted: bool
    before: str
    """The operator that was typed before it: "OR" or nothing."""
    starred: bool = False

    @property
    def typed(self) -> str:
        return ("-" if self.unwanted else "") + (f'"{self.text}"' if self.quoted else self.text) + "*" * self.starred


_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'))
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_LEADING_DASHES = re.compile(rf'"[^"]*(?:"|$)|(?<![^\s"])[{DASHES}]++(?=\S)')
_EMERGENCY = re.compile(r'"[^"]*(?:"|$)|\b(?:A (?:and|AND) E|[Aa] ?& ?[Ee])\b')


def plain(typed: str) -> str:
    """`typed` with the quotation marks and leading dashes that a keyboard has.

    >>> plain("police \u2013custody in 2019\u20132022")
    'police -custody in 2019\u20132022'
    """
    return _LEADING_DASHES.sub(lambda found: found[0] if found[0][0] == '"' else "-", typed.translate(_QUOTES))


OPERATORS = ("AND", "OR", "NOT")
SHORTEST_BEGINNING = 2
"""Letters before a star."""

_STAR = "A star stands at the end of one word, after two letters or more (isolat*), so another one was ignored."
_LONE_DASH = (
    "A dash leaves a word out only where it stands right before it, as in police -custody, so one that stands alone "
    "was ignored."
)
_IN_CAPITALS = {
    "or": "For either of two words, write OR in capitals: refuge OR hostel.",
    "not": "To leave a word out, write NOT in capitals, or a dash right before it: police NOT custody.",
}
MOST_WORDS_HINTED = 4
"""Words of a query that may have meant "or" or "not" as an operator: longer ones are sentences."""

_PIECE = re.compile(r'(-?)"([^"]*)"|([^\s"]+)')


def _pieces(typed: str, notes: list[str]) -> list[_Piece]:
    """The words and phrases of `typed`, without those that hold no letter or digit."""
    typed = _EMERGENCY.sub(lambda found: found[0] if found[0][0] == '"' else "A&E", plain(typed))
    if typed.count('"') % 2:
        typed += '"'
        notes.append("A quotation mark was not closed, so the phrase was read to the end.")
    pieces: list[_Piece] = []
    operator = ""
    words = 0
    alone: int | None = None  # how many pieces stood before a dash that stands alone
    for match in _PIECE.finditer(typed):
        sign, phrase, word = match.groups()
        if word in OPERATORS:
            if operator == "OR" or (word == "OR" and not pieces):
                notes.append("OR needs a word on each side, so it was ignored.")
            operator = "" if word == "AND" else word
            continue
        text = " ".join((phrase if word is None else word.lstrip("-")).split())
        text, starred = _star(text, word is not None, notes)
        length = len(analyse(text))
        if not length:
            if pieces and word and not word.strip(DASHES):
                alone = len(pieces)
            continue
        if alone == len(pieces) and not (pieces[-1].text.isdigit() and text.isdigit()):
            notes.append(_LONE_DASH)
        words += length
        if words > MOST_WORDS:
            notes.append(f"Only the first {MOST_WORDS} words were read.")
            break
        unwanted = operator == "NOT" or sign == "-" or (word is not None and word.startswith("-"))
        pieces.append(_Piece(text, word is None, unwanted, "OR" if operator == "OR" else "", starred))
        operator = ""
    if operator == "OR" and pieces:
        notes.append("OR needs a word on each side, so it was ignored.")
    return pieces


def _star(text: str, can_be: bool, notes: list[str]) -> tuple[str, bool]:
    """`text` without stars, and whether it is the beginning of a word."""
    if "*" not in text:
        return text, False
    bare = text.replace("*", "").lstrip("-")
    if can_be and text == f"{bare}*" and (found := beginning(bare)) and len(found[0]) >= SHORTEST_BEGINNING:
        return bare, True
    if analyse(bare):
        notes.append(_STAR)
    return bare.lower() if bare in OPERATORS else bare, False


def _hints(pieces: list[_Piece]) -> tuple[str, ...]:
    """What to write for "or" or "not" between two words, where one of them may have been meant as an operator."""
    written = [piece.text if not piece.quoted else "" for piece in pieces]
    at = [number for number, word in enumerate(written) if word in _IN_CAPITALS]
    if len(at) != 1 or not 0 < at[0] < len(pieces) - 1 or len(pieces) > MOST_WORDS_HINTED:
        return ()
    kept = _terms(" ".join(written))  # "did not attend" is one name
    beside = _terms(f"{pieces[at[0] - 1].text} {pieces[at[0] + 1].text}")
    word = written[at[0]]
    return (_IN_CAPITALS[word],) if word in kept and not any(map(is_common, beside)) else ()


def _groups(pieces: list[_Piece], notes: list[str]) -> list[list[_Piece]]:
    """Pieces joined by OR stand in one group."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if piece.before == "OR" and groups:
            if not piece.unwanted and not groups[-1][0].unwanted:
                groups[-1].append(piece)
                continue
            notes.append("OR can't be joined to a word to leave out, so it was ignored.")
        groups.append([piece])
    return groups


def _wanted(groups: list[list[_Piece]]) -> list[Word | Prefix | Phrase | Same | Or]:
    """The nodes of the groups that are to be found, common words passed over where there are others."""
    nodes: list[Word | Prefix | Phrase | Same | Or] = []
    run: list[str] = []
    for group in groups:
        if len(group) == 1 and not group[0].quoted and not group[0].starred:
            run.append(group[0].text)
            continue
        nodes += _run(run)
        run = []
        nodes.append(_any([part for piece in group for part in _alternatives(piece)]))
    nodes += _run(run)
    return [node for node in nodes if not (isinstance(node, Word) and is_common(node.term))] or nodes


def _run(words: list[str]) -> list[Word | Phrase | Same]:
    """Plain words that follow each other, analysed together so that a name of several words is seen as one."""
    text = " ".join(words)
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    by_word: dict[int, list[str]] = {}
    for term, start, _ in analyse(text):
        by_word.setdefault(next(end for end in ends if start < end), []).append(term)
    return [_expanded(tuple(terms)) for terms in by_word.values()]


def _alternatives(piece: _Piece) -> list[Word | Prefix | Phrase | Same]:
    if piece.starred:
        start, kept = beginning(piece.text)
        return [Prefix(start), *map(_node, kept)]
    return [_node(_terms(piece.text)) if piece.quoted else _expanded(_terms(piece.text))]


def _expanded(terms: tuple[str, ...]) -> Word | Phrase | Same:
    parts = dict.fromkeys([_node(terms), *(_node(other) for _, other in others(terms))])
    return Same(tuple(parts)) if len(parts) > 1 else _node(terms)


def _literal(piece: _Piece) -> Word | Prefix | Phrase | Or:
    return _any(_alternatives(piece)) if piece.starred else _node(_terms(piece.text))


def _any(parts: list[Word | Prefix | Phrase | Same]) -> Word | Prefix | Phrase | Same | Or:
    parts = list(dict.fromkeys(parts))
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term for term, _, _ in analyse(text))


def _node(terms: tuple[str, ...]) -> Word | Phrase:
    return Word(terms[0]) if len(terms) == 1 else Phrase(terms)
