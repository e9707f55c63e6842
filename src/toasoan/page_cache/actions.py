"""Writing invalidations: rows that tell the page stores of all processes what has changed."""

import datetime as dt
import json
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from toasoan.page_cache.invalidations import EVERYTHING
from toasoan.page_cache.models import Invalidation
from toasoan.page_cache.sources import CHANNEL


def invalidate(tags: Iterable[str]) -> None:
    """Make pages and fragments with one of these cache tags stale once the transaction commits.

    Call it inside the transaction that makes the change: either both are seen or neither. Until
    a page is made anew its last good copy may stand in.
    """
    _write(tags, withdrawn=False)


def withdraw(tags: Iterable[str]) -> None:
    """As `invalidate`, but old copies are dropped: they do not stand in while the site fails."""
    _write(tags, withdrawn=True)


def invalidate_everything() -> None:
    """Make every page stale; old copies stand in until they are made anew."""
    invalidate([EVERYTHING])


def prune_invalidations(*, before: dt.datetime) -> int:
    """Delete rows made before this moment, and return their number.

    No page that old is trusted (`page_cache.store.OLDEST_ON_DISK`).
    """
    return Invalidation.objects.filter(made_at__lt=before).delete()[0]


def _write(tags: Iterable[str], *, withdrawn: bool) -> None:
    named = sorted(set(tags))
    if not named:
        return
    Invalidation.objects.create(
        number=_transaction_number(),
        tags=json.dumps(named, ensure_ascii=False),
        withdrawn=withdrawn,
        made_at=timezone.now(),
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Sent at the commit; the same announcement twice in a transaction is one.
            cursor.execute(f"NOTIFY {CHANNEL}")


def _transaction_number() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])
