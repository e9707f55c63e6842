"""Background work on accounts. Safe to run twice."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from toasoan.accounts.administration import close_unused
from toasoan.accounts.attempts import forget_old_attempts
from toasoan.accounts.links import FORGOTTEN
from toasoan.accounts.models import User
from toasoan.accounts.visits import end_stale_visits


@task()
def mail_links(user_ids: list[int]) -> int:
    """Send each person a link with which they choose a new password; returns how many."""
    people = User.objects.filter(pk__in=user_ids, is_active=True).exclude(email="")
    for user in people:
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
    """Close what was long unused, forget old attempts and sessions; how many were closed."""
    now = timezone.now()
    forget_old_attempts(now)
    end_stale_visits(now)
    SessionStore.clear_expired()
    return close_unused(now)
