"""The six digits of a demo account, from the key in the list of demo accounts."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.factors import code_at
from toasoan.operations.prepared import ACCOUNTS_FILE


class Command(BaseCommand):
    """Knows the demo's keys only: those of real people stand nowhere in the clear."""

    help = "Print the code that a demo account's authenticator app would show now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> str:
        """Print the code."""
        path = Path(settings.DATA) / ACCOUNTS_FILE
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        found = re.search(rf"^{re.escape(options['username'])} .*?([A-Z2-7]{{32}})$", text, re.M)
        if not found:
            raise CommandError(_("No demo account of this name is asked for a second factor."))
        return code_at(found[1], timezone.now())
