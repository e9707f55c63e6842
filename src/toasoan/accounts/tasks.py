"""Background work on accounts. Safe to run twice."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from toasoan.accounts.actions import add_attempt_entry
from toasoan.accounts.administration import close_unused
from toasoan.accounts.attempts import forget_old_attempts
from toasoan.accounts.devices import forget_old_devices
from toasoan.accounts.links import FORGOTTEN
from toasoan.accounts.models import EntryKind, User
from toasoan.accounts.visits import end_stale_visits


@task()
def mail_links(user_ids: list[int], address: str | None = None) -> int:
    """Send each person a link with which they choose a new password; returns how many.

    `address` is where somebody asked for it. The link is made here, so that no row of the queue
    holds one.
    """
    people = User.objects.filter(pk__in=user_ids, is_active=True).exclude(email="")
    for user in people:
        add_attempt_entry(EntryKind.RESET_ASKED, user, address=address, now=timezone.now())
        path = reverse("newsroom:new_password", args=FORGOTTEN.parts(user))
        letter = _(
            "Good day %(name)s,\n\n"
            "somebody asked for a new password for the account %(username)s. If it was you, "
            "open this address within an hour; it opens once:\n\n%(address)s\n\n"
            "If it was not you, do nothing: your password stays as it is.\n"
        )
        words = {
            "name": user.get_full_name() or user.username,
            "username": user.username,
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
        }
        send_mail(_("A new password for the newsroom"), letter % words, None, [user.email])
    return len(people)


@task()
def keep_accounts_in_order() -> int:
    """Close what was long unused, forget old devices and sessions; how many were closed."""
    now = timezone.now()
    forget_old_devices(now)
    end_stale_visits(now)
    SessionStore.clear_expired()
    return close_unused(now)


@task()
def shorten_attempts() -> int:
    """Forget attempts that no longer count, and the oldest of too many; returns how many."""
    return forget_old_attempts(timezone.now())
