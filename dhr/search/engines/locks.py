"""Who may write on one host: one process at a time. The system lets go of a lock when its process dies."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dhr.search.engines.protocol import SearchBeingBuilt, SearchBusy, SearchError


def writing(lock: FileLock, patience: float) -> AbstractContextManager[None]:
    """Holds the lock of an index in use; waits up to `patience` seconds, then raises `SearchBusy`.

    May be nested in one thread. Raises `SearchError` where the lock's folder can't be written.
    """
    return _held(lock, patience, SearchBusy("Another process is writing to the search index. Try again in a minute."))


def building(lock_file: Path) -> AbstractContextManager[None]:
    """Holds the lock of an index that is being built, or raises `SearchBeingBuilt` at once. Can't be nested."""
    being_built = SearchBeingBuilt("Another process is building the search index. Wait until it has finished.")
    return _held(FileLock(lock_file), 0, being_built)


@contextmanager
def _held(lock: FileLock, patience: float, otherwise: SearchBusy) -> Iterator[None]:
    try:
        Path(lock.lock_file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise otherwise from error
    except OSError as error:
        raise SearchError("The folder of the search indexes can't be written to. Is its disk full?") from error
    try:
        yield
    finally:
        lock.release()
