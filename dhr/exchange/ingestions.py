"""The worker's part: files that were sent and wait to be read in."""

from .models import Ingestion
from .reading import take_in


def work() -> int:
    """Read in what waits, and what a crash left half-way; returns how many files were finished."""
    finished = 0
    for pk in list(Ingestion.objects.unfinished().values_list("pk", flat=True)):
        ingestion = Ingestion.objects.unfinished().filter(pk=pk).first()
        finished += bool(ingestion and take_in(ingestion).finished)
    return finished
