"""What is written about forms of readers beside their counts."""

import datetime as dt

from toasoan.reader_forms.models import DayKey, FormSettings, SentCount, UsedForm
from toasoan.reader_forms.moments import OLDEST
from toasoan.reader_forms.readers import hashed
from toasoan.vietnamese.dates import local_day

#: A key is destroyed when its day is so many days over.
KEY_DAYS = 2
#: Longer than any form is valid, on either side of midnight.
_USED_FOR = OLDEST + dt.timedelta(hours=1)


def use_once(nonce: str, made_on: dt.date, now: dt.datetime) -> bool:
    """Mark the form with this number as taken; whether it was the first time."""
    key = hashed(made_on, "used", nonce)
    _row, is_new = UsedForm.objects.get_or_create(key=key, defaults={"forget_at": now + _USED_FOR})
    return is_new


def forget(now: dt.datetime) -> int:
    """Destroy old keys, counts that are over and used forms; returns how many rows."""
    gone = SentCount.objects.filter(until__lt=now).delete()[0]
    gone += UsedForm.objects.filter(forget_at__lt=now).delete()[0]
    last = local_day(now) - dt.timedelta(days=KEY_DAYS)
    return gone + DayKey.objects.filter(day__lte=last).delete()[0]


def set_sum(site_id: int, *, asks_sum: bool, difficulty: int) -> FormSettings:
    """Ask browsers for a sum before they send a form of this site, or no longer."""
    row, _made = FormSettings.objects.update_or_create(
        site_id=site_id, defaults={"asks_sum": asks_sum, "difficulty": difficulty}
    )
    return row
