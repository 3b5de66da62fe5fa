import gc
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from .data_dir import data_dir
from .moments import lived

SHARED_DATA = Path(os.environ.get("DHR_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def pytest_addoption(parser):
    parser.addoption(
        "--of-the-database", action="store_true", help="only tests that use the database: for another database's run"
    )


def pytest_make_parametrize_id(val, argname):
    """Files made for a test hold the time: named after their bytes, a test would have another name in each worker."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config, items):
    if config.getoption("--of-the-database"):
        chosen = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = chosen


def _uses_database(item) -> bool:
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(
        item.fixturenames
    )


def pytest_configure(config):
    """Working out what each passage means takes longer than most tests; those that concern it turn it on.

    Garbage is collected less often: a tenth of the time of all tests went into walking over the rules of the tagger.
    """
    settings.SEARCH_RELATED = False
    gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session")
def migrated(django_db_blocker, request) -> tuple[Path, str]:
    """Folder and name of what the migrations made (`tests/migrated.py`)."""
    from .migrated import migrated  # not before Django is set up

    folder = request.config.cache.mkdir("migrated")
    with django_db_blocker.unblock():
        return folder, migrated(folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, migrated):
    """What pytest-django asks for before it makes the test database."""
    from .migrated import beginning_as

    with beginning_as(*migrated):
        yield


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path):
    """Each test has its own private files and indexes."""
    with data_dir(tmp_path):
        yield


@pytest.fixture
def today():
    """Today in England. The clock stands still: a test that compares days may begin before midnight and end after."""
    with lived(0):
        yield timezone.localdate()


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real public data; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"SKIPPED: no real data at {SHARED_DATA} (set DHR_SHARED_DATA)")
    return SHARED_DATA


@pytest.fixture
def private_files():
    """A function that lists the files on disk that came since the test began."""
    from dhr.reviews.models import StoredFile  # not before Django is set up

    folder = Path(StoredFile._meta.get_field("file").storage.location)

    def files():
        return {path for path in folder.rglob("*") if path.is_file()}

    before = files()
    return lambda: sorted(files() - before)
