"""Plans whose headings are hard to find or to know: below titles, in other words, over two rows."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from .truth import MERGED, MessyPlan, Said, Table, vague


def renamed_headings(folder: Path) -> MessyPlan:
    """A guidance sheet with a RAG key comes first. The plan has a space for a logo, titles and a version line above
    headings in the partnership's own words, and totals, notes and a sign-off below the table."""
    plan = MessyPlan(folder / "01 Rowan action plan v4 FINAL.xlsx", other_sheets=["Guidance"])
    book = Workbook()
    guidance = book.active
    guidance.title = "Guidance"
    for line in (
        ["How to fill in this plan"],
        [],
        ["Column", "What to write", "Example"],
        ["What will we do?", "One action for each row, beginning with a verb", "Train all housing officers"],
        ["By when", "Day, month and year", "31/03/2024"],
        ["Lead Officer/Agency", "One agency, not “all”", "Castlemoor Police"],
        [],
        ["RAG", "Meaning"],
        ["Red", "Past its date, or cannot be done"],
        ["Amber", "Some slippage"],
        ["Green", "On track"],
        ["Blue", "Complete, and the board has seen evidence"],
    ):
        guidance.append(line)
    sheet = book.create_sheet("Action Plan")
    sheet.merge_cells("A1:B4")
    sheet["C1"] = "WENBURY COMMUNITY SAFETY PARTNERSHIP"
    sheet["C2"] = "Domestic Homicide Review – “Rowan” – Action Plan"
    sheet["C4"] = "Version 4"
    sheet["F4"] = "Last updated:"
    sheet["G4"] = date(2024, 6, 3)
    columns = {
        "number": "Ref",
        "recommendation": "What did the review say?",
        "scope": "Level",
        "action": "What will we do?",
        "lead": "Lead Officer/Agency",
        "milestones": "Key steps",
        "target": "By when",
        "completion": "Complete? / Outcome",
        "status": "RAG",
    }
    table = Table(plan, sheet, columns, row=7, review="Rowan")
    table.headings()
    table.add(
        number="1",
        recommendation="Wenbury’s agencies should share what they know about stalking before, not after, Marac.",
        scope=Said("Local", "local"),
        action="Set up a weekly stalking call between police, housing and the adviser service",
        lead="Castlemoor Police – Public Protection",
        milestones="Terms of the call agreed",
        target=date(2024, 1, 31),
        completion=Said("Completed 26.01.24 - first call held", (date(2024, 1, 26), "first call held")),
        status="Blue",
    )
    table.add(
        number="1",
        recommendation="Wenbury’s agencies should share what they know about stalking before, not after, Marac.",
        scope=Said("Local ", "local"),
        action="Tell every team manager how to bring a case to the call",
        lead="All agencies (Marac Steering Group to check)",
        target=date(2024, 3, 29),
        completion="Slides are ready; two agencies still to brief their teams",
        status="Amber",
    )
    table.add(
        number="2",
        recommendation="The Home Office should say how reviews are to treat records held by private counsellors.",
        scope=Said("NATIONAL", "national"),
        action="Chair of the partnership to write to the Home Office and report the answer",
        lead="Community Safety Partnership Chair",
        milestones=Said("Letter sent\nAnswer received\nAnswer shared with panel", [
            "Letter sent", "Answer received", "Answer shared with panel",
        ]),
        target=vague("ASAP"),
        status="Green",
    )  # fmt: skip
    table.add(
        number="3",
        recommendation="Pharmacies across the three counties should be able to offer a safe space.",
        scope=Said("Regional (3 counties)", "regional"),
        action="Map which pharmacies have a consultation room and trained staff",
        lead="Integrated Care Board",
        milestones="Map shown to regional group",
        target=vague("end of Sept 2024", date(2024, 9, 30)),
        completion=Said("-", ""),
        status="Green",
    )
    table.refuse(
        "no-action",
        number="4",
        recommendation="Schools should know whom to ring when a parent discloses abuse at the gate.",
        scope="Local",
        lead="Castlemoor Schools Forum",
        target=date(2024, 7, 19),
        status="Red",
    )
    table.add(
        number="5",
        recommendation="Learning from this review should reach front-line staff.",
        scope=Said("local", "local"),
        action="Publish a seven-minute briefing and discuss it at team meetings",
        lead="Community Safety Partnership",
        milestones="Briefing approved by panel",
        target=date(2024, 12, 20),
        completion=Said("No", "No", also=((None, ""),)),
        status="Green",
    )
    first, last = 8, table.row - 1
    table.row += 1
    sheet.cell(table.row, 1, "Total actions")
    sheet.cell(table.row, 2, f"=COUNTA(D{first}:D{last})")
    sheet.cell(table.row + 1, 1, "Of which blue")
    sheet.cell(table.row + 1, 2, f'=COUNTIF(I{first}:I{last},"Blue")')
    table.row += 3
    table.title("Notes", merged=False)
    table.title("* Action 2 was added after the Home Office letter of February.")
    table.title("Agreed by the Wenbury Domestic Abuse Board on 12/04/2024. Next review: July 2024.")
    book.save(plan.path)
    return plan


def merged_cells(folder: Path) -> MessyPlan:
    """The table begins at column B. Headings stand over two rows; number, recommendation, scope and sometimes lead
    and date are merged over several actions."""
    plan = MessyPlan(folder / "02 DHR Sorrel combined plan.xlsx")
    book = Workbook()
    sheet = book.active
    columns = {
        "number": "No.",
        "recommendation": "Recommendation",
        "scope": "Scope i.e. recommend at local, regional or national level",
        "action": "Action to take",
        "lead": "Responsibility|Lead agency",
        "owner": "Responsibility|Named officer",
        "owner_email": "Responsibility|E-mail",
        "milestones": "Key milestones in enacting the recommendation",
        "target": "Dates|Target",
        "completed": "Dates|Completed",
        "outcome": "Outcome",
    }
    table = Table(plan, sheet, columns, row=2, left=2, review="Sorrel")
    table.title("DHR SORREL – Multi-agency action plan", down=2)
    table.headings()
    table.add(
        number=1,
        recommendation="Housing officers should know what to do when a tenant says she is afraid to go home.",
        scope=Said("Local", "local"),
        action="Write a one-page guide for housing officers",
        lead="Harle Homes",
        owner="Head of Tenancies",
        owner_email="tenancies@harlehomes.example.org",
        milestones="Guide drafted with Tolderby Women's Aid",
        target=date(2025, 1, 31),
        completed=date(2025, 1, 20),
        outcome="Guide in use in all four area offices",
    )
    table.add(
        number=MERGED,
        recommendation=MERGED,
        scope=MERGED,
        action="Train all housing officers, with refreshers each year",
        lead=MERGED,
        owner="Learning Manager",
        owner_email="Learning@HarleHomes.example.org ",
        milestones="60 of 74 officers trained by spring",
        target=date(2025, 6, 30),
    )
    table.add(
        number=MERGED,
        recommendation=MERGED,
        scope=MERGED,
        action="Ask tenants who were moved whether they felt safer",
        lead="Tolderby Women's Aid",
        owner="Service Manager",
        target=MERGED,
    )
    table.add(
        number=2,
        recommendation="Hospital discharge should not return a patient to the person who is suspected of harming them.",
        scope=Said("Regional", "regional"),
        action="Add a safe-to-go-home question to the discharge checklist",
        lead="Eastmere Hospitals NHS Trust",
        owner="Matron for Discharge",
        owner_email="discharge@eastmere.example.org",
        target=date(2025, 3, 31),
    )
    table.refuse(
        "date",
        number=MERGED,
        recommendation=MERGED,
        scope=MERGED,
        action="Audit forty discharges where abuse was recorded",
        lead=MERGED,
        owner="Audit Lead",
        target="31/02/2025",
    )
    table.add(
        number=MERGED,
        recommendation=MERGED,
        scope=MERGED,
        action="Share the question with the two neighbouring trusts",
        lead=MERGED,
        owner="Matron for Discharge",
        target=date(2025, 9, 30),
    )
    table.add(
        number=3,
        recommendation="The inspectorate should look at how forces handle threats made through children.",
        scope=Said("National", "national"),
        action="Send the recommendation to the inspectorate with the panel's reasons",
        lead="Community Safety Partnership",
        target=date(2024, 11, 29),
        completed=date(2024, 11, 5),
        outcome="Sent. Acknowledged on 19 November; the inspectorate will consider it next year",
    )
    table.close()
    book.save(plan.path)
    return plan
