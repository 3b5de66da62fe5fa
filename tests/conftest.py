import os
from pathlib import Path

import pytest

SHARED_DATA = Path(os.environ.get("DHR_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(autouse=True)
def own_data_dir(settings, tmp_path):
    """Each test has its own private files and indexes."""
    settings.DATA_DIR = tmp_path
    settings.PRIVATE_DIR = tmp_path / "private"
    settings.INDEX_DIR = tmp_path / "index"
    settings.STORAGES = settings.STORAGES | {
        "private": settings.STORAGES["private"]
        | {"OPTIONS": settings.STORAGES["private"]["OPTIONS"] | {"location": tmp_path / "private"}},
    }


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real public data; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"SKIPPED: no real data at {SHARED_DATA} (set DHR_SHARED_DATA)")
    return SHARED_DATA
