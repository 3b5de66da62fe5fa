"""The site's settings with a data folder of its own and quick passwords; DATABASE_URL is respected."""

import atexit
import os
import shutil
import tempfile

_data_dir = tempfile.mkdtemp(prefix="dhr-tests-")
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)
os.environ["DHR_DATA_DIR"] = _data_dir
os.environ.setdefault("DHR_BASE_URL", "http://127.0.0.1:8000")

from dhr.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
SECOND_FACTOR = False
