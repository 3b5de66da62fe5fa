"""All identifiers of a text, each kind leaving what another has taken."""

from collections.abc import Collection

from nlp.identity.addresses import find_addresses, find_again, find_houses
from nlp.identity.ages import find_child_ages
from nlp.identity.dates import find_dates
from nlp.identity.joining import joined
from nlp.identity.lexicon import lexicon
from nlp.identity.meant import as_meant, calm, single_spaced
from nlp.identity.numbers import (
    find_emails,
    find_nhs_numbers,
    find_postcodes,
    find_references,
    find_registrations,
    find_telephones,
)
from nlp.identity.organisations import find_employers, find_schools, is_firm
from nlp.identity.people import People, known_spans
from nlp.identity.spans import Taken
from nlp.types import Identifier


def identifiers(text: str, known: Collection[str] = ()) -> list[Identifier]:
    """What could tell a reader who somebody is, in the order of the text; no two overlap.

    `known` are the names that may stay: the pseudonyms in use, the chair's and the author's. A first name that is
    known is found all the same where a surname follows it.
    """
    words = lexicon()
    written, (text, places) = text, single_spaced(as_meant(text))
    calmed = calm(text, words.is_word)
    staying = known_spans(text, known, words)
    taken, found = Taken(), []

    def keep(kind: str, spans) -> None:
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            if (kind == "person" or not staying.covers(start, end)) and taken.take(start, end):
                found.append((start, end, kind))

    keep("email", find_emails(text))
    keep("nhs-number", find_nhs_numbers(text))
    keep("phone", find_telephones(text))
    keep("crime-reference", find_references(text))
    keep("date", find_dates(text))
    keep("vehicle", find_registrations(text))
    keep("postcode", find_postcodes(text))
    keep("address", find_houses(calmed))
    keep("school", find_schools(calmed, words))
    keep("employer", find_employers(text, words))
    keep("address", find_addresses(calmed, words.is_place, words.is_word))
    keep("address", find_again(text, [text[start:end] for start, end, kind in found if kind == "address"]))
    people = People(text, known, staying, words, taken)
    named = list(people.find())
    firms = [span for span in named if is_firm(text[slice(*span)], words)]
    keep("employer", firms)
    keep("person", set(named) - set(firms))
    names = Taken()
    for start, end in named:
        names.take(start, end)
    keep(
        "child-age",
        find_child_ages(text, lambda start, end: names.overlaps(start, end) or staying.overlaps(start, end)),
    )
    return [
        Identifier(kind, places[start], places[end - 1] + 1, written[places[start] : places[end - 1] + 1])
        for start, end, kind in joined(text, sorted(found))
    ]
