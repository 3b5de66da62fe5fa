"""Of what areas of a region share: what anybody may read of it, beside the numbers."""

from collections.abc import Iterable

from django.utils import timezone

from dhr.actions.regional import age_of
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import EditionRecommendation


def published_among(recommendations: Iterable[int], asked: dict) -> list[int]:
    """The published recommendations whose working rows are `recommendations`, narrowed by what was `asked`, newest
    paper first.

    By published facts alone: to narrow them by how they stand here would tell what is not open to the reader. So where
    a status (`course`) is asked for there are none.
    """
    if asked.get("course"):
        return []
    rows = EditionRecommendation.objects.filter(
        edition__status=EditionStatus.STANDING, recommendation__in=list(recommendations)
    ).select_related("edition")
    rows = rows.order_by("-edition__published_at", "-edition", "order")
    today = timezone.localdate()
    return [row.pk for row in rows if _holds(row, asked, today)]


def _holds(row: EditionRecommendation, asked: dict, today) -> bool:
    theme = asked.get("theme")
    return (
        asked.get("recipient") in ("", None, row.recipient)
        and asked.get("library_theme") in ("", None, row.library_theme)
        and asked.get("age") in ("", None, age_of(row.edition.dated, today))
        and (theme is None or theme.pk in row.themes)
    )
