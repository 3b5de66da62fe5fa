"""A plan from another system as CSV, and one that is long."""

import csv
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from openpyxl import Workbook

from .truth import ABOVE, MessyPlan, Said, Table, vague
from .wording import AGENCIES, TOPICS


def semicolons_in_windows_1252(folder: Path) -> MessyPlan:
    """A CSV with semicolons in Windows-1252 (smart quotes, dashes, pound and euro signs, accents), a title line, line
    breaks and semicolons within cells, doubled quotes, short lines, and lines of semicolons alone below. It has no
    sheet name; a row's number counts records, as a spreadsheet does that opens it."""
    plan = MessyPlan(folder / "09 export_dhr_actions.csv")
    book = Workbook()
    columns = {
        "review": "Review",
        "number": "Ref",
        "recommendation": "Recommendation",
        "scope": "Scope",
        "action": "Action to take",
        "lead": "Lead agency",
        "milestones": "Key milestones",
        "target": "Target date",
        "completion": "Completion date / outcome",
        "status": "Status",
        "cost": "Cost (£)",
    }
    table = Table(plan, book.active, columns, row=3)
    table.sheet.title = "CSV"
    table.sheet["A1"] = "DHR actions – export of 03/06/2024; not for circulation"
    table.headings()
    for review, number, recommendation, scope, action, lead, milestones, target, completion, status, cost in (
        (
            "Zoë’s review",
            "001",
            "Agencies should ask “Who else lives here?” – and write the answer down.",
            "Local",
            "Add the question to first-contact forms; tell staff why",
            "Castlemoor Police",
            Said("Form changed;\nstaff told", ["Form changed;", "staff told"], also=(["Form changed", "staff told"],)),
            Said("14/03/2025 00:00", date(2025, 3, 14)),
            "",
            "Open",
            "0",
        ),
        (
            "Zoë’s review",
            "002",
            "Money spent on leaflets should reach people who do not read English.",
            "Local",
            "Spend £2,500 (about €3,000) on leaflets in six languages…",
            "Community Safety Partnership",
            Said("• Languages chosen\r\n• Leaflets proof-read\r\n• Printed", [
                "Languages chosen", "Leaflets proof-read", "Printed",
            ]),
            Said("3/4/25", date(2025, 4, 3)),
            Said("Completed 02/04/25 – 4 000 printed", (date(2025, 4, 2), "4 000 printed")),
            "Closed",
            "2500,50",
        ),
        (
            "Zoë’s review",
            "003",
            "The “right to ask” should be known in cafés, salons and gyms.",
            "Regional",
            'Offer the "Ask me" course to salons',
            "Tolderby Women’s Aid",
            "First course held",
            vague("Q1 2025/26", date(2025, 6, 30)),
            "",
            "Open",
            "1200",
        ),
        (
            "Fern",
            "004",
            "Courts should tell the victim’s adviser the result on the same day.",
            "National",
            Said("-Write to the Ministry of Justice", "-Write to the Ministry of Justice", also=(
                "Write to the Ministry of Justice",
            )),
            "Community Safety Partnership",
            "",
            vague("TBC"),
            "",
            "Awaiting answer",
            "",
        ),
    ):  # fmt: skip
        table.add(
            review=review,
            number=number,
            recommendation=recommendation,
            scope=Said(scope, scope.lower()),
            action=action,
            lead=lead,
            milestones=milestones or Said("", []),
            target=target,
            completion=completion,
            status=status,
            cost=cost,
        )
    fern = {"review": "Fern", "recommendation": "Neighbours who report noise should be asked if they fear for anyone."}
    table.refuse("no-action", number="005", scope="Local", lead="Harle Homes", target="30/06/2025", **fern)
    table.refuse(
        "date",
        number="006",
        scope="Local",
        action="Add a question on fear to the noise report page",
        lead="Harle Homes",
        target="30/02/2025",
        **fern,
    )
    table.add(
        number="007",
        scope=Said("local", "local"),
        action="Tell noise officers how to refer",
        lead="Harle Homes",
        target=Said("30/06/2025", date(2025, 6, 30)),
        **fern,
    )
    _as_csv(table, plan.path)
    for place in plan.rows + plan.refusals:
        place["sheet"] = ""
    return plan


def _as_csv(table: Table, path: Path) -> None:
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";")
        for cells in table.sheet.iter_rows(values_only=True):
            texts = ["" if cell is None else cell for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            out.writerow(texts)
        out.writerows([[""] * len(table.columns)] * 5)


STEPS = (
    ("Write a standard on {topic}: {aim}", "Standard agreed"),
    ("Train supervisors in the standard on {topic}", "Half of all supervisors trained"),
    ("Audit twelve records against the standard on {topic}", "Audit tool agreed"),
    ("Report to the board what has changed about {topic}", "Report on the agenda"),
)
"""Four actions for each of 20 topics and 15 agencies: 1,200."""

IMPOSSIBLE_DATE_EVERY = 101


def twelve_hundred_rows(folder: Path) -> MessyPlan:
    """1,200 actions under frozen, filtered headings, recommendations blank below the first, target dates by turns as
    dates, text and words, formatting far below the last row, and every 101st an impossible date."""
    plan = MessyPlan(folder / "10 County tracker (all years).xlsx")
    book = Workbook()
    sheet = book.active
    sheet.title = "Tracker"
    columns = {
        "number": "Rec. no.",
        "recommendation": "Recommendation",
        "scope": "Scope",
        "action": "Action to take",
        "lead": "Lead agency",
        "milestones": "Key milestones in enacting the recommendation",
        "target": "Target date",
        "completion": "Date of completion and outcome",
        "status": "RAG",
    }
    table = Table(plan, sheet, columns)
    table.headings()
    for at, ((place, agency), (topic, aim), (step, milestone)) in enumerate(
        product(enumerate(AGENCIES), TOPICS, STEPS), 1
    ):
        first = at % len(STEPS) == 1
        cells = {
            "number": f"{place + 1}.{(at - 1) // len(STEPS) % len(TOPICS) + 1}" if first else ABOVE,
            "recommendation": f"{agency} should set out and check its work on {topic}: {aim}." if first else ABOVE,
            "scope": Said("Local", "local"),
            "action": step.format(topic=topic, aim=aim),
            "lead": agency,
            "milestones": milestone,
        }
        day = date(2022, 1, 1) + timedelta(days=at)
        if at % IMPOSSIBLE_DATE_EVERY == 0:
            table.refuse("date", **cells, target=f"31/{(2, 4, 6, 9, 11)[at % 5]:02}/{day.year}", status="Red")
            continue
        done = day.year == 2022
        completion = f"Completed {day:%d/%m/%y} - seen by the board"
        table.add(
            **cells,
            target=_written(day, at),
            completion=Said(completion, (day, "seen by the board")) if done else Said(None, ""),
            status="Blue" if done else "Green",
        )
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:I{table.row - 1}"
    sheet.cell(table.row + 2000, 7).number_format = "dd/mm/yyyy"
    book.save(plan.path)
    return plan


def _written(day: date, at: int) -> object:
    """A target in one of four ways of writing."""
    return (
        day,
        Said(f"{day.day}/{day.month}/{day:%y}", day),
        Said(f"{day.day} {day:%B} {day.year}", day),
        vague("ongoing"),
    )[at // len(STEPS) % 4]
