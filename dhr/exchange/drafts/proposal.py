"""What keeping a Word draft would do to its paper, as the paper is now."""

from dataclasses import dataclass

from dhr.formats import Paper
from dhr.reviews.models import Document, PaperNote, Section
from dhr.reviews.writing.differences import PaperText, SectionDifference, SectionText, differences_between

from ..models import WordDraft
from .headings import ABOVE, OUT, Headings, Unknown
from .merging import Merged, merged
from .printed import without_guidance
from .reading import content_of, read_draft


class DraftBesidePaper:
    """A draft, its tracked changes decided, beside the sections of its paper."""

    def __init__(self, draft: WordDraft):
        self.draft, self.document = draft, draft.document
        self.sections = list(Section.objects.filter(document=self.document).order_by("sort_order"))
        for section in self.sections:
            section.document = self.document
        read = read_draft(content_of(draft), draft.changes or "accept")
        self.paper = without_guidance(read, self.document)
        self.headings = Headings(self.paper, self.sections)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Where the text of an unknown heading may go, with words for it."""
        sections = [(section.key, f"Text of “{section}”") for section in self.sections]
        return [(ABOVE, "A sub-heading of the section above it"), *sections, (OUT, "Leave it out of the paper")]

    def undecided(self) -> list[Unknown]:
        """The unknown headings that nobody has found a place for that there still is."""
        known = {key for key, _ in self.choices}
        return [each for each in self.headings.unknown() if self.draft.places.get(str(each.place)) not in known]

    def proposal(self) -> "Proposal":
        """For a draft without undecided headings."""
        destinations = list(self.headings.destinations(self.draft.places))
        made = merged(self.paper, destinations, self.sections)
        before = PaperText.of_paper(Document.objects.get(pk=self.document.pk))
        after = {
            key: SectionText(text.heading, made.bodies.get(key, text.body)) for key, text in before.sections.items()
        }
        under = {
            section.heading: to.key for section, to in zip(self.paper.sections[::-1], destinations[::-1], strict=True)
        }
        return Proposal(
            merged=made,
            differences=differences_between(before, PaperText(before.title, after)),
            missing=[section for section in self.sections if section.key not in made.bodies],
            notes=_new_notes(self.draft, self.paper, under),
            title=self.paper.title if self.paper.title not in ("", self.document.title) else "",
            left_out=[each for each in self.headings.unknown() if self.draft.places.get(str(each.place)) == OUT],
            remarks=list(self.paper.notes),
        )


@dataclass(frozen=True)
class Proposal:
    """`notes` are comments that are not here yet; `title` is the draft's own where it is another."""

    merged: Merged
    differences: list[SectionDifference]
    missing: list[Section]
    notes: list[PaperNote]
    title: str
    left_out: list[Unknown]
    remarks: list[str]


def _new_notes(draft: WordDraft, paper: Paper, under: dict[str, str]) -> list[PaperNote]:
    """The draft's comments as notes, not stored; what an earlier draft brought already is not brought again."""
    here = set(draft.document.notes.values_list("author_name", "quote", "text"))
    notes = [
        PaperNote(
            document=draft.document,
            section_key=under.get(comment.section, ""),
            quote=comment.quote,
            text=comment.text,
            author_name=comment.author[:200],
        )
        for comment in paper.comments
    ]
    return [note for note in notes if (note.author_name, note.quote, note.text) not in here]
