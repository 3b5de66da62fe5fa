"""The persons of a review, and the ways in which a text may name them."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.components.grammar import words_of
from nlp.components.later_life import in_later_life
from nlp.components.reading import read
from nlp.components.rules import PATTERNS
from nlp.types import ROLES, Person

PRONOUNS = {
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
_TITLES = {"mr": "male", "sir": "male", "mrs": "female", "ms": "female", "miss": "female"}
_MOTHER, _FATHER = ("mother", "mum", "mam", "mummy"), ("father", "dad", "daddy")
_PARENTS = dict.fromkeys(_MOTHER, _MOTHER) | dict.fromkeys(_FATHER, _FATHER)
_NO_NAMES = words_of("labels") | {"'s", "the"}
MAIN_ROLES = ("victim", "perpetrator")


@dataclass(frozen=True)
class Party:
    """Somebody a reference may mean: a Person of the review, or somebody known only by a role or noun."""

    subject: str
    person: str | None = None
    noun: str | None = None


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
def people_nouns() -> dict[str, tuple[str, str | None, bool]]:
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
            if noun in people_nouns()
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
    if name.lower() in PRONOUNS:
        return set()
    forms = {tokens} if tokens else set()
    if _NO_NAMES.isdisjoint(map(str.lower, tokens)) and len(tokens) > 1 and len(tokens[-1]) > 1:
        forms |= {tokens[:1]} | {(title, tokens[-1]) for title in ("Mr", "Mrs", "Ms", "Miss")}
    if len(tokens) == 2 and tokens[0].lower() in _TITLES and tokens[1] not in ("A", "I"):
        forms.add(tokens[1:])  # "Mr Q" is "Q" in notes
    return forms
