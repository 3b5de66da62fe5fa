"""Loading the dataset's cases as published reviews: all in one transaction, or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from dhr.areas.models import Area, AreaAlias, Region
from dhr.publishing.editions import publish
from dhr.publishing.enums import EditionStatus
from dhr.publishing.facts import public_facts
from dhr.publishing.models import Edition
from dhr.reviews.citations import CITATIONS
from dhr.reviews.enums import DocumentKind, PersonRole, Scheme, TagSource
from dhr.reviews.models import Document, LibraryTag, Person, Review, ReviewArea

from .reading import PERSON_FILES, Case

ROLE_LABELS = frozenset(PersonRole.labels)


@dataclass
class Loaded:
    """What a run did, in numbers of reviews. `withdrawn`: changed, but their record was withdrawn here and stays so."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    no_longer_listed: int = 0


@transaction.atomic
def load(cases: list[Case], *, by) -> Loaded:
    """Make the site's reviews agree with `cases`; `by` publishes (None: the command line).

    A review that other papers have joined keeps its title, its area and its people's pseudonyms: they are
    its chair's by then. Facts and tags are the dataset's.
    """
    loaded = Loaded()
    areas = _areas(cases)
    known = _known()
    for record in _add([case for case in cases if case.external_id not in known], areas):
        publish(record, by=by)
        loaded.new += 1
    for case in cases:
        review = known.pop(case.external_id, None)
        if review is None:
            continue
        if not _update(review, case, areas[case.area]):
            loaded.unchanged += 1
        elif _republish(review, by=by):
            loaded.changed += 1
        else:
            loaded.withdrawn += 1
    loaded.no_longer_listed = len(known)
    return loaded


def _areas(cases: list[Case]) -> dict[str, Area]:
    """The area of each name in `cases`: one already here by name, alias or slug, or a new one."""
    regions = {}
    for name in {case.region for case in cases}:
        regions[name], _ = Region.objects.get_or_create(name=name, defaults={"slug": slugify(name)})
    here = list(Area.objects.all())
    by_name = {alias.name.casefold(): alias.area for alias in AreaAlias.objects.select_related("area")}
    by_name |= {area.slug: area for area in here} | {area.name.casefold(): area for area in here}
    found = {}
    for case in cases:
        if case.area in found:
            continue
        slug = slugify(case.area)
        area = by_name.get(case.area.casefold()) or by_name.get(slug)
        if area is None:
            area = Area.objects.create(name=case.area, slug=slug, region=regions[case.region])
        elif area.region_id is None:
            _set(area, {"region": regions[case.region]})
        found[case.area] = area
    return found


def _known() -> dict[str, Review]:
    """The dataset's reviews that are here already, by incident, with all that is compared."""
    return {
        review.external_id: review
        for review in Review.objects.exclude(external_id="").prefetch_related(
            "documents",
            "people",
            Prefetch("review_areas", ReviewArea.objects.select_related("area")),
            Prefetch("library_tags", LibraryTag.objects.filter(source=TagSource.DHRD).select_related("person")),
        )
    }


def _add(cases: list[Case], areas: dict[str, Area]) -> list[Document]:
    """New reviews with people, tags and library record; their records."""
    reviews = bulk_create_with_history(
        [Review(external_id=case.external_id, scheme=Scheme.DHR, title=case.title, **case.facts) for case in cases],
        Review,
    )
    pairs = list(zip(reviews, cases, strict=True))
    bulk_create_with_history(
        [ReviewArea(review=review, area=areas[case.area], lead=True) for review, case in pairs], ReviewArea
    )
    people = bulk_create_with_history(
        [_person(review, key, facts) for review, case in pairs for key, facts in case.people.items()], Person
    )
    by_key = {(person.review_id, person.key): person for person in people}
    LibraryTag.objects.bulk_create(
        [
            _tag(review, by_key.get((review.pk, person)), theme, subject, labels)
            for review, case in pairs
            for (theme, subject, person), labels in case.tags.items()
        ]
    )
    return Document.objects.bulk_create(
        [
            Document(
                review=review,
                kind=DocumentKind.LIBRARY_RECORD,
                title=review.title,
                source_url=CITATIONS[TagSource.DHRD].url,
            )
            for review in reviews
        ]
    )


def _person(review: Review, key: str, facts: dict) -> Person:
    return Person(review=review, key=key, pseudonym=facts["role"].label, **facts)


def _tag(review: Review, person: Person | None, theme: str, subject: str, labels: list[str]) -> LibraryTag:
    return LibraryTag(
        review=review, person=person, theme_id=theme, subject=subject, source=TagSource.DHRD, labels=labels
    )


def _update(review: Review, case: Case, area: Area) -> bool:
    """Bring one review into line; whether anything changed."""
    changes = [_set(review, case.facts)]
    if len(review.documents.all()) == 1:
        lead = next(link for link in review.review_areas.all() if link.lead)
        changes += [_set(lead, {"area": area}), _set(review, {"title": case.title})]
        changes.append(_set(review.documents.all()[0], {"title": case.title}))
    people = {person.key: person for person in review.people.all()}
    tags = {(tag.theme_id, tag.subject, tag.person.key if tag.person else ""): tag for tag in review.library_tags.all()}
    for key in tags.keys() - case.tags.keys():
        tags.pop(key).delete()
        changes.append(True)
    for key in (set(PERSON_FILES.values()) & people.keys()) - case.people.keys():
        people.pop(key).delete()
        changes.append(True)
    for key, facts in case.people.items():
        if key not in people:
            people[key] = _person(review, key, facts)
            people[key].save()
            changes.append(True)
            continue
        if people[key].pseudonym in ROLE_LABELS:
            facts = facts | {"pseudonym": facts["role"].label}
        changes.append(_set(people[key], facts))
    for key, labels in case.tags.items():
        theme, subject, person = key
        if key in tags:
            changes.append(_set(tags[key], {"labels": labels}))
        else:
            _tag(review, people.get(person), theme, subject, labels).save()
            changes.append(True)
    return any(changes)


def _set(row, facts: dict) -> bool:
    """Set and save those of `facts` that differ; whether any did."""
    different = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    if different:
        row.save(update_fields=list(different))
    return bool(different)


def _republish(review: Review, *, by) -> bool:
    """A new edition of the record where its public facts changed; False where it was withdrawn."""
    # Asked for anew: the rows at hand were fetched before they changed.
    record = Document.objects.select_related("review").get(review=review, kind=DocumentKind.LIBRARY_RECORD)
    latest = Edition.objects.filter(document=record).order_by("number").last()
    if latest.status == EditionStatus.WITHDRAWN:
        return False
    if latest.facts != public_facts(record):
        publish(record, by=by)
    return True
