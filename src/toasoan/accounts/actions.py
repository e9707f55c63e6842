"""Writes to accounts and their log, by the person, the webmaster or the clock."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

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
