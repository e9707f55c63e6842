"""``toasoan manage worker``: background tasks and scheduled work."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from toasoan.operations.worker import AlreadyRunningError, run_worker


class Command(BaseCommand):
    """Run background tasks and scheduled work until stopped."""

    help = "Run background tasks and scheduled work until stopped."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        """Run until a signal says stop."""
        try:
            run_worker(settings.DATA)
        except AlreadyRunningError:
            raise CommandError(
                _("The background worker of this folder is running already.")
            ) from None
