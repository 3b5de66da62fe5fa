"""Registers for tests: small spreadsheets, and what the steps after them come to."""

from django.db import transaction

from dhr.exchange.register.columns import guess
from dhr.exchange.register.here import areas_of
from dhr.exchange.register.planned import Plan
from dhr.exchange.register.planning import make_plan
from dhr.exchange.register.reading import read_entries
from dhr.exchange.register.saving import save_plan
from dhr.exchange.spreadsheets import open_spreadsheet
from dhr.formats import csv_lines


def a_register(*rows: dict, headings: list[str] | None = None) -> bytes:
    """A CSV file with a row for each dict of heading -> value."""
    headings = headings or list(dict.fromkeys(heading for row in rows for heading in row))
    return "".join(csv_lines([headings, *([row.get(heading) for heading in headings] for row in rows)])).encode()


def a_row(**values) -> dict:
    """A row of the template's most usual columns; "chair_appointed" stands for its heading."""
    named = {name.replace("_", " ").capitalize(): value for name, value in values.items()}
    return {"Reference": "R1", "Title": "Amina, died May 2021"} | named


def planned(data: bytes, *, area, user) -> Plan:
    [sheet] = open_spreadsheet(data, "register.csv").sheets
    return make_plan(read_entries(sheet, guess(sheet.headings, {})), area=area, areas=areas_of(user))


def saved(data: bytes, *, area, user) -> Plan:
    with transaction.atomic():
        plan = planned(data, area=area, user=user)
        save_plan(plan, by=user)
    return plan
