"""Setting a RAG in place of the computed one."""

import datetime

from django.db import transaction

from dhr.areas.models import User

from .models import Action, RagOverride
from .ratings import rate_one
from .updates import Refused

CLOSED = "The action is closed. Nobody sets its RAG."


@transaction.atomic
def set_rag(action: Action, *, rag: str, reason: str, until: datetime.date, by: User) -> RagOverride:
    """Show `action` as `rag`, until the day `until` is over.

    Raises:
        Refused: the action is closed, so that no person's view would be shown.
    """
    Action.objects.select_for_update().get(pk=action.pk)
    if rate_one(action).closed:
        raise Refused(CLOSED)
    return RagOverride.objects.create(action=action, rag=rag, reason=reason, until=until, by=by)
