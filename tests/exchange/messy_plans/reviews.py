"""Plans of several reviews in one workbook."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from .truth import MessyPlan, Said, Table, vague


def sheet_for_each_review(folder: Path) -> MessyPlan:
    """A cover, a sheet for each review (named by its tab, a title row, or a column), each with other columns in another
    order; one has each recommendation on a line across the table. An old version and the drop-down lists are hidden."""
    others = ["Cover", "Willow OLD v1", "RAG key", "Lists"]
    plan = MessyPlan(folder / "04 All DHR plans 2024-25.xlsx", other_sheets=others)
    book = Workbook()
    book.active.title = "Cover"
    for line in (
        ["Tolderby & Harle DHR tracker"],
        ["Review", "Tab", "Chair"],
        ["Willow", "DHR7 Willow", "Independent"],
    ):
        book.active.append(line)
    _tab_names_the_review(plan, book)
    _old_version(book)
    _recommendations_across(plan, book)
    _column_names_the_review(plan, book)
    key = book.create_sheet("RAG key")
    for line in (
        ["Status", "Action", "Target date"],
        ["Red", "Tell the board", "Missed"],
        ["Green", "None", "Will be met"],
    ):
        key.append(line)
    lists = book.create_sheet("Lists")
    for line in (["Scope", "Lead agency"], ["Local", "Police"], ["Regional", "Health"], ["National", "Housing"]):
        lists.append(line)
    lists.sheet_state = "veryHidden"
    book.save(plan.path)
    return plan


def _tab_names_the_review(plan: MessyPlan, book: Workbook) -> None:
    columns = {
        "number": "#",
        "recommendation": "Recommendation",
        "action": "Action",
        "scope": "Scope",
        "lead": "Agency",
        "owner": "Owner",
        "target": "Deadline",
        "status": "Status",
        "evidence": "Evidence",
    }
    table = Table(plan, book.create_sheet("DHR7 Willow"), columns, review="DHR7 Willow")
    table.headings()
    table.add(
        number="1.1",
        recommendation="The adviser service should offer a call back in the evening.",
        action="Pilot evening calls on two days a week",
        scope=Said("Local", "local"),
        lead="Tolderby Women's Aid",
        owner="Helpline Manager",
        target=date(2024, 9, 2),
        status="Complete",
        evidence="Pilot report, October 2024",
    )
    table.add(
        number="1.10",
        recommendation="Ambulance crews should pass on what they see in the home.",
        action="Add a box for the state of the home to the handover form",
        scope=Said("Regional", "regional"),
        lead="Wenbury Ambulance Service",
        owner="Clinical Lead",
        target=date(2025, 2, 28),
        status="In progress",
    )
    table.add(
        number=2,
        recommendation="Ministers should consider leave from work for people who are fleeing abuse.",
        action="Write to the Department for Business and Trade",
        scope=Said("National", "national"),
        lead="Community Safety Partnership",
        target=vague("Completed"),
        status="Complete",
    )


def _old_version(book: Workbook) -> None:
    old = book.create_sheet("Willow OLD v1")
    old.append(["#", "Recommendation", "Action", "Scope", "Agency", "Owner", "Deadline", "Status"])
    old.append(
        [
            "1.1",
            "The adviser service should offer a call back in the evening.",
            "Look into evening calls",
            "Local",
            "Tolderby Women's Aid",
            "tbc",
            date(2023, 12, 1),
            "Not started",
        ]
    )
    old.sheet_state = "hidden"


def _recommendations_across(plan: MessyPlan, book: Workbook) -> None:
    columns = {
        "action": "Action Required",
        "lead": "Lead Agency",
        "target": "Timescale",
        "milestones": "Key Milestones",
        "completion": "Completion Date & Outcome",
        "scope": "Scope",
    }
    table = Table(plan, book.create_sheet("Sheet4"), columns, review="Larch")
    table.title("DOMESTIC HOMICIDE REVIEW: LARCH", down=2)
    table.headings()
    text = "Records of abuse should follow a family that moves between areas."
    table.band(f"Recommendation 1: {text}", number="1", recommendation=text)
    table.add(
        action="Agree a transfer form with the four neighbouring Maracs",
        lead="Marac Steering Group",
        target=date(2025, 4, 30),
        milestones="Form tested on three cases",
        scope=Said("Regional", "regional"),
    )
    table.add(
        action="Phone the receiving area on the day of the move",
        lead="Tolderby Women's Aid",
        target=vague("Immediate"),
        completion=Said(
            "Done 14/11/24. Now in the team's handbook.", (date(2024, 11, 14), "Now in the team's handbook.")
        ),
        scope=Said("Local", "local"),
    )
    text = "Health visitors should see mothers alone at least once."
    table.band(f"Recommendation 2: {text}", number="2", recommendation=text)
    table.refuse(
        "date",
        action="Write the visit alone into the visiting schedule",
        lead="Eastmere Hospitals NHS Trust",
        target="13.13.24",
        scope="Local",
    )
    table.add(
        action="Count visits where the mother was seen alone",
        lead="Eastmere Hospitals NHS Trust",
        target=vague("March 25", date(2025, 3, 31)),
        scope=Said("Local", "local"),
    )


def _column_names_the_review(plan: MessyPlan, book: Workbook) -> None:
    columns = {
        "review": "DHR",
        "lead": "Who?",
        "recommendation": "Recommendation (in full)",
        "action": "What are we going to do?",
        "target": "When by?",
        "status": "RAG status",
        "scope": "Scope",
    }
    table = Table(plan, book.create_sheet("Hazel + Aspen"), columns, row=2)
    table.headings()
    for review, recommendation, action, target, status in (
        ("Hazel", "Dentists should be able to refer.", "Invite dentists to referral training", date(2024, 10, 31), "G"),
        ("Hazel", "Dentists should be able to refer.", "Send posters to all practices", date(2024, 8, 30), "B"),
        ("Aspen", "Libraries should be safe places.", "Train a champion in each library", date(2025, 1, 31), "A"),
        ("Aspen", "Libraries should be safe places.", "Put helpline cards in the toilets", date(2024, 9, 30), "R"),
    ):
        table.add(
            review=review,
            lead="Harle Valley Council",
            recommendation=recommendation,
            action=action,
            target=target,
            status=status,
            scope=Said("Local", "local"),
        )
