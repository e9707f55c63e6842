"""For the tests: a data folder of its own, quick passwords, mail kept in memory."""

import os
import tempfile
from pathlib import Path

# Before anything reads it: tests never touch the data folder of an installation.
os.environ["TOASOAN_DATA"] = tempfile.mkdtemp(prefix="toasoan-test-")

from toasoan.conf.settings.base import *  # noqa: F403
from toasoan.conf.settings.base import DATABASES, STORAGES

DATA = Path(os.environ["TOASOAN_DATA"])
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# The outlets of the tests are servers on this machine.
TOASOAN_PRIVATE_NETWORKS = ("127.0.0.0/8",)
