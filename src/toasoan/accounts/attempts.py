"""Counting wrong attempts, in the database so that every process counts together.

An attempt is entered before it is tried: a hundred at the same moment are still a hundred.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from toasoan.accounts.limits import MOST_COUNTS, SECRET_LIMITS, AttemptLimit, Secret
from toasoan.accounts.models import Attempts
from toasoan.network import network_of

_MOST_LOCKS = 10_000  # what the column holds, with room


@dataclass(frozen=True, slots=True)
class Source:
    """Where an attempt comes from: the network address, and the known device or session it is.

    `known` names a device on which the person signed in before (`devices`), or the open session
    of the person; "" when it is any device.
    """

    address: str | None = None
    known: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One count that an attempt enters.

    `subject` ties together what a webmaster lifts at once ("" for a network). `is_own` counts the
    slips of one subject from one place, which a right attempt wipes out.
    """

    key: str
    limit: AttemptLimit
    subject: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: refused because of a lock, or the last one before a lock.

    `locking` are the keys that it locked; `is_news` says that it locked its subject, which was
    not locked before as far as the counts remember.
    """

    counts: tuple[Count, ...]
    refused_until: dt.datetime | None = None
    locks_until: dt.datetime | None = None
    locking: frozenset[str] = frozenset()
    is_news: bool = False


def key_of(kind: str, *values: object) -> str:
    """The digest under which attempts of a kind are counted."""
    salt = f"toasoan.accounts.attempts.{kind}"
    return salted_hmac(salt, "\0".join(map(str, values)), algorithm="sha256").hexdigest()


def counts_of(secret: Secret, subject: object, source: Source) -> tuple[Count, ...]:
    """The counts that an attempt at a secret of the subject enters.

    A known device counts for itself only; every other one under its network with the subject,
    under the subject, and under its network.
    """
    limits, about = SECRET_LIMITS[secret], key_of(secret, subject)
    if source.known:
        key = key_of(f"{secret}-known", subject, source.known)
        return (Count(key, limits.here, about, is_own=True),) if limits.here else ()
    network = network_of(source.address)
    counts = []
    if limits.network:
        counts.append(Count(key_of(f"{secret}-network", network), limits.network))
    if limits.here:
        key = key_of(f"{secret}-here", subject, network)
        counts.append(Count(key, limits.here, about, is_own=True))
    if limits.everywhere:
        counts.append(Count(key_of(f"{secret}-everywhere", subject), limits.everywhere, about))
    return tuple(counts)


@transaction.atomic
def enter_attempt(counts: Iterable[Count], now: dt.datetime) -> Attempt:
    """Count an attempt before it is tried. The rows are locked: attempts come one after another.

    While one of its locks lasts nothing is written and nothing is tried, right or wrong.
    """
    counts = tuple(counts)
    if until := _locked_until(_rows(counts), now):
        return Attempt(counts, refused_until=until)
    Attempts.objects.bulk_create(
        [
            Attempts(key=count.key, subject=count.subject, forget_at=now + count.limit.quiet)
            for count in sorted(counts, key=lambda count: count.key)
        ],
        ignore_conflicts=True,
    )
    # In the order of the keys, so that two attempts never wait for each other.
    rows = {row.key: row for row in _rows(counts).select_for_update().order_by("key")}
    if until := _locked_until(rows.values(), now):
        return Attempt(counts, refused_until=until)
    fallen = {count: rows[count.key] for count in counts if _add_one(rows[count.key], count, now)}
    Attempts.objects.bulk_update(rows.values(), ["failures", "locks", "locked_until", "forget_at"])
    return Attempt(
        counts,
        locks_until=_locked_until(fallen.values(), now),
        locking=frozenset(row.key for row in fallen.values()),
        is_news=any(count.subject and row.locks == 1 for count, row in fallen.items()),
    )


def accept_attempt(attempt: Attempt) -> None:
    """Count an attempt that was right no longer, nor the lock that came with it.

    The slips of the same subject from the same place go; what others did stays counted.
    """
    for count in attempt.counts:
        row = Attempts.objects.filter(key=count.key)
        if count.is_own:
            row.delete()
        elif count.key in attempt.locking:
            row.update(locked_until=None, failures=count.limit.tries - 1, locks=F("locks") - 1)
        else:
            row.filter(failures__gt=0).update(failures=F("failures") - 1)


def forget_attempts(secret: Secret, subject: object) -> None:
    """Lift every lock of the subject, from wherever it came."""
    Attempts.objects.filter(subject=key_of(secret, subject)).delete()


def locked_until(secret: Secret, subject: object, now: dt.datetime) -> dt.datetime | None:
    """Until when attempts at a secret of the subject are refused, from one place at least."""
    return _locked_until(Attempts.objects.filter(subject=key_of(secret, subject)), now)


def forget_old_attempts(now: dt.datetime, *, most: int = MOST_COUNTS) -> int:
    """Delete counts that no longer matter, and those beyond `most`; returns how many rows."""
    gone = Attempts.objects.filter(forget_at__lt=now).delete()[0]
    border = Attempts.objects.order_by("-forget_at").values_list("forget_at", flat=True)[most:]
    if (last := border.first()) is not None:
        gone += Attempts.objects.filter(forget_at__lte=last).delete()[0]
    return gone


def _rows(counts: Iterable[Count]) -> QuerySet[Attempts]:
    return Attempts.objects.filter(key__in=[count.key for count in counts])


def _locked_until(rows: Iterable[Attempts], now: dt.datetime) -> dt.datetime | None:
    locks = [row.locked_until for row in rows if row.locked_until and row.locked_until > now]
    return max(locks, default=None)


def _add_one(row: Attempts, count: Count, now: dt.datetime) -> bool:
    """Add an attempt to the row; whether it locks."""
    limit = count.limit
    if row.forget_at < now:
        row.failures = row.locks = 0
    row.failures += 1
    row.forget_at = now + limit.quiet
    if row.failures < limit.tries:
        return False
    row.failures = limit.tries - limit.again
    row.locks = min(row.locks + 1, _MOST_LOCKS)
    row.locked_until = now + limit.pause
    return True
