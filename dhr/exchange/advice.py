"""What the tagger reads in a paper's recommendations where the paper itself does not say it."""

from bisect import bisect_right

import nlp
from dhr.areas.enums import AgencyKind
from dhr.formats import BlockKind, PaperSection

KINDS = {kind.value: kind for kind in AgencyKind} | {
    "idva-service": AgencyKind.SPECIALIST,
    "faith-body": AgencyKind.FAITH,
}
"""The tagger's names of recipients, as the library's list has them here."""


def advised(section: PaperSection) -> set[int]:
    """Which blocks of a section of recommendations read as one: also "Lantern House to publish ..."."""
    lines, starts, places = [section.heading], [], []
    length = len(section.heading)
    for at, block in enumerate(section.blocks):
        if block.kind not in (BlockKind.TABLE_ROW, BlockKind.QUOTATION):
            line = f"{block.label} {block.text}".replace("\n", " ")
            lines.append(line)
            starts.append(length + 2)
            places.append(at)
            length += 2 + len(line)
    found = nlp.recommendations("\n\n".join(lines))
    return {places[bisect_right(starts, each.start) - 1] for each in found if starts and each.start >= starts[0]}


def recipient_and_scope(text: str) -> tuple[str, str]:
    """The kind of agency that a single recommendation asks, and its scope; "" for what its words leave open.

    That it is local is nothing that words say: it is what the tagger takes for granted.
    """
    found = nlp.recommendations(f"Recommendation 1: {text}")
    asked = {KINDS[name] for each in found for name in each.recipients}
    scopes = {each.scope for each in found} - {"local"}
    return asked.pop() if len(asked) == 1 else "", scopes.pop() if len(scopes) == 1 else ""
