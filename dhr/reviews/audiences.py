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


def _in_current_areas(review_pk: str, **conditions) -> Exists:
    from .models import ReviewArea

    return Exists(ReviewArea.objects.current().filter(review=OuterRef(review_pk), **conditions))


def reviews_for(user) -> Q:
    """The reviews whose `audiences_of_review` meet `audiences_for(user)`, as a filter."""
    standing = standing_of(user)
    return Q(pk__in=standing.reviews) | Q(_in_current_areas("pk", area__in=standing.areas | standing.oversight))


def terms_for(user) -> Q:
    """The reviews whose key lines of enquiry and equality `user` may see.

    Who leads or oversees a review sees them from the first; all who take part, once its terms of reference are
    released.
    """
    from .models import Document

    standing = standing_of(user)
    terms = Document.objects.filter(review=OuterRef("pk"), kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    return (
        Q(pk__in=standing.lead)
        | Q(_in_current_areas("pk", area__in=standing.areas | standing.oversight))
        | Q(pk__in=standing.reviews) & Q(Exists(terms))
    )


def people_for(user) -> Q:
    """The reviews of whose people `user` may know: not those in which one is for an agency alone, until one may
    know the terms of reference.
    """
    return terms_for(user) | Q(pk__in=standing_of(user).panel)


def unplaced_for(user) -> Q:
    """The reviews of which `user` may see lessons and recommendations that stand in no paper yet."""
    standing = standing_of(user)
    return Q(pk__in=standing.lead) | Q(_in_current_areas("pk", area__in=standing.areas))


def documents_for(user) -> Q:
    """The papers whose `audiences_of` meet `audiences_for(user)`, as a filter."""
    return documents_within(standing_of(user))


def documents_within(standing: Standing) -> Q:
    """The papers that whoever stands there may see, as a filter."""
    released = Q(released_to_panel=True)
    own_agency = Q(pk__in=[])
    for review, agency in standing.agencies:
        own_agency |= Q(review=review, agency=agency)
    return (
        Q(area__in=standing.areas | standing.oversight)
        | Q(shared_with_region=True, area__region__in=standing.regions)
        | Q(_in_current_areas("review", area__in=standing.areas))
        | (~Q(kind=DocumentKind.IMR) | released) & Q(_in_current_areas("review", area__in=standing.oversight))
        | Q(shared_with_region=True) & Q(_in_current_areas("review", area__region__in=standing.regions))
        | Q(review__in=standing.lead)
        | released & Q(review__in=standing.panel)
        | released & Q(kind=DocumentKind.TERMS_OF_REFERENCE, review__in=standing.reviews)
        | own_agency
    )
