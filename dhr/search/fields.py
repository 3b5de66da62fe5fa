"""Field words among the typed ones, and the filters that they stand for.

`theme:alcohol about:victim year:2019..2022 refuge` is the word "refuge" with three filters. They end up where the
ticked filters of the page are, so that both are one thing in the address, in the counts and beside the results.
Nothing typed is an error: a field word that isn't understood is searched as words, and `notes` say so.
"""

from dataclasses import dataclass, replace

from .documents import ThemeTag
from .labels import FACETS, KNOWN, THEMES_BY_CODE
from .names import COMPLETED, Names
from .pieces import FIELDS, Piece, pieces_of
from .query import SearchQuery
from .reading import plain
from .years import YEAR_FIELDS, years

MOST_FIELDS = 20
"""Field words of one query that are read."""


@dataclass(frozen=True)
class Offer:
    """A filter that may have been meant, and the query that has it."""

    field: str
    name: str
    query: SearchQuery


@dataclass(frozen=True)
class Unclear:
    """What was typed for a filter and fits several names, or none but nearly some."""

    typed: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Understood:
    query: SearchQuery
    unclear: tuple[Unclear, ...] = ()


def understood(query: SearchQuery, names: Names, added: str = "") -> Understood:
    """`query` with its field words turned into filters, and with the filter that was `added` by its name."""
    notes: list[str] = []
    pieces, unclear = [], []
    fields = 0
    for piece in pieces_of(query.text, names, notes):
        fields += bool(piece.field)
        if piece.field and fields > MOST_FIELDS:
            notes.append(f"Only the first {MOST_FIELDS} field words were read.")
        read, offered = _read(piece, names, notes) if piece.field and fields <= MOST_FIELDS else (piece, ())
        pieces.append(read)
        if offered:
            unclear.append((len(pieces) - 1, offered))
    kept = _without_operators(pieces, notes)
    query = replace(query, text=_text(pieces, kept), notes=tuple(dict.fromkeys([*query.notes, *notes])))
    typed = SearchQuery()
    for piece in pieces:
        typed = _filtered(typed, piece.field, piece.values) if piece.values else typed
    doubts = []
    for at, offered in unclear:
        rest = replace(query, text=_text(pieces, [each for each in kept if each != at]))
        doubts.append(_unclear(pieces[at].typed, offered, rest, names, typed))
    query = _with_typed(query, typed)
    if added := " ".join(plain(added).split())[:200]:
        query, doubt = _add(query, added, names)
        doubts += doubt
    return Understood(query, tuple(doubts))


def _read(piece: Piece, names: Names, notes: list[str]) -> tuple[Piece, tuple[tuple[str, str], ...]]:
    """`piece` with the values that it means; without any, what it may mean: (field, value) pairs."""
    typed = piece.typed[:80]
    if piece.unwanted:
        notes.append(f"A field word can’t be left out, so of “{typed}” its words were left out.")
        return piece, ()
    if piece.field in YEAR_FIELDS:
        values, offered = years(piece.value, names.of[piece.field]), ()
    else:
        values, offered = _meant(piece.field, piece.value, names)
    if not values:
        why = "may mean several things" if len(offered) > 1 else "isn’t known here"
        notes.append(f"“{typed}” {why}, so it was searched as words.")
    return replace(piece, values=values), offered


def _meant(field: str, value: str, names: Names) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    if field == "theme" and _is_theme_code(value):
        return (value,), ()
    found = names.find(field, value)
    return (found.values, ()) if found.sure else ((), tuple((field, each) for each in found.values))


def _is_theme_code(value: str) -> bool:
    try:
        return ThemeTag.parse(value).theme in KNOWN["theme"]
    except ValueError:
        return False


def _without_operators(pieces: list[Piece], notes: list[str]) -> list[int]:
    """Which pieces stay in the text as words: no filters, and no operators that stand beside one."""

    def is_filter(at: int) -> bool:
        return 0 <= at < len(pieces) and bool(pieces[at].values)

    kept = []
    for at, piece in enumerate(pieces):
        if piece.values:
            continue
        if piece.typed == "NOT" and at + 1 < len(pieces) and pieces[at + 1].field:
            continue  # the words of the field word carry the sign
        if piece.typed in ("AND", "OR") and (is_filter(at - 1) or is_filter(at + 1)):
            together = is_filter(at - 1) and is_filter(at + 1) and pieces[at - 1].field == pieces[at + 1].field
            if piece.typed == "OR" and not (together and pieces[at - 1].field != "theme"):
                notes.append("OR joins words, and values of one field word but theme; here both must hold.")
            continue
        kept.append(at)
    return kept


def _text(pieces: list[Piece], kept: list[int]) -> str:
    return " ".join(filter(None, (pieces[at].words if pieces[at].field else pieces[at].typed for at in kept)))


def _filtered(query: SearchQuery, field: str, values: tuple[str, ...]) -> SearchQuery:
    return replace(query, **{field: tuple(dict.fromkeys([*getattr(query, field), *values]))})


def _with_typed(query: SearchQuery, typed: SearchQuery) -> SearchQuery:
    """`query` with the filters of the field words that were typed together beside what was chosen otherwise."""
    joined = _about_themes(typed)
    for field in FIELDS:
        query = _filtered(query, field, getattr(joined, field))
    return query


def _unclear(name: str, offered, query: SearchQuery, names: Names, typed: SearchQuery | None = None) -> Unclear:
    """What `name` may mean: each offer is `query` with it, and with the filters that were `typed` in one go with it."""
    bare, typed = replace(query, notes=(), page=1), typed or SearchQuery()
    return Unclear(
        name,
        tuple(
            Offer(FACETS[field], names.of[field][value], _with_typed(bare, _filtered(typed, field, (value,))))
            for field, value in offered
        ),
    )


def _add(query: SearchQuery, added: str, names: Names) -> tuple[SearchQuery, list[Unclear]]:
    """`query` with the filter that is called `added`, "area: Carrowdale" or the name alone."""
    field, colon, value = (part.strip() for part in added.partition(":"))
    in_field = colon and field.lower() in COMPLETED
    fields = (field.lower(),) if in_field else COMPLETED
    found = {field: names.find(field, value if in_field else added) for field in fields}
    sure = [(field, each.values[0]) for field, each in found.items() if each.sure]
    if len(sure) == 1:
        field, value = sure[0]
        return _filtered(query, field, (value,)), []
    offered = sure or [(field, value) for field, each in found.items() for value in each.values]
    note = f"No theme, area or agency here is called just “{added[:80]}”, so no filter was added."
    query = replace(query, notes=(*query.notes, note))
    return query, [_unclear(added, offered, query, names)] if offered else []


def _about_themes(query: SearchQuery) -> SearchQuery:
    """`theme:alcohol about:victim` is one thing, alcohol misuse of the victim, where the theme says of nobody yet.

    For what was typed in one go alone: a ticked theme must stay what it is, or its count would not be what ticking
    it gives.
    """
    if not query.about:
        return query
    themes: list[str] = []
    told = False
    for code, tag in zip(query.theme, query.themes, strict=True):
        if tag.subject or not THEMES_BY_CODE[tag.theme].subject_bearing:
            themes.append(code)
            continue
        told = True
        themes += [str(replace(tag, subject=whom)) for whom in query.about]
    return replace(query, theme=tuple(dict.fromkeys(themes)), about=()) if told else query
