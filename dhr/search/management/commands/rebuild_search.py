from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from dhr.search.building import build
from dhr.search.engines.protocol import SearchError
from dhr.search.indexes import INDEXES
from dhr.search.models import IndexBuild, IndexChange
from dhr.search.units import all_units
from dhr.search.upkeep import mark_themes


class Command(BaseCommand):
    help = (
        "Build both search indexes anew from the database, the only truth. Searching goes on meanwhile. "
        "Stopped at any point it goes on there when it is run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--start-again", action="store_true", help="Throw away what is half built.")

    def handle(self, *, start_again, **options):
        try:
            for unit in tqdm(list(all_units()), desc="Marking themes", unit="review", disable=None):
                mark_themes(unit)
            built = [self._build(index, start_again) for index in INDEXES]
        except SearchError as problem:
            raise CommandError(f"{problem} What is built so far is kept.") from problem
        except KeyboardInterrupt:
            raise CommandError("Stopped. What is built so far is kept: run it again to go on.") from None
        self.stdout.write(f"Both indexes are built: {built[-1].units} reviews and context papers.")
        if waiting := IndexChange.objects.values("unit").distinct().count():
            self.stdout.write(f"{waiting} that changed meanwhile wait for the worker.")

    def _build(self, index, start_again: bool) -> IndexBuild:
        with tqdm(desc=f"Building {index.name}", unit="review", disable=None) as bar:

            def show(progress: IndexBuild) -> None:
                bar.total = progress.units
                bar.set_postfix_str(f"{progress.documents:,} passages and papers", refresh=False)
                bar.update(progress.done - bar.n)

            return build(index, start_again=start_again, watch=show)
