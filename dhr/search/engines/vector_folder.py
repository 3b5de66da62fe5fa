"""Vectors of passages beside an embedded index: arrays on disk that are mapped into memory and read through whole.

Passages of some units are written into one file, which never changes. A unit that is written again is in a later
file; its rows in the earlier one are dead. Many files are made into one.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from dhr.search.documents import IndexDocument
from dhr.search.meaning import DIMENSIONS

MOST_FILES = 64
"""Each costs a search some time of its own."""

Rows = list[tuple[str, bytes]]
"""Keys of a unit's passages, and their vectors in half precision."""


def rows_of(documents: Iterable[IndexDocument]) -> Rows:
    return [(each.key, each.vector) for each in documents if each.vector]


class VectorFolder:
    """The vectors of an index, in `folder`; `current` is what a search holds on to while others write."""

    def __init__(self, folder: Path):
        self.folder = folder

    @property
    def list_file(self) -> Path:
        """Names the files, and says which of them has a unit; replaced as a whole with every change."""
        return self.folder / "vectors.json"

    def replace(self, units: Mapping[str, Rows]) -> None:
        """Writes these units' rows in the place of whatever was there of them."""
        if not any(units.values()) and not self._units().keys() & units.keys():
            return
        file_of = self._units() | dict.fromkeys(units, self._write(units.items()))
        if len(set(file_of.values())) > MOST_FILES:
            file_of = dict.fromkeys(file_of, self._write(self._rows(file_of)))
        self._name(file_of)

    def current(self) -> "Vectors":
        while True:
            file_of = self._units()
            try:
                return Vectors(self.folder, file_of)
            except FileNotFoundError:
                if file_of == self._units():  # else somebody replaced them just now
                    raise

    def _units(self) -> dict[str, str]:
        return json.loads(self.list_file.read_text()) if self.list_file.exists() else {}

    def _write(self, units: Iterable[tuple[str, Rows]]) -> str:
        name = f"vectors-{uuid.uuid4().hex[:12]}"
        keys: list[tuple[str, list[str]]] = []
        with (self.folder / f"{name}.f32").open("wb") as file:
            for unit, rows in units:
                keys.append((unit, [key for key, _ in rows]))
                for _, vector in rows:
                    file.write(np.frombuffer(vector, np.float16).astype(np.float32).tobytes())
        (self.folder / f"{name}.json").write_text(json.dumps(keys))
        return name

    def _rows(self, file_of: Mapping[str, str]) -> Iterator[tuple[str, Rows]]:
        for part in Vectors(self.folder, file_of).parts:
            at = 0
            for unit, keys in part.keys:
                if file_of.get(unit) == part.name:
                    rows = part.matrix[at : at + len(keys)].astype(np.float16)
                    yield unit, [(key, row.tobytes()) for key, row in zip(keys, rows, strict=True)]
                at += len(keys)

    def _name(self, file_of: Mapping[str, str]) -> None:
        new = self.folder / "vectors.json.new"
        new.write_text(json.dumps(file_of))
        new.replace(self.list_file)
        for file in self.folder.glob("vectors-*"):
            if file.stem not in set(file_of.values()):
                file.unlink()


class _Part:
    """One file: `matrix` has a row a passage, `keys` their keys by unit in the same order."""

    def __init__(self, folder: Path, name: str):
        self.name = name
        self.keys: list[tuple[str, list[str]]] = json.loads((folder / f"{name}.json").read_text())
        count = sum(len(keys) for _, keys in self.keys)
        shape = (count, DIMENSIONS)
        file = folder / f"{name}.f32"
        self.matrix = np.memmap(file, np.float32, "r", shape=shape) if count else np.empty(shape, np.float32)


class Vectors:
    """One state of a `VectorFolder`."""

    def __init__(self, folder: Path, file_of: Mapping[str, str]):
        self.parts = [_Part(folder, name) for name in sorted(set(file_of.values()))]
        alive = [
            (unit, key, file_of.get(unit) == part.name)
            for part in self.parts
            for unit, keys in part.keys
            for key in keys
        ]
        self._keys = np.array([key for _, key, _ in alive], object)
        self._dead = np.array([not is_alive for *_, is_alive in alive], bool)

    def nearest(self, vector: np.ndarray) -> Iterator[list[tuple[str, float]]]:
        """All keys with their cosines, nearest first, in portions that grow."""
        if not len(self._keys):
            return
        cosines = np.concatenate([part.matrix @ vector.astype(np.float32) for part in self.parts])
        cosines[self._dead] = -2
        living = len(cosines) - int(self._dead.sum())
        done, upto = 0, 1_000
        while done < living:
            upto = min(upto, living)
            first = np.argpartition(-cosines, upto - 1)[:upto]
            first = first[np.argsort(-cosines[first], kind="stable")][done:]
            yield [(self._keys[row], float(cosines[row])) for row in first]
            done, upto = upto, upto * 8
