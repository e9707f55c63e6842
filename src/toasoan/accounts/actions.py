"""Writes to accounts and their log, by the person, the webmaster or the clock."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from toasoan.accounts.attempts import Count, enter_attempt, key_of
from toasoan.accounts.limits import LINES_ABOUT_ATTEMPTS
from toasoan.accounts.links import INVITATION
from toasoan.accounts.models import AccountEntry, EntryKind, User
from toasoan.accounts.signals import account_entry


def add_log_entry(
    kind: EntryKind,
    user: User | None,
    *,
    now: dt.datetime,
    actor: User | None = None,
    address: str | None = None,
    detail: str = "",
) -> AccountEntry:
    """Append one line to the account log and tell who listens. `detail` never holds a secret."""
    with transaction.atomic():
        entry = AccountEntry.objects.create(
            at=now, kind=kind, user=user, actor=actor, address=address, detail=detail[:200]
        )
        account_entry.send(AccountEntry, entry=entry)
    return entry


def add_attempt_entry(
    kind: EntryKind, user: User | None, *, now: dt.datetime, address: str | None
) -> None:
    """Append a line about what a stranger tried, unless there are too many about the person.

    All names that nobody has share one limit.
    """
    count = Count(key_of("line", user.pk if user else ""), LINES_ABOUT_ATTEMPTS)
    if not enter_attempt([count], now).refused_until:
        add_log_entry(kind, user, address=address, now=now)


@transaction.atomic
def invite(user: User, *, now: dt.datetime, actor: User | None = None) -> str:
    """Return the path of a link with which the person chooses their first password.

    It lasts seven days and opens once; making another one does not void the first, using one
    of them voids both. The password that the person has stays until they choose another.
    """
    user.awake_from = now
    user.save(update_fields=["awake_from"])
    add_log_entry(EntryKind.INVITED, user, actor=actor, now=now)
    start, token = INVITATION.parts(user)
    return reverse("newsroom:invitation", args=[start, token])
