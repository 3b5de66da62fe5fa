"""A plan in sections, with blanks that mean "as above"."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from .truth import ABOVE, MessyPlan, Said, Table, vague


def sections_and_blanks(folder: Path) -> MessyPlan:
    """Sections by agency ("POLICE"), some merged across and some in the first cell alone, the headings again in the
    middle, recommendations left blank or "As above" below the first, empty rows, and a subtotal for each section."""
    plan = MessyPlan(folder / "03 IMR actions by agency.xlsx")
    book = Workbook()
    sheet = book.active
    sheet.title = "All agencies"
    columns = {
        "number": "Rec No",
        "recommendation": "IMR Recommendation",
        "scope": "Local / Regional / National",
        "action": "Actions",
        "lead": "Lead",
        "milestones": "Milestones",
        "target": "Target Date",
        "completion": "Date of completion and outcome",
        "progress": "Update / progress notes",
    }
    table = Table(plan, sheet, columns)
    table.headings()
    table.title("POLICE", fill="blue")
    table.add(
        number="P1",
        recommendation="Officers should ask what has changed when the same address comes up again.",
        scope=Said("L", "local"),
        action="Show the last five incidents on the attending officer's device",
        lead="Castlemoor Police",
        milestones="Supplier quote received",
        target=date(2024, 5, 31),
        progress="Quote received in April. Test site chosen.",
    )
    table.add(
        number=ABOVE,
        recommendation=ABOVE,
        scope=Said("L", "local"),
        action="Sergeants to check the risk assessment of every third call",
        lead="Castlemoor Police",
        target=vague("ongoing"),
    )
    table.row += 1
    table.add(
        number=ABOVE,
        recommendation=ABOVE,
        scope=Said("R", "regional"),
        action="Raise repeat addresses at the regional crime group",
        lead="Castlemoor Police",
        target=date(2024, 7, 31),
        completion=Said("15/07/24: raised and minuted", (date(2024, 7, 15), "raised and minuted")),
    )
    table.title("Sub-total: 3", merged=False, down=2)
    table.title("ADULT SOCIAL CARE", merged=False, fill="blue")
    table.headings()
    table.add(
        number="A1",
        recommendation="Carers' assessments should be done apart from the person cared for.",
        scope=Said("Local", "local"),
        action="Change the carers' assessment policy",
        lead="Harle Valley Adult Social Care",
        target=date(2024, 4, 30),
    )
    table.add(
        number="A1",
        recommendation=Said("As above", "Carers' assessments should be done apart from the person cared for."),
        scope=Said("Local", "local"),
        action="Explain the new policy to all assessment teams",
        lead="Harle Valley Adult Social Care",
        target=date(2024, 6, 28),
    )
    table.add(
        number="A2",
        recommendation="Managers should review any case that is closed because nobody answered the door.",
        scope=Said("Local", "local"),
        action="Set a closure check in the case system",
        lead="Harle Valley Adult Social Care",
        milestones="System request made",
        target=vague("TBC"),
    )
    table.refuse(
        "scope",
        number="A3",
        recommendation="Reviews of care packages should ask about money.",
        scope="Tier 2",
        action="Add a question on who holds the bank card",
        lead="Harle Valley Adult Social Care",
        target=date(2024, 9, 30),
    )
    table.title("Sub-total: 4", merged=False, down=2)
    table.title("Probation Service", fill="blue")
    table.refuse(
        "no-recommendation",
        action="Brief court staff on restraining orders",
        scope="Local",
        lead="Probation Service (Castlemoor)",
        target=date(2024, 10, 31),
    )
    table.add(
        number="PS1",
        recommendation="Court reports should draw on police call-outs as well as convictions.",
        scope=Said("National ", "national"),
        action="Ask the national service to add call-out checks to the report standard",
        lead="Probation Service (Castlemoor)",
        target=date(2024, 8, 30),
    )
    table.row += 2
    table.title("GRAND TOTAL: 9 actions", merged=False)
    table.title("Key: L = local, R = regional, N = national")
    table.close()
    book.save(plan.path)
    return plan
