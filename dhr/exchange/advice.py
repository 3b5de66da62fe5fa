"""What the tagger reads in a paper's recommendations where the paper itself does not say it."""

import re

import nlp
from dhr.areas.enums import AgencyKind
from dhr.formats import BlockKind, PaperSection

_TELLS = re.compile(r"\brecommendations?\b[^.;:]{0,30}\bmade\b", re.IGNORECASE)
KINDS = {kind.value: kind for kind in AgencyKind} | {
    "idva-service": AgencyKind.SPECIALIST,
    "faith-body": AgencyKind.FAITH,
}
"""The tagger's names of recipients, as the library's list has them here."""


def advised(section: PaperSection) -> set[int]:
    """Which blocks of a section of recommendations read as one: also "Lantern House to publish ...".

    One that only tells of them ("Eight recommendations are made, in brief: to the police ...") is none.
    """
    text, begins = section.heading, {}
    for at, block in enumerate(section.blocks):
        if block.kind not in (BlockKind.TABLE_ROW, BlockKind.QUOTATION) and not _TELLS.search(block.text):
            text += f"\n\n{block.label} "
            begins[len(text)] = at
            text += block.text.replace("\n", " ")
    return {begins[each.start] for each in nlp.recommendations(text) if each.start in begins}


def recipient_and_scope(text: str) -> tuple[str, str]:
    """The kind of agency that a single recommendation asks, and its scope; "" for what its words leave open.

    That it is local is nothing that words say: it is what the tagger takes for granted.
    """
    found = nlp.recommendations(f"Recommendation 1: {text}")
    asked = {KINDS[name] for each in found for name in each.recipients}
    scopes = {each.scope for each in found} - {"local"}
    return asked.pop() if len(asked) == 1 else "", scopes.pop() if len(scopes) == 1 else ""
