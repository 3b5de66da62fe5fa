"""References to persons: names, roles, relatives and pronouns, where they stand and what they look like."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.components.grammar import words_of
from nlp.components.later_life import in_later_life
from nlp.components.reading import Reading, read
from nlp.components.rules import PATTERNS
from nlp.types import ROLES, Person

_PRONOUNS = {
    "he": ("male", "subject"),
    "him": ("male", "object"),
    "his": ("male", "possessive"),
    "himself": ("male", "reflexive"),
    "she": ("female", "subject"),
    "her": ("female", "object"),
    "hers": ("female", "possessive"),
    "herself": ("female", "reflexive"),
    "they": (None, "subject"),
    "them": (None, "object"),
    "their": (None, "possessive"),
    "themselves": (None, "reflexive"),
    "i": ("narrator", "subject"),
    "me": ("narrator", "object"),
    "my": ("narrator", "possessive"),
    "myself": ("narrator", "reflexive"),
    "we": ("narrator", "subject"),
    "us": ("narrator", "object"),
    "our": ("narrator", "possessive"),
}
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
_TITLES = {"mr": "male", "sir": "male", "mrs": "female", "ms": "female", "miss": "female"}
_MOTHER, _FATHER = ("mother", "mum", "mam", "mummy"), ("father", "dad", "daddy")
_PARENTS = dict.fromkeys(_MOTHER, _MOTHER) | dict.fromkeys(_FATHER, _FATHER)
_NO_NAMES = words_of("labels") | {"'s", "the"}


@dataclass(frozen=True)
class Party:
    """Somebody a reference may mean: a Person of the review, or somebody known only by a role or noun."""

    subject: str
    person: str | None = None
    noun: str | None = None


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


@cache
def people_words() -> dict:
    """`patterns/people.toml`, with sets for lists."""
    content = tomllib.loads((PATTERNS / "people.toml").read_text(encoding="utf-8"))
    return {
        table: {key: frozenset(entry["words"] if isinstance(entry, dict) else entry) for key, entry in rows.items()}
        if "words" not in rows
        else frozenset(rows["words"])
        for table, rows in content.items()
    }


@cache
def _nouns() -> dict[str, tuple[str, str | None, bool]]:
    """noun -> (kind, sex, plural)."""
    words = people_words()
    nouns = {word: ("role", None, False) for group in words["roles"].values() for word in group}
    tables = {"relative": "relatives", "partner": "partners", "child": "children", "adult": "adults"}
    for kind, table in tables.items():
        for sex, group in words[table].items():
            for word in group:
                plural = sex == "several" or word.endswith("s") or word == "children"
                nouns[word] = (kind, sex if sex in ("female", "male") else None, plural)
    nouns |= dict.fromkeys(words["pair"], ("pair", None, True))
    return nouns


@cache
def first_names() -> dict[str, str]:
    """First names that nearly always tell a sex, to read "she" and "he" where the review records no sex."""
    content = tomllib.loads((PATTERNS / "first_names.toml").read_text(encoding="utf-8"))
    return {name: sex for sex, names in content.items() for name in names.split()}


class Cast:
    """The persons of a review, with the ways in which a text may name them."""

    def __init__(self, persons: tuple[Person, ...]):
        self.known = bool(persons)
        self.by_role = {role: [p for p in persons if p.role == role] for role in ROLES}
        self.later_life = any(in_later_life(p.age_band) for p in self.by_role["victim"])
        self.party = {p.id: Party(p.role, p.id) for p in persons}
        self.sexes = {self.party[p.id]: p.sex or _sex_of_names(p.names) for p in persons}
        self.nouns = {
            noun: self.party[p.id]
            for p in persons
            for name in p.names
            for noun in _PARENTS.get(name.lower(), (name.lower(),))
            if noun in _nouns()
        }
        self.names: dict[str, list[tuple[tuple[str, ...], Party]]] = {}
        taken: dict[tuple[str, ...], set[str]] = {}
        for person in persons:
            for name in person.names:
                for form in _forms(name):
                    taken.setdefault(form, set()).add(person.id)
        for form, ids in sorted(taken.items(), key=lambda entry: -len(entry[0])):
            if len(ids) == 1:
                self.names.setdefault(form[0].lower(), []).append((form, self.party[min(ids)]))

    def of_role(self, role: str) -> Party:
        """The one person of a role, or the role itself when there are none or several."""
        persons = self.by_role[role]
        return self.party[persons[0].id] if len(persons) == 1 else Party(role)


@lru_cache(maxsize=256)
def cast_of(persons: tuple[Person, ...]) -> Cast:
    """One Cast per review: its paragraphs share it."""
    return Cast(persons)


def _sex_of_names(names: tuple[str, ...]) -> str | None:
    for name in names:
        first = name.split()[0].lower().rstrip(".")
        sex = _TITLES.get(first) or first_names().get(first)
        if sex:
            return sex
    return None


def _forms(name: str) -> set[tuple[str, ...]]:
    """The ways to say a name: "Amina Khan" is also "Amina" and "Ms Khan"; "Adult A", "Amina's sister" only that."""
    tokens = tuple(read(name).raws)
    if name.lower() in _PRONOUNS:
        return set()
    forms = {tokens} if tokens else set()
    if _NO_NAMES.isdisjoint(map(str.lower, tokens)) and len(tokens) > 1 and len(tokens[-1]) > 1:
        forms |= {tokens[:1]} | {(title, tokens[-1]) for title in ("Mr", "Mrs", "Ms", "Miss")}
    if len(tokens) == 2 and tokens[0].lower() in _TITLES and tokens[1] not in ("A", "I"):
        forms.add(tokens[1:])  # "Mr Q" is "Q" in notes
    return forms


def find_references(reading: Reading, cast: Cast) -> list[Reference]:
    """Every reference in order of its place, not yet resolved except for names and roles."""
    words, nouns = reading.words, _nouns()
    found: list[Reference] = []
    initials = _initials(reading, cast)
    i = 0
    while i < len(words):
        word = words[i]
        reference = None
        if word in cast.names:
            reference = _name(reading, cast, i)
        if reference is None and reading.raws[i] in initials and _stands_alone(reading, i):
            party = initials[reading.raws[i]]
            reference = Reference("name", i, i + 1, word, sex=cast.sexes.get(party), parties=(party,))
        if reference is None and word in _PRONOUNS:
            reference = _pronoun(reading, i)
        if reference is None and word in nouns:
            reference = _noun(reading, cast, i, found)
        if reference is None and cast.known and reading.raws[i].istitle() and word in first_names():
            reference = Reference(
                "name", i, i + 1, word, sex=first_names()[word], parties=(Party("other", None, word),)
            )
        if reference is None:
            i += 1
            continue
        reference.owned = reference.form == "possessive" or words[reference.end : reference.end + 1] in (
            ["'s"],
            ["'"],
        )
        if reference.possessor is not None:
            found.remove(reference.possessor)
        found.append(reference)
        i = reference.end
    return found


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
    before, after = reading.words[max(0, i - 1) : i], reading.raws[i + 1 : i + 2]
    beside = before and (before[0] in _LETTERED or before[0][-1].isdigit() or before[0] in ("/", "-"))
    return not beside and not (after and (after[0][0].isdigit() or after[0] in (".", "/", "-") and i + 2 < len(reading.raws) and reading.raws[i + 2][0].isupper() and len(reading.raws[i + 2]) > 1 and after[0] != "."))


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
    sex, form = _PRONOUNS[reading.words[i]]
    beside = {*reading.words[max(0, i - 1) : i], *reading.words[i + 1 : i + 2]}
    if reading.raws[i] in ("i", "US") or "/" in beside:
        return None  # "he/she" is anybody, "(she/they)" says how to speak of somebody
    if reading.words[i] == "her" and i + 1 < len(reading.words) and reading.words[i + 1] not in _AFTER_OBJECT:
        form = "possessive"
    return Reference("pronoun", i, i + 1, reading.words[i], sex=sex, form=form, plural=sex is None)


def _noun(reading: Reading, cast: Cast, i: int, found: list[Reference]) -> Reference | None:
    words = reading.words
    kind, sex, plural = _nouns()[words[i]]
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
