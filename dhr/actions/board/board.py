"""The board of actions: what one person may see of them, narrowed to what they ask for."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from dhr.reviews.models import Review

from ..enums import RAG_MEANING, Rag
from ..models import Action
from .filters import AsOfForm, BoardFilter, in_order, matching
from .rows import Row, rows


@dataclass(frozen=True)
class RagCount:
    """How many actions have this RAG among those that fit everything else that is asked for."""

    rag: Rag
    count: int

    @property
    def meaning(self) -> str:
        return RAG_MEANING[self.rag]


@dataclass(frozen=True, repr=False)
class Board:
    """`found` are all actions that somebody may see on `day`, `shown` those that fit what is asked, in its order."""

    day: datetime.date
    found: list[Row]
    shown: list[Row]
    form: BoardFilter
    as_of: AsOfForm

    @property
    def is_past(self) -> bool:
        return self.day < timezone.localdate()

    @property
    def rag_counts(self) -> list[RagCount]:
        others = {name: value for name, value in self.form.asked.items() if name != "rag"}
        counted = Counter(row.rated.rag for row in matching(self.found, others))
        return [RagCount(rag, counted[rag]) for rag in Rag]


def board(user, query: QueryDict) -> Board:
    """What `user` sees of the board, by today's rights, when they ask for `query`."""
    as_of = AsOfForm(query)
    day = (as_of.is_valid() and as_of.cleaned_data["as_of"]) or timezone.localdate()
    found = rows(Action.objects.visible_to(user), day, reviews=Review.objects.visible_to(user))
    form = BoardFilter(query, found=found)
    form.is_valid()
    return Board(day, found, in_order(matching(found, form.asked), query.get("sort", "")), form, as_of)
