"""The sections of an earlier version, brought back into its paper as they were."""

from modelcluster.models import model_from_serializable_data
from wagtail.models import Revision

from ..models import Document, KeyLine, Section
from ..richtext import blocks_of
from ..standard.content import numbers


def sections_of(version: Revision) -> list[Section]:
    """The sections that `version` has, in their order; none of them is stored."""
    rows = sorted(version.content["sections"], key=lambda row: row["sort_order"])
    made = [model_from_serializable_data(Section, row | {"pk": None}, check_fks=False) for row in rows]
    lines = set(KeyLine.objects.filter(pk__in=[each.key_line_id for each in made]).values_list("pk", flat=True))
    for section in made:
        if section.key_line_id not in lines:
            section.key_line_id = None
    return made


def labels_of(version: Revision) -> dict[str, str]:
    """The printed numbers in `version`, by the keys of its paragraphs. What is placed in it has its own of today."""
    keys = {keyed.key for section in version.content["sections"] for keyed in blocks_of(section["body"])}
    return {key: label for key, label in version.content.get("labels", {}).items() if key in keys}


def sections_with(paper: Document, version: Revision) -> list[Section]:
    """The sections of `paper` as they are stored, and those of `version` that went since, in the order of `version`.

    One that came since then stays, after the one that it follows now.
    """
    now = list(Section.objects.filter(document=paper).select_related("key_line").order_by("sort_order"))
    here = {section.key: section for section in now}
    found = []
    for was in sections_of(version):
        section = here.get(was.key, was)
        section.number, section.level = was.number, was.level
        found.append(section)
    for place, section in enumerate(now):
        if section not in found:
            found.insert(found.index(now[place - 1]) + 1 if place else len(found), section)
    if paper.template_id:
        _number(found)
    for order, section in enumerate(found):
        section.sort_order = order
    return found


def came_since(paper: Document, version: Revision) -> list[Section]:
    """The sections of `paper` that `version` does not have."""
    keys = [row["key"] for row in version.content["sections"]]
    return list(Section.objects.filter(document=paper).exclude(key__in=keys))


def put_back(paper: Document, version: Revision) -> None:
    """Store what `sections_with` says, in the caller's transaction; bodies of stored sections stay as they are."""
    sections = sections_with(paper, version)
    Section.objects.bulk_create(section for section in sections if section.pk is None)
    Section.objects.bulk_update(sections, ["sort_order", "number", "level"])


def _number(sections: list[Section]) -> None:
    """As a paper that was begun from a template is numbered: by its order."""
    printed = numbers((section.level, bool(section.number)) for section in sections)
    for section, number in zip(sections, printed, strict=True):
        section.number = number[: Section._meta.get_field("number").max_length]
