"""Plans whose cells hold more than plain text: lists, colours, strikes, very long text."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from .truth import FILLS, MessyPlan, Said, Table, vague
from .wording import POOL, pooled

MILESTONES = (
    Said(
        "• Guide drafted by 30/04/24\n• Guide tested with survivors – May 2024\n• Guide issued",
        ["Guide drafted by 30/04/24", "Guide tested with survivors – May 2024", "Guide issued"],
    ),
    Said(
        "- Trainer booked\r\n- First course 12.06.24\r\n- Last course 1st Oct 2024",
        ["Trainer booked", "First course 12.06.24", "Last course 1st Oct 2024"],
    ),
    Said(
        "1. Protocol agreed (Q1 24/25)_x000D_\n2. Protocol in use_x000D_\n3. Protocol reviewed after 6 months",
        ["Protocol agreed (Q1 24/25)", "Protocol in use", "Protocol reviewed after 6 months"],
    ),
    Said(
        "•\tDraft a one-page guide with the specialist\n\tservice and two practices\n•\tPilot it",
        ["Draft a one-page guide with the specialist service and two practices", "Pilot it"],
    ),
    Said("\uf0b7\u00a0Audit tool agreed\n\uf0b7\u00a0Audit done\n", ["Audit tool agreed", "Audit done"]),
    Said(
        "Letter sent 01/03/24\n\nAnswer received\n\n\nAnswer discussed at panel on 4 June 2024",
        ["Letter sent 01/03/24", "Answer received", "Answer discussed at panel on 4 June 2024"],
    ),
    Said(
        "a) Agree wording\nb) Change the form\nc) Check ten forms",
        ["Agree wording", "Change the form", "Check ten forms"],
    ),
    Said(
        "(i) Name leads; (ii) hold first meeting; (iii) report to board",
        ["Name leads", "hold first meeting", "report to board"],
        also=(["(i) Name leads; (ii) hold first meeting; (iii) report to board"],),
    ),
    Said("• Poster designed • Poster printed • Posters up", ["Poster designed", "Poster printed", "Posters up"]),
    Said(
        "✓ Policy written 14/3/24\n✓ Policy approved\n☐ Policy audited",
        ["Policy written 14/3/24", "Policy approved", "Policy audited"],
        also=(["✓ Policy written 14/3/24", "✓ Policy approved", "☐ Policy audited"],),
    ),
    "30/06/2024: terms agreed with the adviser service, which will say by autumn whether two posts are enough",
    Said(date(2024, 6, 30), ["30/06/2024"], also=(["2024-06-30"], ["30 June 2024"])),
    Said("N/A", [], also=(["N/A"],)),
    Said(None, []),
)


def milestones_in_one_cell(folder: Path) -> MessyPlan:
    """Milestones as bulleted, numbered, ticked or wrapped lists in one cell, with dates in them, Word's bullet signs,
    every kind of line break; headings have line breaks and no-break spaces too, and text has smart quotes."""
    plan = MessyPlan(folder / "06 Milestones.xlsx")
    book = Workbook()
    columns = {
        "recommendation": " Recommendation ",
        "scope": "Scope of\nrecommendation",
        "action": "Action\u00a0to\u00a0take",
        "lead": "LEAD AGENCY",
        "milestones": "Key milestones\r\nin enacting the recommendation",
        "target": "Target\nDate",
        "completion": "Date of completion\nand outcome ",
    }
    table = Table(plan, book.active, columns, row=2, review="‘Juniper’")
    table.sheet.title = "Action plan template"
    table.sheet["A1"] = "Action plan: ‘Juniper’"
    table.headings()
    for milestones, wording in zip(MILESTONES, pooled(), strict=False):
        table.add(
            recommendation=f"  {wording['recommendation']}\u00a0",
            scope=Said("Local\u00a0", "local"),
            action=wording["action"].replace(" and ", "\nand ").replace("'", "’"),
            lead=f"\u00a0{wording['lead']} ",
            milestones=milestones,
            target=date(2024, 12, 31),
        )
    book.save(plan.path)
    return plan


def colours_and_strikes(folder: Path) -> MessyPlan:
    """The RAG is the colour of an empty cell. Withdrawn actions are struck through, some columns and rows are hidden,
    empty rows stand between actions, one action is 6,000 characters long, comments hang on cells, and a colour key
    stands to the right of the table."""
    plan = MessyPlan(folder / "08 Colour coded (Bramble).xlsx")
    book = Workbook()
    columns = {
        "number": "No",
        "recommendation": "Recommendation",
        "scope": "Scope",
        "action": "Action to take",
        "lead": "Lead agency",
        "milestones": "Key milestones",
        "target": "Target date",
        "completion": "Completed / outcome",
        "status": "RAG",
        "progress": "Latest update",
    }
    sheet = book.active
    sheet.title = "Bramble"
    table = Table(plan, sheet, columns, review="Bramble")
    table.headings()
    rags = ("green", "amber", "red", "blue", "grey", "", "green", "red", "amber")
    for month, (wording, rag) in enumerate(zip(pooled(), rags, strict=False), 1):
        struck = month in (6, 8)
        table.add(
            scope=Said("Local", "local"),
            milestones="Reported to the panel",
            target=date(2025, month, 28),
            completion=Said("Completed 20/03/25", (date(2025, 3, 20), ""), also=((date(2025, 3, 20), "Completed"),))
            if rag == "blue"
            else Said(None, ""),
            progress="Withdrawn by panel, now part of action 2" if struck else "",
            rag=rag,
            struck=struck,
            **wording,
        )
        if month in (3, 7):
            table.row += 2
    long = "Bring together what each agency learned about separation and risk, and agree what each will do. "
    long += " ".join(action for _, _, actions in POOL for action in actions)
    table.add(
        number=4,
        recommendation="Agencies should act on what they learned together.",
        scope=Said("Regional", "regional"),
        action=(long + " ") * (6000 // len(long) + 1),
        lead="Community Safety Partnership",
        target=vague("TBC"),
        progress="The plan's longest action. " * 60,
        rag="amber",
    )
    table.refuse(
        "scope",
        number=4,
        recommendation="Agencies should act on what they learned together.",
        scope="Local/National",
        action="Send the joint note to the government and to local boards",
        lead="Community Safety Partnership",
        target=date(2025, 11, 28),
    )
    sheet["D2"].comment = Comment("Can we say nurses AND doctors?", "Panel")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["F"].hidden = True
    for row, (name, meaning) in enumerate(
        (("red", "Past its date"), ("amber", "Slipping"), ("green", "On track"), ("blue", "Done")), 2
    ):
        cell = sheet.cell(row, table.right + 3, meaning)
        cell.fill = PatternFill("solid", fgColor=FILLS[name])
    book.save(plan.path)
    return plan
