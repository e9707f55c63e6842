"""For the web processes: as in production, and no request waits long for the database."""

from toasoan.conf import env
from toasoan.conf.settings.production import *  # noqa: F403

DATABASES = {"default": env.database_of_requests()}
