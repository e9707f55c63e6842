"""Reads: the list of a day, how it stands with each line, the contact point."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Q, QuerySet

from toasoan.disclosure.models import ContactPoint, PublicItem, State
from toasoan.disclosure.places import Seen, place_kinds
from toasoan.disclosure.rules import Finding, finding_of
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

#: What is wrong, the worst first.
WRONG = (State.MISSING, State.OVERDUE, State.OUT_OF_DATE)


def items_of(agency: Agency) -> QuerySet[PublicItem]:
    """Every line, those that ended included."""
    return PublicItem.objects.filter(agency=agency).select_related("unit")


def items_on(agency: Agency, day: dt.date) -> QuerySet[PublicItem]:
    """The lines in force on a day, in order."""
    begun = items_of(agency).filter(from_on__lte=day)
    return begun.filter(Q(to_on=None) | Q(to_on__gte=day))


def findings(agency: Agency, now: dt.datetime) -> list[Finding]:
    """How it stands with every line of today: a few queries for each kind of places."""
    return _findings(agency, list(items_on(agency, local_day(now))), now)


def finding_for(item: PublicItem, now: dt.datetime) -> Finding:
    """How it stands with one line."""
    return _findings(item.agency, [item], now)[0]


def shown_to_readers(agency: Agency, now: dt.datetime) -> list[Finding]:
    """The lines of today that readers see: where each is and since when, not what is late."""
    items = items_on(agency, local_day(now)).filter(not_held_because="")
    return _findings(agency, list(items), now, late=False)


def _findings(
    agency: Agency, items: Sequence[PublicItem], now: dt.datetime, *, late: bool = True
) -> list[Finding]:
    seen = _seen(agency, items, now, late=late)
    places = ((item, seen.get((item.place_kind, item.place_key))) for item in items)
    return [finding_of(item, place, local_day(now)) for item, place in places]


def _seen(
    agency: Agency, items: Sequence[PublicItem], now: dt.datetime, *, late: bool
) -> dict[tuple[str, str], Seen]:
    asked: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if not item.not_held_because:
            asked[item.place_kind].add(item.place_key)
    found = {}
    for code, kind in place_kinds().items():
        keys = frozenset(asked.get(code, ()))
        if not keys:
            continue
        lacks = kind.late(agency, keys, now) if late else {}
        for key, seen in kind.look(agency, keys, now).items():
            found[code, key] = replace(seen, lack=lacks.get(key) or seen.lack)
    return found


def contact_point_on(agency: Agency, day: dt.date) -> ContactPoint | None:
    """Who takes in requests for information on a day."""
    return ContactPoint.objects.filter(agency=agency, from_on__lte=day).first()


def contact_points(agency: Agency) -> QuerySet[ContactPoint]:
    """Who took in requests for information, the latest first."""
    return ContactPoint.objects.filter(agency=agency)
