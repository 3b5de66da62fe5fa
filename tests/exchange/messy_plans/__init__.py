"""Ten action plans as partnerships really keep them, each with the truth about what it says.

    for make in MAKERS:
        plan = make(folder)  # writes plan.path
        plan.rows, plan.refusals, plan.other_sheets

``rows`` are dicts, one an action, in the order of the file: ``sheet`` (a CSV's is ""), ``row`` (the spreadsheet's row
number), ``review`` (what names it: a column, the sheet or a title; "" if nothing does), ``number``, ``recommendation``,
``scope`` ("local", "regional", "national" or ""), ``action``, ``lead``, ``milestones`` (a list, bullets taken off),
``target`` (date or None), ``target_words`` (the cell where it names no day: "ASAP", "March 25"), ``completed`` (date or
None), ``outcome``, ``owner``, ``owner_email``, ``status`` (as written), ``progress``, ``evidence``, ``rag_fill`` (the
colour of the status cell, "" if none), ``struck`` (the row is struck through), ``also`` (field -> other readings that
are as fair). In texts, each run of white space, no-break spaces and line breaks included, is one space.

``refusals`` are dicts of ``sheet``, ``row`` and ``why``: "date", "scope", "no-action", "no-recommendation".
A row is in one list or the other. Titles, sections, totals, notes and repeated headings are in neither.

How a careful person reads, where it could be otherwise: a month, quarter (of the financial year) or year means its last
day; a day is before a month, and a day that does not exist is refused, even where it would be one in the USA; merged
cells speak for each of their rows; a blank recommendation is the one above, though never across a section heading, and
other blanks are blank; two scopes in one cell are refused; an outcome is what is left when "Completed" and the date are
taken from the front of the cell; a date that is due, expected or for a review is no completion; "-" and "N/A" are
blank; struck rows come in, as do hidden rows, and hidden sheets do not.
"""

from .bulk import semicolons_in_windows_1252, twelve_hundred_rows
from .cells import colours_and_strikes, milestones_in_one_cell
from .dates import completion_and_outcome, every_kind_of_date
from .headings import merged_cells, renamed_headings
from .reviews import sheet_for_each_review
from .sections import sections_and_blanks
from .truth import MessyPlan, tidy

MAKERS = (
    renamed_headings,
    merged_cells,
    sections_and_blanks,
    sheet_for_each_review,
    every_kind_of_date,
    milestones_in_one_cell,
    completion_and_outcome,
    colours_and_strikes,
    semicolons_in_windows_1252,
    twelve_hundred_rows,
)

__all__ = ["MAKERS", "MessyPlan", "tidy"]
