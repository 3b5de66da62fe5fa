"""When a report says that a red action was last heard of from its owner."""

import datetime

import pytest
from django.utils import timezone

from dhr.actions.enums import ReportKind, UpdateKind
from dhr.actions.reports.figures import figures
from dhr.actions.updates import record
from tests.factories import ActionFactory, OwnerFactory, UserFactory
from tests.moments import lived

pytestmark = pytest.mark.django_db


def test_what_came_with_a_plan_is_no_word_of_the_owner():
    today = timezone.localdate()
    with lived(60):
        action = ActionFactory(owner=OwnerFactory(), first_target_date=today - datetime.timedelta(days=5))
        record(action, UpdateKind.PROGRESS, by=UserFactory(), text="Imported: under way.")
    assert _last_heard(action) == "Nothing"
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Half are trained.")
    assert _last_heard(action).startswith(f"{today.day} {today:%B %Y}")


def _last_heard(action) -> str:
    today = timezone.localdate()
    area = action.recommendation.lead_area
    told = figures(area, ReportKind.QUARTERLY, today - datetime.timedelta(days=90), today)
    (table,) = [table for table in told.tables if table.key == "red-actions"]
    return table.lines[0].cells[-1]
