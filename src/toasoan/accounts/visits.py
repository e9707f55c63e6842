"""Sessions: which are open on which device, and ending them."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.devices import forget_devices
from toasoan.accounts.models import Ending, EntryKind, Factor, KnownDevice, User, Visit

#: What Django's session holds of ours.
VISIT = "visit"
FACTOR = "factor"
PROVED_AT = "proved_at"
#: Endings after which the device is no longer known: somebody wanted it, or others, out.
_FORGETTING = frozenset({Ending.FROM_AFAR, Ending.PASSWORD, Ending.FACTOR})


@dataclass(frozen=True, slots=True)
class Device:
    """The network address of a request and the User-Agent of its browser.

    `known` is its row once a person has signed in there.
    """

    address: str | None
    agent: str
    known: KnownDevice | None = None


@transaction.atomic
def open_visit(
    user: User, device: Device, *, factor: Factor | None = None, now: dt.datetime
) -> Visit:
    """Begin a session."""
    add_log_entry(EntryKind.SIGNED_IN, user, actor=user, address=device.address, now=now)
    return Visit.objects.create(
        user=user,
        began_at=now,
        seen_at=now,
        address=device.address,
        agent=device.agent[:300],
        factor=factor or "",
        device=device.known,
    )


def record_activity(visit: Visit, device: Device, *, now: dt.datetime) -> None:
    """Write down activity: the idle time of the session begins anew."""
    Visit.objects.filter(pk=visit.pk).update(seen_at=now, address=device.address)
    visit.seen_at = now


def prove_visit(visit: Visit, factor: Factor) -> None:
    """Write down the second factor that was proved later in the session."""
    Visit.objects.filter(pk=visit.pk).update(factor=factor)
    visit.factor = factor


@transaction.atomic
def end_visit(visit: Visit, ending: Ending, *, now: dt.datetime, actor: User | None = None) -> None:
    """End one session; ending it again changes nothing."""
    if not Visit.objects.filter(pk=visit.pk, ended_at=None).update(ended_at=now, ending=ending):
        return
    if ending in _FORGETTING and visit.device_id:
        KnownDevice.objects.filter(pk=visit.device_id).delete()
    signed_out = ending is Ending.SIGNED_OUT
    add_log_entry(
        EntryKind.SIGNED_OUT if signed_out else EntryKind.VISIT_ENDED,
        visit.user,
        actor=actor,
        detail="" if signed_out else ending.value,
        now=now,
    )


@transaction.atomic
def end_visits(
    user: User,
    ending: Ending,
    *,
    now: dt.datetime,
    besides: int | None = None,
    actor: User | None = None,
) -> int:
    """End all sessions of a person but one; returns how many."""
    open_ones = open_visits(user).exclude(pk=besides or 0)
    for visit in open_ones:
        end_visit(visit, ending, now=now, actor=actor)
    if ending in _FORGETTING:
        forget_devices(user, besides=Visit.objects.filter(user=user, pk=besides or 0).first())
    return len(open_ones)


def end_stale_visits(now: dt.datetime) -> int:
    """End sessions that are over without a sign-out, such as those of closed browsers.

    Every session is over after the longest time, so this is only for the list and the log.
    """
    border = now - dt.timedelta(seconds=settings.TOASOAN_SESSION_SECONDS)
    stale = Visit.objects.filter(ended_at=None, began_at__lt=border).select_related("user")
    found = list(stale)
    for visit in found:
        end_visit(visit, Ending.TOO_LONG, now=now)
    return len(found)


def open_visits(user: User) -> QuerySet[Visit]:
    """The person's sessions that nobody has ended, the last used first."""
    return Visit.objects.filter(user=user, ended_at=None).select_related("user")
