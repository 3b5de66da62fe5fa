"""The two indexes: `public` for what everybody may read, `workspace` for everything at its latest saved state."""

from functools import cache
from pathlib import Path

from django.conf import settings

from .engines.protocol import Engine
from .engines.tantivy import TantivyEngine


def public_index() -> Engine:
    return _engine(settings.INDEX_DIR / "public")


def workspace_index() -> Engine:
    return _engine(settings.INDEX_DIR / "workspace")


@cache
def _engine(folder: Path) -> Engine:
    return TantivyEngine(folder)
