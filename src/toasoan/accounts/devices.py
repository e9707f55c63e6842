"""Devices on which people signed in before: what others try does not keep them out.

A browser holds one signed cookie with the numbers of its rows, one for each of the last few
people who signed in there. A row goes with the sessions: when they are ended from afar, when the
password is changed, when the second factor is reset, and after half a year without a sign-in.
"""

import datetime as dt
from uuid import UUID

from django.core import signing
from django.db import transaction

from toasoan.accounts.models import KnownDevice, User, Visit

KEPT_FOR = dt.timedelta(days=180)
#: People of one browser, and browsers of one person.
MOST_PEOPLE = 5
MOST_DEVICES = 10
_SALT = "toasoan.accounts.devices"


def numbers_in(cookie: str) -> list[UUID]:
    """The numbers that a cookie of ours carries, the last used first; none when it is not ours."""
    try:
        found = signing.loads(cookie, salt=_SALT, max_age=KEPT_FOR) if cookie else []
        return [UUID(number) for number in found][:MOST_PEOPLE]
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return []


def known_device(cookie: str, **whose: str) -> str:
    """The device's number when such a person signed in there before, "" otherwise.

    `whose` is a condition on the person, as `username="an"`; without one any person will do.
    """
    numbers = numbers_in(cookie)
    if not numbers:
        return ""
    person = {f"user__{field}__iexact": value for field, value in whose.items()}
    found = KnownDevice.objects.filter(pk__in=numbers, **person).values_list("pk", flat=True)
    return str(found.first() or "")


@transaction.atomic
def remember_device(user: User, cookie: str, *, now: dt.datetime) -> tuple[KnownDevice, str]:
    """Make the browser with this cookie known for the person: the row, and the cookie's new value.

    The person's devices that were not used for longest go when there are too many.
    """
    numbers = numbers_in(cookie)
    device = KnownDevice.objects.filter(pk__in=numbers, user=user).first() or KnownDevice(user=user)
    device.used_at = now
    device.save()
    mine = KnownDevice.objects.filter(user=user).order_by("-used_at", "pk")
    too_many = mine.values_list("pk", flat=True)[MOST_DEVICES:]
    KnownDevice.objects.filter(pk__in=list(too_many)).delete()
    others = [number for number in numbers if number != device.pk]
    kept = [str(number) for number in [device.pk, *others]][:MOST_PEOPLE]
    return device, signing.dumps(kept, salt=_SALT)


def forget_devices(user: User, *, besides: Visit | None = None) -> None:
    """Make the person's devices unknown, all but the one of the session that goes on."""
    gone = KnownDevice.objects.filter(user=user)
    if besides and besides.device_id:
        gone = gone.exclude(pk=besides.device_id)
    gone.delete()


def forget_old_devices(now: dt.datetime) -> int:
    """Make devices unknown that were not used for long; returns how many."""
    return KnownDevice.objects.filter(used_at__lt=now - KEPT_FOR).delete()[0]
