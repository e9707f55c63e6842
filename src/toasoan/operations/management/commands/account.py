"""Help on the server itself, when no webmaster can sign in any more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.actions import invite
from toasoan.accounts.administration import reopen, unlock
from toasoan.accounts.factors import reset_factor
from toasoan.accounts.models import User


class Command(BaseCommand):
    """What is done here stands in the account log, without a person's name as its author."""

    help = "Unlock and reopen an account; reset its second factor; make a link for a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name and what to do."""
        parser.add_argument("username")
        parser.add_argument("--reset-factor", action="store_true")
        parser.add_argument("--link", action="store_true")

    def handle(self, *args: Any, **options: Any) -> str:
        """Let the person in again; print the link when one was asked for."""
        now = timezone.now()
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account of this name."))
        unlock(user, actor=None, now=now)
        reopen(user, actor=None, now=now)
        if options["reset_factor"]:
            reset_factor(user, actor=None, now=now)
        if options["link"]:
            return f"{settings.WAGTAILADMIN_BASE_URL}{invite(user, now=now)}"
        return _("The account is open.")
