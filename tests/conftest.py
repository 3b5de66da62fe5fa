import os
from pathlib import Path

import pytest
from django.conf import settings

from .data_dir import data_dir

SHARED_DATA = Path(os.environ.get("DHR_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def pytest_configure(config):
    """Working out what each passage means takes longer than most tests; those that concern it turn it on."""
    settings.SEARCH_RELATED = False


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path):
    """Each test has its own private files and indexes."""
    with data_dir(tmp_path):
        yield


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real public data; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"SKIPPED: no real data at {SHARED_DATA} (set DHR_SHARED_DATA)")
    return SHARED_DATA
