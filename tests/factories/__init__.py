from .actions import ActionFactory, BodyFactory, OwnerFactory, RecommendationFactory
from .areas import AgencyFactory, AreaFactory, MembershipFactory, RegionFactory, UserFactory
from .papers import DocumentFactory, write
from .reviews import ParticipationFactory, PersonFactory, ReviewFactory

__all__ = [
    "ActionFactory",
    "AgencyFactory",
    "AreaFactory",
    "BodyFactory",
    "DocumentFactory",
    "MembershipFactory",
    "OwnerFactory",
    "ParticipationFactory",
    "PersonFactory",
    "RecommendationFactory",
    "RegionFactory",
    "ReviewFactory",
    "UserFactory",
    "write",
]
