"""For the maintainers: pages that show errors, static files straight from the source."""

from toasoan.conf.settings.base import *  # noqa: F403
from toasoan.conf.settings.base import STORAGES

DEBUG = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
