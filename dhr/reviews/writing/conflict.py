"""Two people saved one paper: what the other one wrote beside one's own words."""

from dataclasses import dataclass

from wagtail.models import Revision

from ..models import Document
from .differences import PaperText, SectionDifference, SectionText, Words, differences_between, words_apart
from .forms import PaperForm, field_name


@dataclass(frozen=True)
class Conflict:
    """What the writer is shown, and what goes into the form by itself.

    `taken` (form field -> words) are sections, or the title, that the other one alone changed; `by_other` are their
    names. `title` and `both` need a person: they lead from the saved version to the writer's.
    """

    revision: Revision
    taken: dict[str, str]
    by_other: list[str]
    title: tuple[Words, ...]
    both: list[SectionDifference]

    @classmethod
    def between(cls, paper: Document, form: PaperForm, *, loaded_id: str | None) -> "Conflict":
        """`loaded_id` names the revision that the writer began from; it tells whose change is whose while it is kept
        as it was then."""
        saved, mine = PaperText.of_paper(Document.objects.get(pk=paper.pk)), form.posted_text()
        began = _text_of(paper, loaded_id, form.data.get("loaded_revision_created_at"))
        taken, by_other, both = {}, [], {}
        for key, section in mine.sections.items():
            if (theirs := saved.sections.get(key)) is None:  # it went since the version that is brought back
                continue
            before = began and began.sections.get(key)
            if before and section.body == form.kept(key, before.body):  # the writer left it alone
                if theirs.body != before.body:
                    taken[field_name(key)] = theirs.body
                    by_other.append(theirs.heading)
            else:
                both[key] = SectionText(theirs.heading, form.kept(key, theirs.body))
        title = words_apart(saved.title, mine.title) if saved.title != mine.title else ()
        if title and began and began.title == mine.title:
            taken["title"], title = saved.title, ()
            by_other.insert(0, "Title")
        return cls(
            revision=paper.latest_revision,
            taken=taken,
            by_other=by_other,
            title=title,
            both=differences_between(
                PaperText(saved.title, both), PaperText(mine.title, {key: mine.sections[key] for key in both})
            ),
        )

    def taken_over(self, form: PaperForm):
        """The posted data with what the other one alone changed in place of the writer's untouched words."""
        data = form.data.copy()
        data.update({name: form.fields[name].widget.format_value(words) for name, words in self.taken.items()})
        return data


def _text_of(paper: Document, revision_id: str | None, created_at: str | None) -> PaperText | None:
    if not (revision_id or "").isdecimal():
        return None
    revision = paper.revisions.filter(pk=revision_id).first()
    if revision is None or revision.created_at.isoformat() != created_at:
        return None  # written over since
    return PaperText.of_revision(revision)
