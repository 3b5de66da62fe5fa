from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from dhr.exchange.dhrd import DatasetError, load, read
from dhr.reviews.citations import CITATIONS
from dhr.reviews.enums import TagSource

SHOWN = 50  # problems printed at once


class Command(BaseCommand):
    help = (
        "Load the Domestic Homicide Review Dataset (incidents.csv, victims.csv, perpetrators.csv) as published "
        "reviews with library tags. Checks everything first; loads all of it, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="The folder with the three files.")

    def handle(self, *, folder, **options):
        try:
            cases = read(folder)
        except DatasetError as error:
            for problem in error.problems[:SHOWN]:
                self.stderr.write(problem)
            more = len(error.problems) - SHOWN
            raise CommandError(
                f"{len(error.problems)} problems{f', {more} of them not shown' if more > 0 else ''}. "
                "Nothing was loaded."
            ) from None
        loaded = load(cases, by=None)
        self.stdout.write(
            f"{len(cases)} reviews: {loaded.new} new, {loaded.changed} changed, {loaded.unchanged} unchanged."
        )
        if loaded.withdrawn:
            self.stdout.write(f"{loaded.withdrawn} changed, but withdrawn here: their records stay withdrawn.")
        if loaded.no_longer_listed:
            self.stdout.write(f"{loaded.no_longer_listed} no longer stand in the files; they were left as they are.")
        citation = CITATIONS[TagSource.DHRD]
        self.stdout.write(f"Source: {citation.text}. Licence: {citation.licence}.")
