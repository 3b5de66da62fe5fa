"""The sections of a paper in the editor: heading, guidance, editor, words counted, and what is placed below."""

from collections import Counter
from dataclasses import dataclass

from django.forms import Media
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from wagtail.admin.panels import ObjectList, Panel

from ..models import Section
from ..placed import placed_blocks
from ..richtext import KeyedBlock
from .forms import field_name
from .words import count_words


@dataclass(frozen=True)
class WritingSection:
    """`words` counts the section's own text; `placed` is what it shows of the review, written on the desk.

    `notes` counts the open notes on it, which stand on the desk, too.
    """

    section: Section
    field: BoundField
    words: int
    placed: list[KeyedBlock]
    notes: int = 0

    @property
    def heading(self) -> str:
        return str(self.section) or "Text"

    @property
    def anchor(self) -> str:
        return f"writing-{self.section.key}"

    @property
    def over(self) -> bool:
        return bool(self.section.word_limit) and self.words > self.section.word_limit

    @property
    def missing(self) -> bool:
        return self.section.required and not self.words and not self.placed


class PaperPanels(ObjectList):
    """The whole form. Each paper has fields of its own, which no panel can name beforehand."""

    class BoundPanel(ObjectList.BoundPanel):
        def render_missing_fields(self):
            return ""  # none is missing: SectionsPanel shows them all


class SectionsPanel(Panel):
    """All sections, in the paper's order. No button adds, moves or removes one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "reviews/writing/sections.html"

        @property
        def media(self):
            return Media(js=[static("js/writing.js")], css={"all": [static("css/writing.css")]})

        def get_context_data(self, parent_context=None):
            notes = self._notes()
            sections = [self._section(section, notes.pop(section.key, 0)) for section in self.form.sections]
            return super().get_context_data(parent_context) | {
                "document": self.instance,
                "sections": sections,
                "other_notes": notes.total(),  # on the paper as a whole, or on a section that went
            }

        def _notes(self) -> Counter:
            return Counter(self.instance.notes.filter(resolved_at=None).values_list("section_key", flat=True))

        def _section(self, section: Section, notes: int) -> WritingSection:
            field = self.form[field_name(section.key)]
            return WritingSection(
                section=section,
                field=field,
                words=count_words(section.body),
                placed=placed_blocks(section) if section.shows else [],
                notes=notes,
            )
