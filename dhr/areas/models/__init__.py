from .agency import Agency, AgencyBranch
from .area import Area, AreaAlias, AreaMerger, LocalAuthority, Region
from .membership import Membership
from .second_factor_reset import SecondFactorReset
from .user import User

__all__ = [
    "Agency",
    "AgencyBranch",
    "Area",
    "AreaAlias",
    "AreaMerger",
    "LocalAuthority",
    "Membership",
    "Region",
    "SecondFactorReset",
    "User",
]
