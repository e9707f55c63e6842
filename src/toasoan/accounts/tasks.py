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
from toasoan.accounts.links import FORGOTTEN, email_token
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
        words = _words_for(user) | {"address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
        send_mail(_("A new password for the newsroom"), letter % words, None, [user.email])
    return len(people)


@task()
def mail_email_change(user_id: int, email: str, entry_id: int) -> None:
    """Send the link that confirms a new address to it, and a word to the old address.

    The link is made here, so that no row of the queue holds one.
    """
    user = User.objects.get(pk=user_id)
    path = reverse("newsroom:email_confirm", args=[email_token(entry_id, email)])
    letter = _(
        "Good day %(name)s,\n\n"
        "this is to become the e-mail address of the account %(username)s. Open this link within "
        "four hours to confirm it; it opens once:\n\n%(address)s\n\n"
        "If you do not know of this, do nothing: nothing changes.\n"
    )
    words = _words_for(user) | {"address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
    send_mail(_("Confirm your e-mail address"), letter % words, None, [email])
    if user.email:
        told = _(
            "Good day %(name)s,\n\n"
            "somebody who is signed in to the account %(username)s asked for another e-mail "
            "address for it. Nothing changes until the new address is confirmed.\n\n"
            "If it was not you, change your password now and tell the webmaster.\n"
        )
        subject = _("A new e-mail address was asked for")
        send_mail(subject, told % _words_for(user), None, [user.email])


@task()
def mail_email_changed(user_id: int, old: str) -> None:
    """Tell the old address that it is no longer the account's."""
    user = User.objects.get(pk=user_id)
    letter = _(
        "Good day %(name)s,\n\n"
        "the account %(username)s has another e-mail address from now on; letters no longer come "
        "here.\n\nIf it was not you, tell the webmaster at once.\n"
    )
    if old:
        send_mail(_("Your e-mail address was changed"), letter % _words_for(user), None, [old])


def _words_for(user: User) -> dict[str, str]:
    return {"name": user.get_full_name() or user.username, "username": user.username}


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
