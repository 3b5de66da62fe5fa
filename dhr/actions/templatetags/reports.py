from django import template

from ..reports.tables import NUMBERS, Table, shown

register = template.Library()


@register.inclusion_tag("actions/reports/table.html")
def report_table(table: Table):
    """A table of a report; its cells in the words in which every file has them."""
    lines = [
        {
            "total": line.key == "total",
            "cells": [
                (shown(cell, column.sort), column.sort in NUMBERS)
                for cell, column in zip(line.cells, table.columns, strict=True)
            ],
        }
        for line in table.lines
    ]
    heads = [(column.heading, column.sort in NUMBERS) for column in table.columns]
    return {"table": table, "heads": heads, "lines": lines}
