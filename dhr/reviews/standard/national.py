"""The national defaults, kept up with the data files in `dhr/reviews/national` after each migration."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from dhr.themes import vocabulary

from ..enums import DocumentKind, TemplateState
from ..models import DocumentTemplate
from .content import KeyLineContent, SectionContent, TemplateContent, content_of, write_content
from .starters import starter_from

FOLDER = Path(__file__).resolve().parent.parent / "national"


def national_content(kind: str, folder: Path = FOLDER) -> TemplateContent:
    """The national default for `kind`, as its data file says it. A line break inside a paragraph is a space."""
    data = tomllib.loads((folder / f"{kind}.toml").read_text(encoding="utf-8"))
    return TemplateContent(
        name=data["name"],
        introduction=_paragraphs(data["introduction"]),
        sections=tuple(
            SectionContent(
                **section
                | {
                    "guidance": _paragraphs(section["guidance"]),
                    "starter": starter_from(section.get("starter", "")),
                }
            )
            for section in data["sections"]
        ),
        key_lines=tuple(KeyLineContent(line["text"], frozenset(line["themes"])) for line in data.get("key_lines", ())),
    )


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def keep_up(folder: Path = FOLDER, **_) -> None:
    """Make the national templates agree with the data files: a changed file becomes the next version.

    The version before is retired, never changed; where a file says what is in use, nothing happens.
    """
    vocabulary.keep_up()  # key lines name themes, whose rows may not have been made yet
    for path in sorted(folder.glob("*.toml")):
        _keep_up_one(DocumentKind(path.stem), folder)


@transaction.atomic
def _keep_up_one(kind: DocumentKind, folder: Path) -> None:
    content, now = national_content(kind, folder), timezone.now()
    last = DocumentTemplate.objects.select_for_update(of=("self",)).in_use().filter(kind=kind, area=None).first()
    if last and content_of(last) == content:
        return
    if last:
        last.state, last.retired_at = TemplateState.RETIRED, now
        last.save()
    following = DocumentTemplate(
        kind=kind,
        version=last.version + 1 if last else 1,
        state=TemplateState.IN_USE,
        in_use_since=now,
    )
    write_content(following, content)
