"""What a generated file must give when it is read."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Expected:
    """``labels``: {printed label: how its paragraph begins}. ``texts``: whole running text that some block holds.
    ``footnotes``: their words, in order, of a file that keeps them where they stand.
    ``absent``: nothing of the kind may be left anywhere. ``recommendations``: (number, beginning, agency).
    """

    headings: list[str]
    labels: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    recommendations: list[tuple[str, str, str]] = field(default_factory=list)
    cells: list[tuple[str, ...]] = field(default_factory=list)
    title: str | None = None
    notes: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)


ROLES = (
    *("housing officer", "practice nurse", "neighbour", "probation officer", "health visitor", "college tutor"),
    *("ward sister", "social worker", "court clerk", "paramedic", "refuge worker", "school secretary", "landlord"),
)
DEEDS = (
    "visited the flat and wrote that the door had been repaired twice",
    "did not ask why the appointments stopped",
    "rang the non-emergency line and was told that a patrol would come by",
    "noted bruising, offered a leaflet and booked a double appointment",
    "kept records that show how attendance fell",
    "told the panel that the calls grew shorter",
    "put off the allocation meeting because two members were on leave",
    "knew of the earlier conviction, yet did not mention it",
    "heard that he had begun to drink again",
    "could find no record of a carer's assessment",
    "thought that somebody else had asked",
)


def prose(start: int, count: int = 4) -> str:
    """A few sentences in a row, different for every ``start``."""
    steps = range(start * 5, start * 5 + count)
    return " ".join(f"The {ROLES[step % len(ROLES)]} {DEEDS[step * 3 % len(DEEDS)]}." for step in steps)
