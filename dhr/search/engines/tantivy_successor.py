"""A Tantivy index that is being built in a folder of its own, beside the one in use."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from dhr.search.documents import IndexDocument
from dhr.search.engines.protocol import SearchError
from dhr.search.engines.tantivy_snapshot import schema, to_tantivy
from dhr.search.engines.vector_folder import Rows, VectorFolder

HEAP = 128_000_000
"""Bytes that the writer may hold before it writes a segment."""


class TantivySuccessor:
    """A `Successor` in `folder`, which lies in the engine's own. `made_with` is written beside it when it takes over.

    Raises `ValueError` or `OSError` where the folder holds no index that can be gone on with.
    """

    def __init__(self, folder: Path, made_with: str):
        self.name = folder.name
        self._folder = folder
        self._made_with = made_with
        if folder.exists():
            self._index = tantivy.Index.open(str(folder))
        else:
            folder.mkdir(mode=0o700)
            self._index = tantivy.Index(schema(), str(folder))
        self._vectors = VectorFolder(folder)
        self._writer: tantivy.IndexWriter | None = self._index.writer(HEAP, 1)

    def remove(self, units: Iterable[str]) -> None:
        units = list(units)
        with _failure_reported():
            for unit in units:
                self._writer.delete_documents_by_term("unit", unit)
            self._vectors.replace({unit: [] for unit in units})

    def add(self, documents: Iterable[IndexDocument]) -> None:
        rows: dict[str, Rows] = {}
        for document in documents:
            if document.vector:
                rows.setdefault(document.unit, []).append((document.key, document.vector))
            prepared = to_tantivy(document)
            with _failure_reported():
                self._writer.add_document(prepared)
        with _failure_reported():
            self._vectors.replace(rows)
            self._writer.commit()

    def settle(self) -> None:
        """Merges what a reader would otherwise have to open piece by piece."""
        self.close()
        with _failure_reported():
            self._writer = self._index.writer(HEAP, 1)

    def take_over(self) -> None:
        self.close()
        current = self._folder.parent / "current.json"
        with _failure_reported():
            written = current.with_suffix(".json.new")
            written.write_text(json.dumps({"folder": self.name, "built_with": self._made_with}))
            written.replace(current)
            erase_all_but(self._folder.parent, {self.name})

    def close(self) -> None:
        """Lets go of the index. What `add` didn't finish is dropped."""
        writer, self._writer = self._writer, None
        if writer:
            with _failure_reported():
                writer.wait_merging_threads()


def erase_all_but(folder: Path, names: set[str]) -> None:
    """Erases what lies in an engine's folder of indexes that aren't called so."""
    for other in folder.glob("index-*"):
        if other.name not in names:
            shutil.rmtree(other)


@contextmanager
def _failure_reported() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise SearchError("The new search index can't be written to the disk. Is it full?") from error
