from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dhr.search.engines.protocol import SearchError
from dhr.search.upkeep import rebuild


class Command(BaseCommand):
    help = "Build both search indexes anew from the database, the only truth. Searching goes on meanwhile."

    def handle(self, **options):
        try:
            units = rebuild(lambda units: tqdm(units, desc="Marking themes", unit="review", disable=None))
        except SearchError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Both indexes are built: {units} reviews and context papers.")
