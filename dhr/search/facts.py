"""What the public facts of a review (`dhr.publishing.facts`) are in index documents."""

import datetime

from dhr.publishing.models import Edition
from dhr.reviews.enums import SUBJECT_OF_ROLE, PersonRole, TagSource
from dhr.reviews.models import Document

from .documents import COMBINED_NEEDS, Need, Source, ThemeTag


def own_date(facts: dict, text: Document | Edition) -> dict:
    """`facts`, dated by the paper itself where they are not those of a death."""
    return facts if facts.get("death_year") or not text.dated else facts | {"dated": text.dated}


def place_and_time(facts: dict) -> dict:
    """Where and when: `areas`, `regions`, `year`, `date` and `category`."""
    year, month = facts.get("death_year"), facts.get("death_month")
    return {
        "areas": tuple(area["slug"] for area in facts["areas"]),
        "regions": tuple(dict.fromkeys(area["region"] for area in facts["areas"] if area["region"])),
        "year": year,
        "date": datetime.date(year, month or 1, 1) if year else facts.get("dated"),
        "category": facts.get("category", ""),
    }


def people_and_tags(facts: dict) -> dict:
    """Who it concerns, and what its library tags say."""
    victims = [person for person in facts["people"] if person["role"] == PersonRole.VICTIM]
    roles = {person["key"]: SUBJECT_OF_ROLE[person["role"]] for person in facts["people"]}
    tags = facts["library_tags"]
    several = facts["several_victims"]

    def of_victims(name: str) -> tuple[str, ...]:
        return tuple(sorted({victim[name] for victim in victims if victim[name]}))

    return {
        "ages": of_victims("age_band"),
        "sexes": of_victims("sex"),
        "ethnicities": of_victims("ethnicity"),
        "relationships": of_victims("relationship"),
        "single_victim": len(victims) == 1 if several is None else not several,
        "dataset": TagSource.DHRD if facts["external_id"] else "",
        "themes": tuple(sorted({ThemeTag(tag["theme"], tag["subject"], source=Source.LIBRARY) for tag in tags})),
        "needs": tuple(
            sorted(
                {
                    Need(roles[tag["person"]], tag["person"], tag["theme"], Source.LIBRARY)
                    for tag in tags
                    if tag["theme"] in COMBINED_NEEDS and tag["person"] in roles
                }
            )
        ),
    }
