"""Administration of accounts: passwords, lifting locks, closing and reopening unused accounts."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.attempts import forget_attempts
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import Ending, EntryKind, User
from toasoan.accounts.sign_in import subject_of
from toasoan.accounts.visits import end_visits


@transaction.atomic
def set_password(
    user: User, password: str, *, now: dt.datetime, address: str | None = None
) -> None:
    """Give the person the password they chose by a link; it has been checked by the form.

    Whoever holds the link holds the mailbox: a lock of the name ends, every session too.
    """
    user.set_password(password)
    user.awake_from = now
    user.save(update_fields=["password", "awake_from"])
    forget_attempts(Secret.PASSWORD, subject_of(user.username))
    add_log_entry(EntryKind.PASSWORD_SET, user, actor=user, address=address, now=now)
    end_visits(user, Ending.PASSWORD, now=now)


@transaction.atomic
def change_password(
    user: User, password: str, *, visit_id: int, now: dt.datetime, address: str | None = None
) -> None:
    """Change one's own password; every other session ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    add_log_entry(EntryKind.PASSWORD_CHANGED, user, actor=user, address=address, now=now)
    end_visits(user, Ending.PASSWORD, now=now, besides=visit_id, actor=user)


@transaction.atomic
def unlock(user: User, *, actor: User | None, now: dt.datetime) -> None:
    """Lift the locks of a person before their time; nobody when the command line did it."""
    forget_attempts(Secret.PASSWORD, subject_of(user.username))
    for secret in (Secret.FACTOR, Secret.PROOF):
        forget_attempts(secret, user.pk)
    add_log_entry(EntryKind.UNLOCKED, user, actor=actor, now=now)


@transaction.atomic
def reopen(user: User, *, actor: User | None, now: dt.datetime) -> None:
    """Open sign-in again for a person who was long absent; absence counts from now."""
    user.asleep_since = None
    user.awake_from = now
    user.save(update_fields=["asleep_since", "awake_from"])
    add_log_entry(EntryKind.REOPENED, user, actor=actor, now=now)


def close_unused(now: dt.datetime) -> int:
    """Close sign-in for everybody who was absent too long; returns how many.

    NĐ 331/2026/NĐ-CP, level 2: 45 days (`TOASOAN_UNUSED_DAYS`, 0 never).
    """
    if not settings.TOASOAN_UNUSED_DAYS:
        return 0
    border = now - dt.timedelta(days=settings.TOASOAN_UNUSED_DAYS)
    unused = User.objects.filter(is_active=True, asleep_since=None, date_joined__lt=border)
    unused = unused.filter(Q(last_login=None) | Q(last_login__lt=border))
    unused = unused.filter(Q(awake_from=None) | Q(awake_from__lt=border))
    return sum(_close(user_id, now) for user_id in unused.values_list("pk", flat=True))


@transaction.atomic
def _close(user_id: int, now: dt.datetime) -> bool:
    user = User.objects.select_for_update().get(pk=user_id)
    if user.asleep_since:
        return False
    user.asleep_since = now
    user.save(update_fields=["asleep_since"])
    add_log_entry(EntryKind.FELL_ASLEEP, user, now=now)
    return True
