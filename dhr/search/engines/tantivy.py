"""The embedded engine: a Tantivy index in a folder, for one host.

The folder holds `current.json`, which names the folder of the index that is in use and what it was built with, and
that folder. Rebuilding writes a new one, turns `current.json` over to it and erases the old. Index folders hold case
text and are open to the site's own user alone.
"""

import json
import shutil
import threading
import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from dhr.search import text
from dhr.search.documents import IndexDocument
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.protocol import SearchUnavailable
from dhr.search.engines.tantivy_snapshot import (
    LAYOUT,
    TantivySnapshot,
    damage_reported,
    reported_as,
    schema,
    to_tantivy,
)
from dhr.search.engines.writing import one_writer, unwritable

SMALL_HEAP, LARGE_HEAP = 15_000_000, 128_000_000
"""Bytes that a writer may hold before it writes a segment: for one unit, for all."""


def built_with() -> str:
    """What an index depends on beside its documents; one that was built with something else must be rebuilt."""
    return f"{LAYOUT}/{text.version()}"


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
        Raises `ValueError` for a document of another unit, and `SearchError`; then nothing was changed.
        """
        documents = list(documents)
        if strangers := sorted({document.unit for document in documents} - {unit}):
            raise ValueError(f"Documents of {', '.join(strangers)} can't replace those of {unit}")
        prepared = [to_tantivy(document) for document in documents]
        with self._writing():
            index_folder = self._index_folder()
            with damage_reported():
                # opened anew each time: a long-lived index leaves orphaned files behind
                index = tantivy.Index.open(str(index_folder))
            with reported_as(unwritable()):
                writer = index.writer(SMALL_HEAP, 1)
                try:
                    writer.delete_documents_by_term("unit", unit)
                    for each in prepared:
                        writer.add_document(each)
                    writer.commit()
                finally:
                    writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Builds the index anew and erases the old one's files, with whatever text was ever removed from it.

        People search the old one until the new is whole; if anything fails, the old one stays. Raises `SearchError`.
        """
        with self._writing():
            index_folder = self.folder / f"index-{uuid.uuid4().hex[:12]}"
            try:
                self._write_all(index_folder, documents)
                with reported_as(unwritable()):
                    current = self.folder / "current.json.new"
                    current.write_text(json.dumps({"folder": index_folder.name, "built_with": built_with()}))
                    current.replace(self.folder / "current.json")
            except BaseException:
                shutil.rmtree(index_folder, ignore_errors=True)
                raise
            with reported_as(unwritable()):
                for other in self.folder.glob("index-*"):  # the old one, and what a crash may have left
                    if other != index_folder:
                        shutil.rmtree(other)

    def _write_all(self, index_folder: Path, documents: Iterable[IndexDocument]) -> None:
        with reported_as(unwritable()):
            index_folder.mkdir(mode=0o700)
            writer = tantivy.Index(schema(), str(index_folder)).writer(LARGE_HEAP, 1)
        try:
            for document in documents:
                prepared = to_tantivy(document)
                with reported_as(unwritable()):
                    writer.add_document(prepared)
            with reported_as(unwritable()):
                writer.commit()
        finally:
            with reported_as(unwritable()):
                writer.wait_merging_threads()

    def _writing(self) -> AbstractContextManager[None]:
        return one_writer(self.folder / "write.lock", self.patience)

    def _index_folder(self) -> Path:
        """The folder of the index in use. Raises `SearchUnavailable` if there is none that we can read."""
        try:
            current = json.loads((self.folder / "current.json").read_text())
            name, with_what = current["folder"], current["built_with"]
        except FileNotFoundError as error:
            raise SearchUnavailable(
                "The search index hasn't been built yet. Run `manage.py rebuild_search`."
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SearchUnavailable("The search index can't be read. Run `manage.py rebuild_search`.") from error
        if with_what != built_with():
            raise SearchUnavailable(
                "The search index was built by another version of this site. Run `manage.py rebuild_search`."
            )
        return self.folder / name


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
        return TantivySnapshot(stamp, index.searcher())
