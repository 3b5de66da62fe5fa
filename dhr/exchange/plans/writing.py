"""An action plan in the Home Office's seven columns, as a Word file and as an Excel workbook."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from dhr.actions.models import Action, Milestone, Recommendation
from dhr.areas.models import Area, User
from dhr.formats import (
    DOCX_TYPE,
    XLSX_TYPE,
    Block,
    BlockKind,
    NewColumn,
    NewSheet,
    Paper,
    PaperSection,
    write_docx,
    write_workbook,
)
from dhr.reviews.lists import lists_of
from dhr.reviews.models import Review

from ..downloads import Download, Format
from .columns import HEADINGS, OFFICIAL
from .here import reviews_of
from .steps import Step
from .wording import completion_of, recommendation_of

WORKBOOK = "xlsx"


@dataclass(frozen=True)
class Part:
    """One list of recommendations under its heading; a row has a text for each of the seven columns."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class WrittenPlan:
    title: str
    parts: tuple[Part, ...]


def plan_of_review(review: Review, user: User) -> WrittenPlan:
    """The plan of a review as far as `user` may see it: its own recommendations, then each agency's."""
    return WrittenPlan(f"Action plan: {review.title}", tuple(_parts(review, user)))


def plan_of_area(area: Area, user: User) -> WrittenPlan:
    """The plan of all reviews of `area`, as far as `user` may see them."""
    parts = [
        Part(f"{review.title}: {part.heading}" if part.heading != _OWN else review.title, part.rows)
        for review in reviews_of(user, area)
        for part in _parts(review, user)
    ]
    return WrittenPlan(f"Action plan: {area.name}", tuple(parts))


_OWN = "The review’s recommendations"


def _parts(review: Review, user: User) -> Iterator[Part]:
    visible = Recommendation.objects.visible_to(user).select_related("agency", "document").order_by("order", "pk")
    rows = visible.prefetch_related("actions__milestones", "actions__lead", "actions__updates")
    for each in lists_of(review, rows, user):
        if each.rows:
            heading = _OWN if each.paper is None else str(each.paper.agency or each.paper.title)
            yield Part(heading, tuple(row for recommendation in each.rows for row in _rows(recommendation)))


def _rows(recommendation: Recommendation) -> Iterator[tuple[str, ...]]:
    text = recommendation_of(recommendation)
    scope = recommendation.get_scope_display()
    actions = list(recommendation.actions.all())
    if not actions:
        yield (text, scope, "", recommendation.to, "", "", "")
    for action in actions:
        yield (
            text,
            scope,
            action.text,
            action.led_by,
            "\n".join(map(_milestone, action.milestones.all())),
            _target(action),
            completion_of(action),
        )


def _milestone(milestone: Milestone) -> str:
    return str(Step(milestone.text, milestone.due, milestone.reached_on))


def _target(action: Action) -> str:
    return f"{action.target_date:%d/%m/%Y}" if action.target_date else ""


def plan_file(plan: WrittenPlan, name: str, format: str) -> Download:
    """`plan` as a file to take away; `format` is Format.WORD or WORKBOOK."""
    if format == Format.WORD:
        return Download(f"{name}.docx", DOCX_TYPE, _word(plan))
    return Download(f"{name}.xlsx", XLSX_TYPE, _workbook(plan))


def _word(plan: WrittenPlan) -> bytes:
    head = Block.row((HEADINGS[key] for key in OFFICIAL), header=True)
    sections = [PaperSection("", part.heading, 1, (head, *map(_printed, part.rows))) for part in plan.parts]
    if not sections:
        sections = [PaperSection("", "", 1, (Block(BlockKind.PARAGRAPH, "There is no recommendation yet."),))]
    footer = f"As it stood on {timezone.localdate():%-d %B %Y}"
    return write_docx(Paper(plan.title, "markup", 0, tuple(sections)), marking=settings.MARKING, footer=footer)


def _printed(row: tuple[str, ...]) -> Block:
    return Block.row(cell.replace("\n", "; ") for cell in row)


def _workbook(plan: WrittenPlan) -> bytes:
    """One sheet for each list; without formulas, and with nothing that could become one."""
    columns = tuple(NewColumn(HEADINGS[key]) for key in OFFICIAL)
    names: set[str] = set()
    sheets = [NewSheet(_sheet_name(part.heading, names), columns, part.rows) for part in plan.parts]
    return write_workbook(*sheets or [NewSheet("Action plan", columns)], marking=settings.MARKING)


def _sheet_name(heading: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 letters, none of []:*?/\\, and no two alike."""
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in heading).strip(" '") or "Action plan"
    name, at = plain[:31], 1
    while name.casefold() in taken:
        at += 1
        name = f"{plain[: 28 - len(str(at))]} ({at})"
    taken.add(name.casefold())
    return name
