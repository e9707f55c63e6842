"""Making, reading with and revoking keys for programs that read figures."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.figures.models import FiguresKey
from toasoan.refusals import Problem, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day

_BYTES = 32
#: A key that nobody renews ends: the longest that it may be valid.
LONGEST = dt.timedelta(days=2 * 366)
#: Readings with one key in a quarter of an hour.
WINDOW, MOST_READS = dt.timedelta(minutes=15), 300


class KeyBusyError(Exception):
    """A key was used too often in a short time."""


def hash_of(key: str) -> str:
    """What the database keeps of a key; it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(
    agency: Agency, *, name: str, expires_on: dt.date, actor: User, now: dt.datetime
) -> str:
    """Make a key and return it: nobody can read it again. Raises RefusedError."""
    today = local_day(now)
    found = []
    if not one_line(name):
        found.append(Problem("no-name", _("Name the system that will use the key."), "name"))
    if not today < expires_on <= today + LONGEST:
        message = _("The last day lies after today and within two years.")
        found.append(Problem("expiry", message, "expires_on"))
    refuse(found)
    key = secrets.token_urlsafe(_BYTES)
    FiguresKey.objects.create(
        agency=agency,
        name=one_line(name),
        key_hash=hash_of(key),
        expires_on=expires_on,
        made_by=actor,
        made_at=now,
    )
    return key


@transaction.atomic
def revoke_key(key_id: int, *, actor: User, now: dt.datetime) -> None:
    """End a key at once. Called a second time it changes nothing."""
    FiguresKey.objects.filter(pk=key_id, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=actor
    )


@transaction.atomic
def use_key(key: str, agency: Agency, *, now: dt.datetime) -> bool:
    """Whether the key opens the agency's figures today; counts the reading.

    Raises KeyBusyError when it has been used too often.
    """
    row = (
        FiguresKey.objects.select_for_update()
        .filter(agency=agency, key_hash=hash_of(key), revoked_at__isnull=True)
        .filter(expires_on__gte=local_day(now))
        .first()
    )
    if row is None:
        return False
    if row.window_from is None or now - row.window_from >= WINDOW:
        row.window_from, row.reads = now, 0
    if row.reads >= MOST_READS:
        raise KeyBusyError
    row.reads += 1
    row.last_used_at = now
    row.save(update_fields=["window_from", "reads", "last_used_at"])
    return True


def keys_of(agency: Agency) -> QuerySet[FiguresKey]:
    """The agency's keys, the latest first."""
    rows: QuerySet[FiguresKey] = FiguresKey.objects.filter(agency=agency)
    return rows.select_related("made_by", "revoked_by")


def key_for(agency: Agency, key_id: int) -> FiguresKey:
    """A key of the agency that has not been revoked. Raises Http404."""
    return get_object_or_404(FiguresKey, agency=agency, pk=key_id, revoked_at__isnull=True)
