"""A tiny dataset of fictional incidents in the real one's columns."""

import csv

from dhr.exchange.dhrd.columns import columns

INCIDENT = {
    "csp": "Carrowdale",
    "region": "North East",
    "death_date": "May 2019",
    "multiple_victims": "False",
    "cause_of_death": "unknown",
    "location_of_death": "not_known",
}


class Dataset:
    """Rows by file, written to `folder` as the three CSV files."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = {"incidents": [], "victims": [], "perpetrators": []}

    def add(self, incident_id, *, victim=None, perpetrator=None, **incident):
        """One incident; `victim` and `perpetrator` are that person's cells that say something."""
        number = len(self.rows["incidents"]) + 1
        self.rows["incidents"].append(self._row("incidents", {"incident_id": incident_id} | INCIDENT | incident))
        for file, key, cells in (("victims", "victim", victim), ("perpetrators", "perpetrator", perpetrator)):
            if cells is not None:
                ids = {f"{key}_id": f"{key}-{number}", "incident_id": incident_id}
                self.rows[file].append(self._row(file, ids | cells))

    def _row(self, file, cells):
        names = columns()[file]
        blank = {name: "False" if column.takes("False") else "Unknown" for name, column in names.items()}
        return blank | cells

    def write(self):
        self.folder.mkdir(exist_ok=True)
        for file, rows in self.rows.items():
            names = list(rows[0]) if rows else list(columns()[file])
            with (self.folder / f"{file}.csv").open("w", encoding="utf-8-sig", newline="") as target:
                writer = csv.DictWriter(target, names)
                writer.writeheader()
                writer.writerows(rows)
        return self.folder
