"""Counting what one network sends, in the database so that every process counts together."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from toasoan.reader_forms.models import SentCount
from toasoan.reader_forms.readers import hashed, network_of_reader
from toasoan.vietnamese.dates import local_day

#: Rows at most. Beyond them those go first that count anew soonest.
MOST_COUNTS = 50_000
#: So many more go at once, so that a flood does not make room for every single row.
_MORE_ROOM = 2_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many forms from one network within so many seconds, which begin with the first one.

    At midnight in Việt Nam counting begins anew, for the key of the day changes.
    """

    number: int
    seconds: int


def wait_for(
    request: HttpRequest, name: str, limits: Iterable[Limit], now: dt.datetime
) -> dt.timedelta:
    """Count one more form of this name; how long to wait when it is one too many, else nothing.

    What is refused is not counted. Rows are locked: requests at the same moment are all counted.
    """
    network, day = network_of_reader(request), local_day(now)
    by_key = {hashed(day, "count", name, str(each.seconds), network): each for each in limits}
    with transaction.atomic():
        _insert(by_key, now)
        # In the order of the keys, so that two requests never wait for each other.
        rows = list(SentCount.objects.select_for_update().filter(key__in=by_key).order_by("key"))
        for row in rows:
            if row.until <= now:
                row.number = 0
                row.until = now + dt.timedelta(seconds=by_key[row.key].seconds)
        full = [row.until - now for row in rows if row.number >= by_key[row.key].number]
        if full:
            return max(full)
        for row in rows:
            row.number += 1
        SentCount.objects.bulk_update(rows, ["number", "until"])
    return dt.timedelta(0)


def _insert(by_key: dict[str, Limit], now: dt.datetime) -> None:
    there = set(SentCount.objects.filter(key__in=by_key).values_list("key", flat=True))
    missing = sorted(by_key.keys() - there)
    if not missing:
        return
    if SentCount.objects.count() + len(missing) > MOST_COUNTS:
        _make_room(now)
    SentCount.objects.bulk_create(
        [
            SentCount(key=key, until=now + dt.timedelta(seconds=by_key[key].seconds))
            for key in missing
        ],
        ignore_conflicts=True,
    )


def _make_room(now: dt.datetime) -> None:
    SentCount.objects.filter(until__lte=now).delete()
    most = max(0, MOST_COUNTS - _MORE_ROOM)
    border = SentCount.objects.order_by("-until").values_list("until", flat=True)[most:].first()
    if border is not None:
        SentCount.objects.filter(until__lte=border).delete()
