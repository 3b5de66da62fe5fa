from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from dhr.areas.models import Area
from dhr.learning.examples import examples_of, json_lines
from dhr.reviews.models import Document

WARNING = "This holds case text, published or not. Keep it where case papers are kept, and delete it after use."


class Command(BaseCommand):
    help = (
        "Write people's decisions on theme marks as JSON lines, for `python -m nlp evaluate` and "
        "`python -m nlp train`. " + WARNING
    )

    def add_arguments(self, parser):
        parser.add_argument("--area", metavar="SLUG", help="Only papers of this area.")
        parser.add_argument("--output", metavar="FILE", type=Path, help="Write this file, for its owner's eyes alone.")

    def handle(self, *, area, output, **options):
        papers = Document.objects.filter(mention_decisions__isnull=False).select_related("review").distinct()
        if area:
            found = Area.objects.filter(slug=area).first()
            if not found:
                raise CommandError(f"There is no area {area!r}.")
            papers = papers.filter(Q(area=found) | Q(review__in=found.reviews.all()))
        lines = json_lines(example for paper in papers for example in examples_of(paper))
        try:
            written = _write(lines, output) if output else self._print(lines)
        except OSError as problem:
            raise CommandError(f"The file can't be written: {problem.strerror}.") from problem
        self.stderr.write(f"Passages: {written}. {WARNING}")

    def _print(self, lines: Iterable[str]) -> int:
        written = 0
        for line in lines:
            self.stdout.write(line, ending="")
            written += 1
        return written


def _write(lines: Iterable[str], output: Path) -> int:
    """Write a file that its owner alone may read; what stood there before stays until all of it is written."""
    written = 0
    with NamedTemporaryFile("w", encoding="utf-8", dir=output.parent, delete=False) as file:
        unfinished = Path(file.name)
        try:
            for line in lines:
                file.write(line)
                written += 1
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.replace(output)
    return written
