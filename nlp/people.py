"""Reading the `people` of a review as callers give them."""

from collections.abc import Mapping

from nlp.types import ROLES, SEXES, Person

_KEYS = {"id", "names", "sex", "age_band"}


def read_people(people) -> tuple[Person, ...]:
    """The persons of a mapping such as `{"victim": ["Amina"], "perpetrator": [{"names": ["Joseph"]}]}`.

    Keys are ROLES. A value of the list is a name, or a mapping with `names` (at least one) and
    optionally `id`, `sex` ("female", "male") and `age_band`. None and `{}` mean that nobody is known.
    Raises ValueError, saying what is wrong and where.
    """
    if people is None:
        return ()
    if not isinstance(people, Mapping):
        raise ValueError(f"people must be an object of roles, not {type(people).__name__}")
    persons = []
    for role, values in people.items():
        if role not in ROLES:
            raise ValueError(f"people: {role!r} is no role; the roles are {', '.join(ROLES)}")
        if not isinstance(values, (list, tuple)):
            raise ValueError(f"people: {role} must be a list of names or of objects")
        persons += [_read_person(role, number, value) for number, value in enumerate(values, 1)]
    ids = [person.id for person in persons]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise ValueError(f"people: the id {twice!r} is given to two persons")
    return tuple(persons)


def _read_person(role: str, number: int, value) -> Person:
    where = f"people: {role} {number}"
    if isinstance(value, str):
        value = {"names": [value]}
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} must be a name or an object with names")
    unknown = set(value) - _KEYS
    if unknown:
        raise ValueError(f"{where} has the unknown field {sorted(map(str, unknown))[0]!r}")
    names = value.get("names")
    if not isinstance(names, (list, tuple)) or not names:
        raise ValueError(f"{where} needs a list of names")
    if not all(isinstance(name, str) and name.strip() for name in names):
        raise ValueError(f"{where} has a name that is empty or no text")
    sex = value.get("sex") or None
    if sex is not None and sex not in SEXES:
        raise ValueError(f"{where}: sex must be one of {', '.join(SEXES)}, or left out")
    age_band = value.get("age_band") or None
    if age_band is not None and not isinstance(age_band, str):
        raise ValueError(f"{where}: age_band must be text")
    id = value.get("id")
    if id is None:
        id = f"{role}-{number}"
    if not isinstance(id, (str, int)) or isinstance(id, bool):
        raise ValueError(f"{where}: id must be text or a whole number")
    return Person(str(id), role, tuple(name.strip() for name in names), sex, age_band)
