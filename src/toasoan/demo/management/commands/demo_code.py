"""The six digits of a demo account, from the key in the list of demo accounts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.factors import code_at
from toasoan.demo.account_list import read_accounts
from toasoan.operations.prepared import ACCOUNTS_FILE


class Command(BaseCommand):
    """Knows the demo's keys only: those of real people stand nowhere in the clear."""

    help = "Print the code that a demo account's authenticator app would show now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> str:
        """Print the code."""
        for account in read_accounts(Path(settings.DATA) / ACCOUNTS_FILE):
            if account.username == options["username"] and account.secret:
                return code_at(account.secret, timezone.now())
        raise CommandError(_("No demo account of this name is asked for a second factor."))
