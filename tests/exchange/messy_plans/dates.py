"""Plans whose difficulty is in the dates, and in what stands beside them."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from .truth import MessyPlan, Said, Table, vague
from .wording import pooled

DAY = date(2025, 3, 14)

TARGETS = (
    DAY,
    Said(datetime(2025, 3, 14, 9, 30), DAY),  # noqa: DTZ001 - a cell knows no zone
    Said(DAY, DAY, shown_as="mm-dd-yy"),
    Said(DAY, DAY, shown_as='dddd d"th" mmmm yyyy'),
    Said(45730, DAY),  # the serial number, after "paste values"
    Said(date(2025, 3, 1), date(2025, 3, 31), also=(date(2025, 3, 1),), shown_as="mmm-yy"),  # typed as "Mar 25"
    Said("14/3/25", DAY),
    Said("14/03/2025 ", DAY),
    Said("14.03.25", DAY),
    Said("14-03-2025", DAY),
    Said("14-Mar-25", DAY),
    Said("14th March 2025", DAY),
    Said("14\u00a0March\u00a02025", DAY),
    Said("Friday 14th March, 2025", DAY),
    Said("14 Mar '25", DAY),
    Said("14 MARCH 25", DAY),
    Said("March 14, 2025", DAY),
    Said("2025-03-14", DAY),
    Said("2025-03-14 00:00:00", DAY),
    Said("by 14th March 2025", DAY),
    Said("14/3/25\n", DAY),
    Said("03/04/2025", date(2025, 4, 3)),
    Said("12/06/24", date(2024, 6, 12)),
    Said("1/2/25", date(2025, 2, 1)),
    Said("29/02/2024", date(2024, 2, 29)),
    Said("21st Sept 2024", date(2024, 9, 21)),
    Said("31/03/25 revised to 30/06/25", date(2025, 6, 30), also=(date(2025, 3, 31),)),
    vague("March 25", date(2025, 3, 31)),
    vague("Mar 2025", date(2025, 3, 31)),
    vague("03/2025", date(2025, 3, 31)),
    vague("February 2024", date(2024, 2, 29)),
    vague("end of Sept 2024", date(2024, 9, 30)),
    vague("By end March 2025", date(2025, 3, 31)),
    vague("Jan - Mar 2025", date(2025, 3, 31)),
    vague("Q2 2025/26", date(2025, 9, 30)),
    vague("Q4 24/25", date(2025, 3, 31)),
    vague("Quarter 3 2024-25", date(2024, 12, 31)),
    vague("2025/26", date(2026, 3, 31), also=(None,)),
    vague("Spring 2025", also=(date(2025, 5, 31),)),
    vague("ASAP"),
    vague("ongoing"),
    vague("On-going"),
    vague("TBC"),
    vague("To be confirmed by panel"),
    vague("Immediate"),
    vague("Within 6 months of publication"),
    Said("n/a"),
    Said(None),
)

NO_DATES = (
    "31/02/2025",
    "13.13.24",
    "30/2/24",
    "31st June 2025",
    "29/02/2025",
    "04/13/2025",
    "14/03/205",
    "45/03/2025",
    "14th Octember 2025",
)


def every_kind_of_date(folder: Path) -> MessyPlan:
    """Targets as dates, serial numbers, and every kind of text; US-looking ones are British, periods mean their last
    day and financial years begin in April. Among them are days that do not exist."""
    plan = MessyPlan(folder / "05 Dates every which way.xlsx")
    book = Workbook()
    columns = {
        "number": "Number",
        "review": "Review",
        "recommendation": "Recommendation",
        "scope": "Scope",
        "action": "Action to take",
        "lead": "Lead agency",
        "target": "Target date",
        "completed": "Date completed",
        "outcome": "Outcome",
    }
    table = Table(plan, book.active, columns)
    table.headings()
    wording = pooled()
    for target in TARGETS:
        table.add(review="Alder", scope=Said("Local", "local"), target=target, **next(wording))
    for target in NO_DATES:
        table.refuse("date", review="Alder", scope="Local", target=target, **next(wording))
    for completed, meant in (
        (date(2025, 2, 10), date(2025, 2, 10)),
        ("10/2/25", date(2025, 2, 10)),
        ("10th Feb 2025", date(2025, 2, 10)),
        (None, None),
    ):
        table.add(
            review="Alder",
            scope=Said("Local", "local"),
            target=DAY,
            completed=Said(completed, meant),
            outcome="Staff say that they know whom to ring" if meant else "",
            **next(wording),
        )
    table.refuse("date", review="Alder", scope="Local", target=DAY, completed="30/02/2025", **next(wording))
    book.save(plan.path)
    return plan


COMPLETIONS = (
    Said("Completed 12.05.24 - training delivered to 40 staff", (date(2024, 5, 12), "training delivered to 40 staff")),
    Said(
        "COMPLETE 3rd June 2024. Policy is on the intranet and was explained at team meetings.",
        (date(2024, 6, 3), "Policy is on the intranet and was explained at team meetings."),
    ),
    Said(
        "30/09/2024\r\nAudit of 25 files: 22 met the standard.",
        (date(2024, 9, 30), "Audit of 25 files: 22 met the standard."),
    ),
    Said(
        "30/09/2024_x000D_\nAudit of 18 files: all met the standard.",
        (date(2024, 9, 30), "Audit of 18 files: all met the standard."),
    ),
    Said(date(2024, 7, 1), (date(2024, 7, 1), "")),
    Said(
        "Completed – June 2024 – leaflets in all surgeries",
        (date(2024, 6, 30), "leaflets in all surgeries"),
        also=((None, "Completed – June 2024 – leaflets in all surgeries"),),
    ),
    Said("Closed 1/2/24", (date(2024, 2, 1), ""), also=((date(2024, 2, 1), "Closed"),)),
    Said(
        "Started 01/04/24, completed 30/06/24: new referral form in use",
        (date(2024, 6, 30), "new referral form in use"),
        also=((date(2024, 6, 30), "Started 01/04/24: new referral form in use"),),
    ),
    "Completed",
    "Yes – see evidence",
    "Not yet complete. Review at board on 14/11/2024.",
    "Due 31/03/25",
    "Expected to be complete by 31/03/2025",
    "Partially complete as at 01/06/24; audit still to do",
    "No longer needed: the service closed in 2023",
    Said("N/A", ""),
    "=> replaced by action 9",
    "+ 12 further staff trained in July",
    "@Housing page now carries the guide",
    Said(
        "- Briefing sent to all schools",
        "- Briefing sent to all schools",
        also=((None, "Briefing sent to all schools"),),
    ),
    '=HYPERLINK("https://plans.example.org/9","see plan")',
)


def completion_and_outcome(folder: Path) -> MessyPlan:
    """Completion and outcome share a cell, often with dates that are no completion. Text begins with = + - or @,
    statuses are in free words, owners have addresses, and formulas count days and actions beside the plan."""
    plan = MessyPlan(folder / "07 Outcomes and RAG.xlsx")
    book = Workbook()
    columns = {
        "count": "Count",
        "number": "Rec. ref.",
        "recommendation": "Recommendation\n(from overview report)",
        "scope": "Scope: local/regional/national",
        "action": "Action",
        "lead": "Lead Agency / Partner",
        "owner": "Action Owner",
        "owner_email": "Owner's email address",
        "target": "Target Completion Date",
        "completion": "Date of Completion and Outcome",
        "status": "BRAG",
        "evidence": "Evidence / link",
        "days": "Days to target",
    }
    formulas = {"count": "=ROW()-1", "days": '=IF(I{row}="","",I{row}-TODAY())'}
    table = Table(plan, book.active, columns, formulas=formulas, review="")
    table.headings()
    statuses = ("Blue - complete", "Green", "AMBER (slipping)", "Red!", "On track", "g", "")
    for at, (completion, wording) in enumerate(zip(COMPLETIONS, pooled(), strict=False)):
        table.add(
            scope=Said("Local", "local"),
            owner="Safeguarding Lead",
            owner_email="safeguarding.lead@harlevalley.example.org",
            target=date(2024, 9, 30),
            completion=completion,
            status=statuses[at % len(statuses)],
            evidence="Folder 3, minutes of May" if at % 3 == 0 else "",
            **wording | {"number": f"OR{wording['number']:02}"},
        )
    for completion, action in (
        ("Completed 31/06/24 – posters up in all clinics", "Put helpline posters up in all clinics"),
        ("Completed on 00/05/24", "Tell the panel when the clinics have their posters"),
    ):
        table.refuse(
            "date",
            number="OR21",
            recommendation="Every clinic should show where help is to be had.",
            scope="Local",
            action=action,
            lead="Health",
            target=date(2024, 9, 30),
            completion=completion,
        )
    for row in range(table.row, table.row + 40):  # formulas copied further down than the plan goes
        for name, formula in formulas.items():
            table.sheet.cell(row, table.at(name), formula.format(row=row))
    book.save(plan.path)
    return plan
