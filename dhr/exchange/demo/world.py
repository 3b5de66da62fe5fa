"""The fictional region: areas and agencies."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from dhr.areas.models import Agency, AgencyBranch, Area, AreaAlias, LocalAuthority, Region


@transaction.atomic
def load_world(folder: Path) -> None:
    """Make the region of `harrowmere.toml`; what is there already stays."""
    world = tomllib.loads((folder / "harrowmere.toml").read_text(encoding="utf-8"))
    region, _ = Region.objects.get_or_create(slug=slugify(world["region"]), defaults={"name": world["region"]})
    for entry in world["areas"]:
        area, _ = Area.objects.get_or_create(
            slug=entry["slug"],
            defaults={"name": entry["name"], "region": region, "police_force": world["police_force"]},
        )
        for name in entry["aliases"]:
            AreaAlias.objects.get_or_create(area=area, name=name)
        for name in entry["local_authorities"]:
            LocalAuthority.objects.get_or_create(area=area, name=name)
            for service in world["council_services"]:
                _agency(f"{area.slug}-{service['slug']}", f"{name} {service['name']}", service["kind"])
    for entry in world["agencies"]:
        agency = _agency(entry["slug"], entry["name"], entry["kind"])
        for name in entry.get("branches", []):
            for area in region.areas.all():
                AgencyBranch.objects.get_or_create(agency=agency, area=area, name=name)


def _agency(slug: str, name: str, kind: str) -> Agency:
    agency, _ = Agency.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind})
    return agency
