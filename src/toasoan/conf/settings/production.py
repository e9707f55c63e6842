"""What `toasoan` runs with."""

from toasoan.conf.settings.base import *  # noqa: F403
