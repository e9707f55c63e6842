"""For `script/bench`: as in production, in a data folder of the measurement's own."""

from toasoan.conf.settings.base import *  # noqa: F403
from toasoan.conf.settings.base import STATIC_ROOT, STORAGES

ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Hashed names need a collected folder; looking them up is the same work for every page.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Hundreds of made-up people; nobody types their passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
