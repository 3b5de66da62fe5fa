from collections import defaultdict

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dhr.search.agreement import Comparison, compare
from dhr.search.engines.protocol import SearchError
from dhr.search.indexes import INDEXES
from dhr.search.models import Erasure

NAMED = 10
"""Units that are named of each sort; the rest is counted."""


class Command(BaseCommand):
    help = "Compare both search indexes with the database; exits with 1 where something is wrong. May run at any time."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="Write the units anew that are wrong, and no others.")

    def handle(self, *, repair, **options):
        wrong = 0
        for index in INDEXES:
            try:
                found = compare(
                    index,
                    repair=repair,
                    watch=lambda units, name=index.name: tqdm(units, desc=name, unit="review", disable=None),
                )
            except SearchError as problem:
                self.stdout.write(f"{index.name}: {problem}")
                wrong += 1
                continue
            self._tell(index.name, found, repair)
            wrong += 0 if repair else len(found.faults)
        if owed := Erasure.objects.count():
            self.stdout.write(f"{owed} erasures of what was taken away wait for the worker, which builds indexes anew.")
        if wrong:
            raise CommandError("Something is wrong. `manage.py check_search --repair` mends units, and no more.")

    def _tell(self, name: str, found: Comparison, repaired: bool) -> None:
        self.stdout.write(f"{name}: {found.units} reviews and context papers in {found.documents} documents.")
        if found.waiting:
            self.stdout.write(f"  {found.waiting} changed and wait for the worker: not compared.")
        by_fault = defaultdict(list)
        for unit, fault in found.faults.items():
            by_fault[fault].append(unit)
        for fault, units in by_fault.items():
            more = f" and {len(units) - NAMED} more" if len(units) > NAMED else ""
            self.stdout.write(f"  {len(units)} {fault}: {', '.join(units[:NAMED])}{more}")
        if not found.faults:
            self.stdout.write("  It agrees with the database.")
        elif repaired:
            self.stdout.write("  They are written anew.")
