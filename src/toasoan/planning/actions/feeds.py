"""The secret address of a person's calendar."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.planning.models import CalendarFeed
from toasoan.planning.rules import reads_in_window

_BYTES = 32


class FeedBusyError(Exception):
    """An address was read too often in a short time."""


def hash_of(token: str) -> str:
    """What the database keeps of a token; it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, actor: User, now: dt.datetime) -> str:
    """Make a new address for the person and return its token, which nobody can read again.

    The address that the person had before ends.
    """
    # Two presses at once: the second waits here and ends what the first made.
    User.objects.select_for_update().get(pk=actor.pk)
    revoke_feed(actor=actor, now=now)
    token = secrets.token_urlsafe(_BYTES)
    CalendarFeed.objects.create(person=actor, token_hash=hash_of(token), made_at=now)
    return token


@transaction.atomic
def revoke_feed(*, actor: User, now: dt.datetime) -> int:
    """End the person's address; returns how many ended."""
    return CalendarFeed.objects.filter(person=actor, revoked_at__isnull=True).update(revoked_at=now)


@transaction.atomic
def read_feed(token: str, *, now: dt.datetime) -> User | None:
    """Whose calendar the token opens, or None; counts the reading.

    Raises FeedBusyError when the address has been read too often.
    """
    feed = (
        CalendarFeed.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(token_hash=hash_of(token), revoked_at__isnull=True, person__is_active=True)
        .first()
    )
    if feed is None:
        return None
    counted = reads_in_window(feed.window_from, feed.reads, now)
    if counted is None:
        raise FeedBusyError
    feed.window_from, feed.reads = counted
    feed.last_read_at = now
    feed.save(update_fields=["window_from", "reads", "last_read_at"])
    return feed.person
