import os

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security)
def data_folder(**_):
    if os.name == "posix" and settings.DATA_DIR.stat().st_mode & 0o077:
        return [
            Warning(
                "The data folder holds case data, and other users of this machine can open it.",
                hint=f"chmod 700 {settings.DATA_DIR}",
                id="reviews.W001",
            )
        ]
    return []
