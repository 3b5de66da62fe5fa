from pathlib import Path

import pytest

from dhr.reviews.models import StoredFile


@pytest.fixture
def private_files():
    """A function that lists the files on disk that came since the test began."""
    folder = Path(StoredFile._meta.get_field("file").storage.location)

    def files():
        return {path for path in folder.rglob("*") if path.is_file()}

    before = files()
    return lambda: sorted(files() - before)
