"""The numbers of an area's reports: reckoned over the plain events, and read from the product's figures."""

import datetime
from collections import Counter

from .plain import Day, Script
from .reckoning import ASIDE, DONE, Followed, Reckoning, stand
from .telling import OPEN, Telling

# The tables that are reckoned here, and of which the lines alone are counted.
COUNTED = ("actions-by-rag", "actions-by-slips", "evidence-by-kind", "totals", "actions-by-quarter", "rag-by-quarter")
LISTED = ("red-actions", "overrides", "slips", "escalations", "evidence", "late-updates")
TOLD_BY_DAY = {"delivered", "verified", "impact-checked", "date-agreed"}  # besides, what brought evidence
RAGS = ("red", "amber", "green", "blue", "grey", "none")
Numbers = dict[str, dict[str, tuple] | int]  # by table: the numbers of each line, or how many lines


def read(figures) -> Numbers:
    """What the product's figures say, less the words."""
    found = {}
    for table in figures.tables:
        if table.key in COUNTED:
            lines = {line.key: line.cells[1:] for line in table.lines}
            found[table.key] = {key: cells for key, cells in lines.items() if any(cells)}
        elif table.key in LISTED:
            found[table.key] = len(table.lines)
    return found


class Reports:
    """One area's reports: of each quarter on its last day, and of the year on its."""

    def __init__(self, script: Script, area: str, reckoning: Reckoning, telling: Telling):
        self.script, self.area, self.reckoning, self.telling = script, area, reckoning, telling
        self.quarters: list[tuple[Day, Day]] = []
        self.rags: list[Counter] = []

    def quarter(self, since: Day, until: Day) -> Numbers:
        """Must be asked on the evening of `until`, as the reckoning stands then."""
        here = self._here()
        rags = Counter(followed.rag for followed in here)
        slips = Counter(min(followed.stand.slips, 3) for followed in here)
        evidence = sum(update.evidence and since <= update.on <= until for each in here for update in _counting(each))
        self.quarters.append((since, until))
        self.rags.append(rags)
        return {
            "actions-by-rag": _lines({rag: rags[rag] for rag in RAGS} | {"total": len(here)}),
            "actions-by-slips": _lines({str(n): slips[n] for n in range(4)} | {"total": len(here)}),
            "evidence-by-kind": _lines({"practice-audit": evidence, "total": evidence}),
            "evidence": evidence,
            "red-actions": sum(each.rag == "red" or _overdue(each, until) for each in here),
            "overrides": sum(
                each.stand.status in OPEN and each.override is not None and until <= each.override.until
                for each in here
            ),
            "slips": len(self._slips(since, until)),
            "escalations": self._brought(since, until),
            "late-updates": sum(
                update.on < since <= update.day and (update.evidence or update.kind in TOLD_BY_DAY)
                for each in here
                for update in _counting(each)
            ),
        }

    def year(self) -> Numbers:
        """After the last quarter."""
        since, until = self.quarters[0][0], self.quarters[-1][1]
        here = self._here()
        made = [each for each in self.script.recommendations if self._of_area(each.key)]
        status = Counter(followed.stand.status for followed in here)
        verified = [each.stand.completed_on for each in here if each.stand.status in DONE]
        days = {
            "Begun": [followed.action.day for followed in here],
            "Delivered": [followed.stand.delivered_on for followed in here if followed.stand.delivered_on],
            "Verified": verified,
            "Target dates put back": self._slips(since, until),
        }
        spans = [*self.quarters, (since, until)]
        return {
            "totals": _lines(
                {
                    "Recommendations": len(made),
                    "Recommendations made in the year": len(made),
                    "Actions": len(here),
                    "Actions begun in the year": len(here),
                    "Actions open at its end": sum(status[name] for name in OPEN),
                    "Actions delivered that await evidence": status["delivered"],
                    "Actions verified in the year": sum(since <= day <= until for day in verified),
                    "Actions verified in all": len(here) - sum(status[name] for name in OPEN | ASIDE),
                    "Actions whose impact was checked": status["impact-checked"],
                    "Times that a target date was put back": len(days["Target dates put back"]),
                    "Times that an action was brought before a board": self._brought(since, until),
                }
            ),
            "actions-by-quarter": {
                what: tuple(sum(first <= day <= last for day in found) for first, last in spans)
                for what, found in days.items()
            },
            "rag-by-quarter": {
                **{rag: tuple(rags[rag] for rags in self.rags) for rag in RAGS if any(r[rag] for r in self.rags)},
                "total": tuple(rags.total() for rags in self.rags),
            },
        }

    def _of_area(self, recommendation: int) -> bool:
        made = self.script.recommendations[recommendation]
        return self.area in ([made.area] if made.review is None else self.script.reviews[made.review])

    def _here(self) -> list[Followed]:
        return [each for each in self.reckoning.followed.values() if self._of_area(each.action.recommendation)]

    def _brought(self, since: Day, until: Day) -> int:
        return sum(
            since <= each.day <= until
            for each in self.telling.brought
            if self._of_area(self.reckoning.followed[each.action].action.recommendation)
        )

    def _slips(self, since: Day, until: Day) -> list[Day]:
        """The days for which a target date was put back; what was taken back since counts no more."""
        found = []
        for each in self._here():
            counting = _counting(each)
            for n, update in enumerate(counting):
                if update.kind == "date-agreed" and since <= update.on <= until:
                    before = stand(each.action.target, counting[:n]).target
                    found += [update.on] if before and update.new_date > before else []
        return found


def _overdue(followed: Followed, day: Day) -> bool:
    now = followed.stand
    return now.status in ("not-started", "in-progress") and now.target is not None and now.target < day


def _counting(followed: Followed) -> list:
    corrected = {update.corrects for update in followed.updates}
    return [each for each in followed.updates if each.key not in corrected and each.kind != "corrected"]


def _lines(numbers: dict[str, int]) -> dict[str, tuple[int]]:
    return {key: (number,) for key, number in numbers.items() if number}


def quarter_of(day: Day) -> Day:
    """The first day of the quarter that ends on `day`."""
    return datetime.date(day.year, day.month - 2, 1)
