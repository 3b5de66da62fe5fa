"""What of a review becomes public with its papers: an allow-list, so that a new field starts private."""

from dhr.reviews.models import Document

PERSON_FACTS = (
    "key",
    "pseudonym",
    "role",
    "age_band",
    "sex",
    "orientation",
    "ethnicity",
    "religion",
    "relationship",
    "disability",
    "pregnancy",
    "carer",
    "verdict",
    "last_dash_grade",
    "marac_referred",
    "marac_heard",
)
# A child's facts could identify it: the public learns the pseudonym alone.
CHILD_FACTS = ("key", "pseudonym", "role")
REVIEW_FACTS = (
    "kind",
    "scheme",
    "title",
    "category",
    "death_year",
    "death_month",
    "cause_of_death",
    "place_type",
    "several_victims",
    "test_applied",
    "guidance_applied",
    "external_id",
)


def public_facts(document: Document) -> dict:
    """The facts frozen into an edition of `document`: JSON values only; areas are named, lead first."""
    facts: dict = {
        "areas": [
            {"slug": area.slug, "name": area.name, "region": area.region.name if area.region else ""}
            for area in document.areas()
        ]
    }
    review = document.review
    if review is None:
        return facts
    facts |= {name: getattr(review, name) for name in REVIEW_FACTS}
    facts["people"] = [
        {name: getattr(person, name) for name in (CHILD_FACTS if person.subject == "child" else PERSON_FACTS)}
        for person in review.people.all()
    ]
    facts["library_tags"] = [
        {
            "theme": tag.theme_id,
            "subject": tag.subject,
            "person": tag.person.key if tag.person else "",
            "source": tag.source,
        }
        for tag in review.library_tags.select_related("person").order_by("theme__order", "pk")
    ]
    return facts
