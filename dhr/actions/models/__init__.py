from .action import Action, Milestone
from .body import Body, Escalation, Meeting
from .link_request import LinkRequest
from .owner import Owner, OwnerEmail
from .priority import Priority
from .recommendation import Recommendation, Repeat, Sending
from .report import BoardReport
from .rules import TrackingRules
from .statement import Statement
from .update import Evidence, RagOverride, Update
from .view import SavedView

__all__ = [
    "Action",
    "BoardReport",
    "Body",
    "Escalation",
    "Evidence",
    "LinkRequest",
    "Meeting",
    "Milestone",
    "Owner",
    "OwnerEmail",
    "Priority",
    "RagOverride",
    "Recommendation",
    "Repeat",
    "SavedView",
    "Sending",
    "Statement",
    "TrackingRules",
    "Update",
]
