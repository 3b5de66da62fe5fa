"""An area's own version of a template, made from the national default as its coordinator would."""

import tomllib
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from dhr.areas.models import Area, User
from dhr.reviews.models import DocumentTemplate
from dhr.reviews.standard.content import SectionContent, TemplateContent, content_of, stamp
from dhr.reviews.standard.versions import begin_version, change, put_into_use


@transaction.atomic
def load_templates(folder: Path, users: dict[str, User], tell) -> None:
    """Make and put into use what `folder`/templates says; a kind of which an area has a version is left alone."""
    for path in sorted(folder.glob("templates/*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        area, by = Area.objects.get(slug=said["area"]), users[said["by"]]
        if not DocumentTemplate.objects.filter(area=area, kind=said["kind"]).exists():
            draft = begin_version(said["kind"], area=area, by=by)
            change(draft, lambda content, said=said: _edited(content, said), seen=stamp(content_of(draft)))
            draft.refresh_from_db()
            put_into_use(draft, seen=stamp(content_of(draft)), by=by)
        tell(f"{said['name']}: template of {area}")


def _edited(content: TemplateContent, said: dict) -> TemplateContent:
    changes = {entry["key"]: entry for entry in said["change"]}
    added = {entry["after"]: entry for entry in said["add"]}
    sections = []
    for section in content.sections:
        if section.key not in said["remove"]:
            sections.append(replace(section, **changes.get(section.key, {})))
        if section.key in added:
            facts = {name: value for name, value in added[section.key].items() if name != "after"}
            sections.append(SectionContent(**facts))
    return replace(content, name=said["name"], sections=tuple(sections))
