from .areas import AgencyFactory, AreaFactory, MembershipFactory, RegionFactory, UserFactory
from .papers import DocumentFactory, write
from .reviews import ParticipationFactory, PersonFactory, ReviewFactory

__all__ = [
    "AgencyFactory",
    "AreaFactory",
    "DocumentFactory",
    "MembershipFactory",
    "ParticipationFactory",
    "PersonFactory",
    "RegionFactory",
    "ReviewFactory",
    "UserFactory",
    "write",
]
