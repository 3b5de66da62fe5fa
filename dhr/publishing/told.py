"""Statements as the public reads them, and the one filter that feeds page and CSV."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from dhr.actions.models import Statement
from dhr.areas.enums import AgencyKind
from dhr.areas.models import Area

from .models import Edition, EditionRecommendation
from .statements import is_same, public_statements

COLUMNS = (
    "Area",
    "Published in",
    "Recommendation",
    "To",
    "Kind of recipient",
    "Status",
    "Evidence",
    "Stated on",
    "Address",
    "Note",
)
NOTE = "The partnership's own statement"


@dataclass(frozen=True)
class Told:
    """A statement of `area` (its name); `source` names the review, paper or report, whose address is `source_url`."""

    statement: Statement
    area: str
    source: str
    source_url: str


def told(statements: QuerySet[Statement]) -> list[Told]:
    """Each of `public_statements()`, or of some of them, in public facts alone."""
    standing = Prefetch("recommendation__document__editions", Edition.objects.standing(), to_attr="standing_editions")
    rows = list(statements.prefetch_related(standing))
    areas = Area.objects.in_bulk({row.lead_area for row in rows})
    return [Told(row, areas[row.lead_area].name, *_source(row)) for row in rows]


def _source(statement: Statement) -> tuple[str, str]:
    recommendation = statement.recommendation
    if not recommendation.document:
        return statement.source, statement.source_url
    edition = recommendation.document.standing_editions[0]
    if recommendation.review:
        return edition.facts["title"], reverse("review", args=[recommendation.review.public_id])
    return edition.title, reverse("paper", args=[recommendation.document.public_id])


class StatementFilter(forms.Form):
    """Which statements are asked for. What it does not know is an error, and narrows nothing."""

    area = forms.ChoiceField(label="Area", required=False)
    recipient = forms.ChoiceField(label="Kind of recipient", required=False)
    status = forms.ChoiceField(label="Status", required=False)

    def __init__(self, data):
        super().__init__(data)
        self.all = public_statements()
        rows = self.all.values_list("lead_area", "recipient", "status")
        areas = Area.objects.filter(pk__in={area for area, _, _ in rows}).order_by("name")
        recipients = {recipient for _, recipient, _ in rows}
        self.fields["area"].choices = [("", "All"), *areas.values_list("slug", "name")]
        self.fields["recipient"].choices = [
            ("", "All"),
            *(each for each in AgencyKind.choices if each[0] in recipients),
        ]
        self.fields["status"].choices = [("", "All"), *((each, each) for each in sorted({row[2] for row in rows}))]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = f"{field.label}: choose one from the list."

    @property
    def found(self) -> QuerySet[Statement]:
        self.is_valid()
        names = {"area": "lead_area", "recipient": "recipient", "status": "status"}
        asked = {names[name]: value for name, value in self.cleaned_data.items() if value}
        if "lead_area" in asked:
            asked["lead_area"] = Area.objects.get(slug=asked["lead_area"]).pk
        return self.all.filter(**asked)


def csv_rows(statements: Iterable[Told]) -> Iterator[tuple]:
    """The head, then a row for each, by a list of what may leave the site."""
    yield COLUMNS
    for each in statements:
        row = each.statement
        yield (
            each.area,
            each.source,
            row.text,
            row.to,
            row.get_recipient_display(),
            row.status,
            row.evidence,
            timezone.localdate(row.published_at),
            settings.BASE_URL + reverse("statement", args=[row.pk]),
            NOTE,
        )


def by_row(editions: Iterable[Edition]) -> dict[int, Statement]:
    """Primary key of each recommendation of `editions` -> the standing statement on it."""
    editions = list(editions)
    statements = public_statements().filter(recommendation__document__in={each.document_id for each in editions})
    found: dict[int, Statement] = {}
    for statement in statements:
        source = statement.recommendation
        rows: list[EditionRecommendation] = [
            row
            for edition in editions
            if edition.document_id == source.document_id
            for row in edition.recommendations.all()
        ]
        if row := next((row for row in rows if is_same(row, source.source_paragraph, statement.text)), None):
            found[row.pk] = statement
    return found
