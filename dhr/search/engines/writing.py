"""One writer at a time: what both engines do before they change an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dhr.search.engines.protocol import SearchBusy, SearchError


@contextmanager
def one_writer(lock_file: Path, patience: float) -> Iterator[None]:
    """Holds the lock of the host's writers; its folder is made where there is none, for the site's own user alone.

    The system lets go of the lock when the process dies. Raises `SearchBusy` after `patience` seconds, and
    `SearchError` where nothing can be written.
    """
    lock = FileLock(lock_file, timeout=patience)
    try:
        lock_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise SearchBusy("Another process is writing to the search index. Try again in a minute.") from error
    except OSError as error:
        raise unwritable() from error
    try:
        yield
    finally:
        lock.release()


def unwritable() -> SearchError:
    return SearchError(
        "The search index can't be written. Is its disk full, or its folder read-only? "
        "If neither, run `manage.py rebuild_search`."
    )
