"""The embedded engine: a Tantivy index in a folder, for one host.

The folder holds `current.json`, which names the folder of the index that is in use and what it was built with, and
that folder. Rebuilding writes a new one, which outlives a process that dies, turns `current.json` over to it and erases
the old. Index folders hold case text and are open to the site's own user alone.
"""

import json
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import tantivy
from filelock import FileLock

from dhr.search import text
from dhr.search.documents import IndexDocument
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.locks import building, writing
from dhr.search.engines.protocol import IndexState, SearchUnavailable
from dhr.search.engines.tantivy_snapshot import LAYOUT, TantivySnapshot, damage_reported, to_tantivy
from dhr.search.engines.tantivy_successor import TantivySuccessor, erase_all_but
from dhr.search.engines.vector_folder import VectorFolder, rows_of

HEAP = 15_000_000
"""Bytes that the writer of one unit may hold before it writes a segment."""

NOT_BUILT = "The search index hasn't been built yet. Run `manage.py rebuild_search`."


class TantivyEngine(AnsweringEngine):
    """The index in `folder`, which is made by the first `rebuild`. Safe to share between threads.

    One process may write at a time: another waits up to `patience` seconds and then raises `SearchBusy`.
    """

    def __init__(self, folder: Path | str, patience: float = 10):
        super().__init__()
        self.folder = Path(folder)
        self.patience = patience
        self._open: TantivySnapshot | None = None
        self._opening = threading.Lock()
        self._write_lock = FileLock(self.folder / "write.lock")

    def snapshot(self) -> TantivySnapshot:
        """The index as last committed by any process. Raises `SearchUnavailable`."""
        with self._opening:
            index_folder = self._index_folder()
            while True:
                try:
                    stamp = _stamp(index_folder)
                    if self._open is None or self._open.stamp != stamp:
                        self._open = _opened(index_folder, stamp)
                    return self._open
                except SearchUnavailable:
                    replaced_by = self._index_folder()
                    if replaced_by == index_folder:
                        raise
                    index_folder = replaced_by  # a rebuild erased the one before

    def check(self) -> None:
        """Raises `SearchUnavailable`, saying what to do, where the index can't be read."""
        self.snapshot()

    def replace_unit(self, unit: str, documents: Iterable[IndexDocument]) -> None:
        """Takes all documents of `unit` out and puts `documents` in, in one commit.

        Removed text is out of every answer but may stay readable in the index's files until `rebuild`.
        Raises `ValueError` for a document of another unit, `SearchBusy`, `SearchUnavailable`.
        """
        documents = list(documents)
        if strangers := sorted({document.unit for document in documents} - {unit}):
            raise ValueError(f"Documents of {', '.join(strangers)} can't replace those of {unit}")
        prepared = [to_tantivy(document) for document in documents]
        with self.writing():
            index_folder = self._index_folder()
            with damage_reported():
                # opened anew each time: a long-lived index leaves orphaned files behind
                writer = tantivy.Index.open(str(index_folder)).writer(HEAP, 1)
                try:
                    writer.delete_documents_by_term("unit", unit)
                    for each in prepared:
                        writer.add_document(each)
                    # before the commit: whoever sees the new text sees its vectors too
                    VectorFolder(index_folder).replace({unit: rows_of(documents)})
                    writer.commit()
                finally:
                    writer.wait_merging_threads()

    @contextmanager
    def successor(self, name: str = "") -> Iterator[TantivySuccessor]:
        """The index called `name`, which an earlier process left half built; a new one where there is none.

        Whatever else was left is erased. Raises `SearchBusy` at once where another process builds.
        """
        with building(self.folder / "build.lock"):
            self.folder.chmod(0o700)
            successor = self._successor(name)
            try:
                erase_all_but(self.folder, {successor.name, self._current().get("folder", "")})
                yield successor
            finally:
                successor.close()

    def _successor(self, name: str) -> TantivySuccessor:
        half_built = self.folder / name
        if name and half_built.is_dir() and name != self._current().get("folder"):
            with suppress(OSError, ValueError, RuntimeError):
                return TantivySuccessor(half_built, self.wanted())
        return TantivySuccessor(self.folder / f"index-{uuid.uuid4().hex[:12]}", self.wanted())

    def writing(self) -> AbstractContextManager[None]:
        """Nobody else changes the index in use meanwhile. May be nested. Raises `SearchBusy`."""
        return writing(self._write_lock, self.patience)

    def in_use(self) -> str:
        """The name of the index in use, which no other ever had. Raises `SearchUnavailable`."""
        return self._index_folder().name

    def wanted(self) -> str:
        """What an index must have been built with to be read."""
        return f"{LAYOUT}/{text.version()}"

    def state(self) -> IndexState:
        """The index in use, of whatever version. Raises `SearchUnavailable` where there is none."""
        current = self._current()
        if not current:
            raise SearchUnavailable(NOT_BUILT)
        index_folder = self.folder / current["folder"]
        with damage_reported():
            index = tantivy.Index.open(str(index_folder))
            index.reload()
            written = (index_folder / "meta.json").stat().st_mtime
            return IndexState(
                name=index_folder.name,
                built_with=current["built_with"],
                documents=index.searcher().num_docs,
                size=sum(file.stat().st_size for file in index_folder.iterdir()),
                written=datetime.fromtimestamp(written, UTC),
            )

    def contents(self, unit: str = "") -> Iterator[tuple[str, str, str]]:
        """Unit, key and `IndexDocument.mark` of each document; of one unit, if given. Raises `SearchUnavailable`."""
        return self.snapshot().contents(unit)

    def _index_folder(self) -> Path:
        """The folder of the index in use. Raises `SearchUnavailable` if there is none that we can read."""
        current = self._current()
        if not current:
            raise SearchUnavailable(NOT_BUILT)
        if current["built_with"] != self.wanted():
            raise SearchUnavailable(
                "The search index was built by another version of this site. Run `manage.py rebuild_search`."
            )
        return self.folder / current["folder"]

    def _current(self) -> dict[str, str]:
        """What `current.json` says: `folder` and `built_with`; nothing where it is missing or spoilt.

        Raises `SearchUnavailable` where it is there and can't be opened.
        """
        try:
            current = json.loads((self.folder / "current.json").read_text())
            return {key: str(current[key]) for key in ("folder", "built_with")}
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                return {}
            raise SearchUnavailable("The search index can't be read. Run `manage.py rebuild_search`.") from error
        except (ValueError, KeyError, TypeError):
            return {}


def _stamp(index_folder: Path) -> str:
    """Changes with every commit: Tantivy replaces `meta.json` each time."""
    with damage_reported():
        meta = (index_folder / "meta.json").stat()
    return f"{index_folder.name}/{meta.st_ino}/{meta.st_mtime_ns}"


def _opened(index_folder: Path, stamp: str) -> TantivySnapshot:
    with damage_reported():
        index = tantivy.Index.open(str(index_folder))
        index.config_reader("manual")
        index.reload()
        return TantivySnapshot(stamp, index.searcher(), VectorFolder(index_folder))
