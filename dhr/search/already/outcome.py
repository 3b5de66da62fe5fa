"""What became of a recommendation, as far as a reader may know it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from dhr.actions.models import Action, Recommendation, Statement
from dhr.actions.ratings import Rated, Rater
from dhr.publishing.statements import public_statements


@dataclass(frozen=True)
class Outcome:
    """actions    each with its RAG of today; only of a recommendation that the reader may see
    finding    what its coordinator found, in words; "" where nobody looked, or the reader may not know
    statement  what the partnership tells the public
    """

    actions: tuple[tuple[Action, Rated], ...] = ()
    finding: str = ""
    statement: Statement | None = None

    @property
    def known(self) -> bool:
        return bool(self.actions or self.finding or self.statement)


def outcomes_of_working(pks: Iterable[int]) -> dict[int, Outcome]:
    """Of recommendations that the reader may see, by primary key."""
    pks = list(pks)
    rater = Rater(timezone.localdate())
    actions = defaultdict(list)
    for action in Action.objects.filter(recommendation__in=pks).with_next_milestone().with_lead_area():
        actions[action.recommendation_id].append((action, rater.rate(action.pk, action.lead_area, action.standing)))
    statements = _statements(pks)
    return {
        row.pk: Outcome(tuple(actions[row.pk]), row.get_finding_display(), statements.get(row.pk))
        for row in Recommendation.objects.filter(pk__in=pks)
    }


def outcomes_of_published(pks: Iterable[int]) -> dict[int, Outcome]:
    """Of recommendations of which the reader sees what is public, by primary key."""
    return {pk: Outcome(statement=statement) for pk, statement in _statements(pks).items()}


def _statements(pks: Iterable[int]) -> dict[int, Statement]:
    return {row.recommendation_id: row for row in public_statements().filter(recommendation__in=pks)}
