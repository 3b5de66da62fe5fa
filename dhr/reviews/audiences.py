"""Who may see a paper, decided once (the two functions of decision 2), and the same as database filters.

`audiences_of(document)` and `audiences_for(user)` make token sets; a user sees a paper when they meet. The
filters below say the same in SQL; a property test holds all of them, the index and the file view equal.
"""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from dhr.areas import audiences
from dhr.areas.enums import Role
from dhr.areas.models.area import with_predecessors

from .enums import DocumentKind


@dataclass(frozen=True)
class Standing:
    """Where a user stands today, by primary keys."""

    areas: frozenset[int] = frozenset()  # coordinator of, predecessors included
    oversight: frozenset[int] = frozenset()  # partnership chair of, predecessors included
    regions: frozenset[int] = frozenset()
    reviews: frozenset[int] = frozenset()  # takes part in, and may know the case
    lead: frozenset[int] = frozenset()
    panel: frozenset[int] = frozenset()
    agencies: frozenset[tuple[int, int]] = field(default=frozenset())  # (review, agency)

    def tokens(self) -> frozenset[str]:
        return frozenset(
            {audiences.PUBLIC}
            | {audiences.area(pk) for pk in self.areas}
            | {audiences.oversight(pk) for pk in self.oversight}
            | {audiences.region(pk) for pk in self.regions}
            | {audiences.review(pk) for pk in self.reviews}
            | {audiences.lead(pk) for pk in self.lead}
            | {audiences.panel(pk) for pk in self.panel}
            | {audiences.agency(review, agency) for review, agency in self.agencies}
        )


def standing_of(user) -> Standing:
    """What `user`'s memberships and participations of today amount to; nothing for a signed-out visitor."""
    if not user.is_authenticated or not user.is_active:
        return Standing()
    memberships = list(user.memberships.current().values_list("role", "area_id", "region_id"))
    takes_part = list(
        user.participations.current().values_list("role", "review_id", "agency_id", "confidentiality_signed")
    )
    lead = {review for role, review, _, _ in takes_part if role in (Role.CHAIR, Role.AUTHOR)}
    panel = {review for role, review, _, signed in takes_part if role == Role.PANEL_MEMBER and signed}
    agencies = {(review, agency) for role, review, agency, _ in takes_part if role in (Role.IMR_AUTHOR, Role.SIGN_OFF)}
    return Standing(
        areas=frozenset(with_predecessors(area for role, area, _ in memberships if role == Role.COORDINATOR)),
        oversight=frozenset(with_predecessors(area for role, area, _ in memberships if role == Role.CSP_CHAIR)),
        regions=frozenset(region for role, _, region in memberships if role == Role.REGIONAL_LEAD),
        reviews=frozenset(lead | panel | {review for review, _ in agencies}),
        lead=frozenset(lead),
        panel=frozenset(panel),
        agencies=frozenset(agencies),
    )


def audiences_for(user) -> frozenset[str]:
    """The tokens that `user` holds today; a signed-out visitor holds `public` alone."""
    return standing_of(user).tokens()


def audiences_of_review(review) -> frozenset[str]:
    """The tokens whose holders may see a review's working facts."""
    tokens = {audiences.review(review.pk)}
    for area in review.current_areas():
        tokens |= {audiences.area(area.pk), audiences.oversight(area.pk)}
    return frozenset(tokens)


def audiences_of_unplaced(review) -> frozenset[str]:
    """The tokens whose holders may see lessons and recommendations of a review that stand in no paper yet."""
    return frozenset({audiences.lead(review.pk)} | {audiences.area(area.pk) for area in review.current_areas()})


def audiences_of_early_learning(review) -> frozenset[str]:
    """The tokens whose holders may see what a review asks for long before its report: its partnership's chair too."""
    return audiences_of_unplaced(review) | {audiences.oversight(area.pk) for area in review.current_areas()}


def audiences_of(document) -> frozenset[str]:
    """The tokens whose holders may see a paper in its working state. Never `public`: that is an edition's."""
    areas = document.areas()
    tokens = {audiences.area(area.pk) for area in areas}
    if document.kind != DocumentKind.IMR or document.released_to_panel:
        tokens |= {audiences.oversight(area.pk) for area in areas}
    if document.shared_with_region:
        tokens |= {audiences.region(area.region_id) for area in areas if area.region_id}
    if document.review_id:
        tokens.add(audiences.lead(document.review_id))
        if document.released_to_panel:
            tokens.add(audiences.panel(document.review_id))
            if document.kind == DocumentKind.TERMS_OF_REFERENCE:
                tokens.add(audiences.review(document.review_id))
        if document.agency_id:
            tokens.add(audiences.agency(document.review_id, document.agency_id))
    return frozenset(tokens)


# The filters below leave out what one has no standing in: the database is asked shorter questions, or none at all.


def _in_current_areas(review_pk: str, areas: frozenset[int]) -> Q:
    return _current_areas(review_pk, area__in=areas) if areas else _NOTHING


def _current_areas(review_pk: str, **conditions) -> Q:
    from .models import ReviewArea

    return Q(Exists(ReviewArea.objects.current().filter(review=OuterRef(review_pk), **conditions)))


_NOTHING = Q(pk__in=[])


def reviews_for(user) -> Q:
    """The reviews whose `audiences_of_review` meet `audiences_for(user)`, as a filter."""
    standing = standing_of(user)
    return Q(pk__in=standing.reviews) | _in_current_areas("pk", standing.areas | standing.oversight)


def terms_for(user) -> Q:
    """The reviews whose key lines of enquiry and equality `user` may see.

    Who leads or oversees a review sees them from the first; all who take part, once its terms of reference are
    released.
    """
    return _terms_within(standing_of(user))


def people_for(user) -> Q:
    """The reviews of whose people `user` may know: not those in which one is for an agency alone, until one may
    know the terms of reference.
    """
    standing = standing_of(user)
    return _terms_within(standing) | Q(pk__in=standing.panel)


def _terms_within(standing: Standing) -> Q:
    from .models import Document

    found = _led_or_overseen(standing)
    if standing.reviews:
        terms = Document.objects.filter(kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
        found |= Q(pk__in=standing.reviews) & Q(Exists(terms.filter(review=OuterRef("pk"))))
    return found


def unplaced_for(user) -> Q:
    """The reviews whose `audiences_of_unplaced` meet `audiences_for(user)`, as a filter."""
    return unplaced_within(standing_of(user))


def unplaced_within(standing: Standing, review: str = "pk") -> Q:
    """The reviews whose unplaced lessons and recommendations whoever stands there may see, as a filter; `review` is
    the field that names the review in what is filtered."""
    return Q(**{f"{review}__in": standing.lead}) | _in_current_areas(review, standing.areas)


def early_learning_within(standing: Standing, review: str = "pk") -> Q:
    """The reviews whose early learning whoever stands there may see before it stands in a paper, in the same way."""
    return _led_or_overseen(standing, review)


def _led_or_overseen(standing: Standing, review: str = "pk") -> Q:
    return Q(**{f"{review}__in": standing.lead}) | _in_current_areas(review, standing.areas | standing.oversight)


def documents_for(user) -> Q:
    """The papers whose `audiences_of` meet `audiences_for(user)`, as a filter."""
    return documents_within(standing_of(user))


def documents_within(standing: Standing) -> Q:
    """The papers that whoever stands there may see, as a filter."""
    released = Q(released_to_panel=True)
    found = _in_current_areas("review", standing.areas)
    if own := standing.areas | standing.oversight:
        found |= Q(area__in=own)
    if standing.oversight:
        found |= (~Q(kind=DocumentKind.IMR) | released) & _in_current_areas("review", standing.oversight)
    if standing.regions:
        here = Q(area__region__in=standing.regions) | _current_areas("review", area__region__in=standing.regions)
        found |= Q(shared_with_region=True) & here
    if standing.reviews:
        found |= Q(review__in=standing.lead) | released & Q(review__in=standing.panel)
        found |= released & Q(kind=DocumentKind.TERMS_OF_REFERENCE, review__in=standing.reviews)
    for review, agency in standing.agencies:
        found |= Q(review=review, agency=agency)
    return found
