"""Where the files and indexes of a test lie."""

from pathlib import Path

from django.conf import settings
from django.test import override_settings


def data_dir(home: Path) -> override_settings:
    """Private files and indexes below `home`, for as long as the context lasts."""
    private = settings.STORAGES["private"]
    files = private | {"OPTIONS": private["OPTIONS"] | {"location": home / "private"}}
    return override_settings(
        DATA_DIR=home,
        PRIVATE_DIR=home / "private",
        INDEX_DIR=home / "index",
        STORAGES=settings.STORAGES | {"private": files},
    )
