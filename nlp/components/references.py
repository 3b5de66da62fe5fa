"""References to persons: names, roles, relatives and pronouns, where they stand and what they look like."""

from dataclasses import dataclass
from functools import cache

from nlp.components.cast import PRONOUNS, Cast, Party, first_names, people_nouns, people_words
from nlp.components.grammar import words_of
from nlp.components.reading import Reading

# After these, "her" is an object ("told her that"), not a possessive ("told her sister").
_AFTER_OBJECT = words_of("after_object")
_ARTICLES = words_of("articles")
_INDEFINITE = words_of("indefinite")
_BEFORE_BOTH = words_of("before_both")
_AFTER_BOTH = words_of("after_both")
_BEFORE_EACH = words_of("before_each")
_AFTER_EACH = words_of("after_each")
_LETTERED = words_of("lettered")
_ROLE_ACTS = words_of("role_acts")
_PAIR_ENDS = frozenset([".", ",", ";", ":", ")", "and", "but", "case", "side", "party", ""])


@dataclass(slots=True)
class Reference:
    """Words that point to somebody. `start` and `end` are tokens; `parties` is filled in when resolved.

    `kind` is name, role, relative, partner, child, adult, pair or pronoun; `form` of a pronoun is subject, object,
    possessive or reflexive. `former` marks "her previous partner", `owned` a possessive form.
    """

    kind: str
    start: int
    end: int
    noun: str
    sex: str | None = None
    form: str | None = None
    owned: bool = False
    plural: bool = False
    former: bool = False
    possessor: "Reference | None" = None
    parties: tuple[Party, ...] = ()


def find_references(reading: Reading, cast: Cast) -> list[Reference]:
    """Every reference in order of its place, not yet resolved except for names and roles."""
    words, raws, names, nouns = reading.words, reading.raws, cast.names, people_nouns()
    found: list[Reference] = []
    initials, pointing = _initials(reading, cast), _pointing()
    past = 0
    for i, word in enumerate(words):
        if i < past or (word not in pointing and word not in names and raws[i] not in initials):
            continue
        reference = None
        if word in names:
            reference = _name(reading, cast, i)
        if reference is None and raws[i] in initials and _stands_alone(reading, i):
            party = initials[raws[i]]
            reference = Reference("name", i, i + 1, word, sex=cast.sexes.get(party), parties=(party,))
        if reference is None and word in PRONOUNS:
            reference = _pronoun(reading, i)
        if reference is None and word in nouns:
            reference = _noun(reading, cast, i, found)
        if reference is None and cast.known and raws[i].istitle() and word in first_names():
            reference = Reference(
                "name", i, i + 1, word, sex=first_names()[word], parties=(Party("other", None, word),)
            )
        if reference is None:
            continue
        reference.owned = reference.form == "possessive" or words[reference.end : reference.end + 1] in (
            ["'s"],
            ["'"],
        )
        if reference.possessor is not None:
            found.remove(reference.possessor)
        found.append(reference)
        past = reference.end
    return found


@cache
def _pointing() -> frozenset[str]:
    """Words that may point to somebody in any review."""
    return frozenset({*PRONOUNS, *people_nouns(), *first_names()})


def _initials(reading: Reading, cast: Cast) -> dict[str, Party]:
    """Whom single capitals mean in this text: "V" and "P" where both stand in it, "B" for Adult B, "L" for Leonie."""
    written = set(reading.raws)
    meant = {"V": cast.of_role("victim"), "P": cast.of_role("perpetrator")} if {"V", "P"} <= written else {}
    own: dict[str, set[Party]] = {}
    for forms in cast.names.values():
        for form, party in forms:
            last = form[-1] if len(form[-1]) == 1 else form[0][0]
            if form[0] in written and (len(form) == 1 or len(form[-1]) == 1):
                own.setdefault(last.upper(), set()).add(party)
    meant |= {letter: min(parties, key=str) for letter, parties in own.items() if len(parties) == 1}
    return {letter: party for letter, party in meant.items() if letter not in ("A", "I")}


def _stands_alone(reading: Reading, i: int) -> bool:
    """Not as in "vitamin D", "Block C", "S. Khan" or "B12"."""
    before, after = reading.words[max(0, i - 1) : i], reading.raws[i + 1 : i + 3]
    beside = before and (before[0] in _LETTERED or before[0][-1].isdigit() or before[0] in ("/", "-"))
    joined = bool(after) and (after[0][0].isdigit() or (after[0] in ("/", "-") and after[-1].istitle()))
    return not beside and not joined


def _name(reading: Reading, cast: Cast, i: int) -> Reference | None:
    for form, party in cast.names[reading.words[i]]:
        written = reading.raws[i : i + len(form)]
        if len(written) == len(form) and all(map(_same_name, written, form)):
            return Reference("name", i, i + len(form), " ".join(form), sex=cast.sexes[party], parties=(party,))
    return None


def _same_name(written: str, part: str) -> bool:
    """Names count as given or in capitals: "Rose" is no flower, "A" no article."""
    return written == part or (len(part) > 1 and written in (part.upper(), part.title()))


def _pronoun(reading: Reading, i: int) -> Reference | None:
    sex, form = PRONOUNS[reading.words[i]]
    beside = {*reading.words[max(0, i - 1) : i], *reading.words[i + 1 : i + 2]}
    if reading.raws[i] in ("i", "US") or "/" in beside:
        return None  # "he/she" is anybody, "(she/they)" says how to speak of somebody
    if reading.words[i] == "her" and i + 1 < len(reading.words) and reading.words[i + 1] not in _AFTER_OBJECT:
        form = "possessive"
    return Reference("pronoun", i, i + 1, reading.words[i], sex=sex, form=form, plural=sex is None)


def _noun(reading: Reading, cast: Cast, i: int, found: list[Reference]) -> Reference | None:
    words = reading.words
    kind, sex, plural = people_nouns()[words[i]]
    if kind == "child" and words[i + 1 : i + 3] in (["and", "adolescent"], ["and", "young"]):
        return None  # the name of a service
    if kind == "pair":
        return Reference("pair", i, i + 1, words[i], plural=True) if _is_pair(words, i) else None
    if kind == "adult":
        return _adult(reading, i, sex)
    start, former = _phrase_start(words, i, kind)
    article = words[start - 1] if start else ""
    if words[max(0, start - 2) : start] == ["as", "a"]:
        return None  # "abused as a boy" is about who was one
    if kind == "role":
        if article in _INDEFINITE or words[i + 1 : i + 2] == ["of"] or article == "as":
            return None
        if start == i and article not in _ARTICLES and not _acts(reading, i):
            return None  # "perpetrator programmes", "victim support"
        role = "victim" if words[i] in people_words()["roles"]["victim"] else "perpetrator"
        start -= article in _ARTICLES
        return Reference("role", start, i + 1, words[i], parties=(cast.of_role(role),))
    possessor = found[-1] if found and found[-1].owned and found[-1].kind != "pair" else None
    if possessor is not None:
        past = possessor.end + (possessor.form != "possessive")
        possessor = possessor if past == start else None
    if possessor is not None:
        start = possessor.start
    elif article in _ARTICLES:
        start -= 1
        former = former or article in _INDEFINITE
    elif (kind == "child" and plural) or (kind == "relative" and plural):
        pass
    elif _acts(reading, i) or _begins_clause(reading, start) or _is_named(reading, cast, i + 1):
        pass  # notes and police logs: "Mother states", "FHx: mother BPAD, sister died", "states grandson Kieran"
    else:
        return None
    end = i + 1
    if words[end : end + 2] == ["in", "law"]:
        end, kind = end + 2, "relative"
    return Reference(kind, start, end, words[i], sex=sex, plural=plural, former=former, possessor=possessor)


def _is_named(reading: Reading, cast: Cast, i: int) -> bool:
    return i < len(reading.words) and reading.words[i] in cast.names and _name(reading, cast, i) is not None


def _adult(reading: Reading, i: int, sex: str | None) -> Reference | None:
    """As in "the woman", "Male arrested"; not "a man", "male voice" or "women"."""
    words = reading.words
    start, _ = _phrase_start(words, i, "role")
    article = words[start - 1] if start else ""
    if article in _ARTICLES and article not in _INDEFINITE:
        return Reference("adult", start - 1, i + 1, words[i], sex=sex)
    said = start == i and (_acts(reading, i) or words[i] == "pt")
    return Reference("adult", i, i + 1, words[i], sex=sex) if said else None


def _is_pair(words: list[str], i: int) -> bool:
    """As in "the couple", "both had", "neither of them"; not "a couple of days" or "both women and men"."""
    before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    if words[i] in ("neither", "either", "each"):
        return after in _AFTER_EACH or (before in _BEFORE_EACH and after in _PAIR_ENDS)
    if words[i] == "both":
        return before in _BEFORE_BOTH or after in _AFTER_BOTH
    return before == "the" and after != "of"


def _acts(reading: Reading, i: int) -> bool:
    """A role without its article, as in notes: "Victim states", "told perpetrator was"."""
    after = reading.words[i + 1] if i + 1 < len(reading.words) else ""
    return after in _ROLE_ACTS or (reading.raws[i].istitle() and after in ("and", ",", ":", "also", "later"))


def _begins_clause(reading: Reading, i: int) -> bool:
    return i == 0 or reading.words[i - 1] in (":", ",", ";", ".", "re", "per")


def _phrase_start(words: list[str], i: int, kind: str) -> tuple[int, bool]:
    """Where the adjectives before a noun begin, and whether they make it somebody of an earlier time."""
    lists = people_words()
    allowed = lists["role_lead_ins"] if kind == "role" else lists["before_relatives"]
    start = i
    while start and words[start - 1] in allowed and i - start < 3:
        start -= 1
    return start, not lists["former"].isdisjoint(words[start:i])
