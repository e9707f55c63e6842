"""Counting wrong attempts, in the database so that every process counts together.

An attempt is entered before it is tried: a hundred at the same moment are still a hundred.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from toasoan.accounts.models import Attempts
from toasoan.accounts.rules import FORGET_AFTER, lock_length


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: refused because of a lock, or the last one before a lock."""

    key: str
    refused_until: dt.datetime | None = None
    locks_until: dt.datetime | None = None


def key_of(kind: str, value: object) -> str:
    """The digest under which attempts of a kind are counted."""
    salt = f"toasoan.accounts.attempts.{kind}"
    return salted_hmac(salt, str(value), algorithm="sha256").hexdigest()


@transaction.atomic
def enter_attempt(key: str, *, limit: int, now: dt.datetime) -> Attempt:
    """Count an attempt before it is tried. The row is locked: attempts come one after another.

    While a lock lasts nothing is counted and nothing is tried, right or wrong.
    """
    Attempts.objects.get_or_create(key=key, defaults={"last_at": now})
    row = Attempts.objects.select_for_update().get(key=key)
    if row.locked_until and row.locked_until > now:
        return Attempt(key, refused_until=row.locked_until)
    if now - row.last_at > FORGET_AFTER:
        row.failures = row.locks = 0
    row.failures += 1
    row.last_at = now
    locks = row.failures >= limit
    if locks:
        row.failures, row.locks = 0, row.locks + 1
        row.locked_until = now + lock_length(row.locks)
    row.save()
    return Attempt(key, locks_until=row.locked_until if locks else None)


def forget_attempts(key: str) -> None:
    """Delete the wrong attempts counted under the key, after a right one."""
    Attempts.objects.filter(key=key).delete()


def take_back(attempt: Attempt) -> None:
    """Count an attempt that was right no longer, nor the lock that came with it."""
    row = Attempts.objects.filter(key=attempt.key)
    if attempt.locks_until:
        row.update(locked_until=None, locks=F("locks") - 1)
    else:
        row.filter(failures__gt=0).update(failures=F("failures") - 1)


def locked_until(key: str, now: dt.datetime) -> dt.datetime | None:
    """Until when attempts under the key are refused."""
    found = Attempts.objects.filter(key=key, locked_until__gt=now)
    return found.values_list("locked_until", flat=True).first()


def forget_old_attempts(now: dt.datetime) -> int:
    """Delete attempts that no longer count; returns how many rows."""
    old = Attempts.objects.filter(last_at__lt=now - FORGET_AFTER)
    return old.exclude(locked_until__gt=now).delete()[0]
