"""Reads: the list of a day, how it stands with each line, the contact point."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

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
    """How it stands with every line of today: one or two queries for each kind of places."""
    today = local_day(now)
    items = list(items_on(agency, today))
    seen = _seen(agency, items, now)
    return [finding_of(item, seen.get((item.place_kind, item.place_key)), today) for item in items]


def finding_for(item: PublicItem, now: dt.datetime) -> Finding:
    """How it stands with one line."""
    seen = _seen(item.agency, [item], now)
    return finding_of(item, seen.get((item.place_kind, item.place_key)), local_day(now))


def _seen(
    agency: Agency, items: Sequence[PublicItem], now: dt.datetime
) -> dict[tuple[str, str], Seen]:
    asked: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if not item.not_held_because:
            asked[item.place_kind].add(item.place_key)
    return {
        (code, key): seen
        for code, kind in place_kinds().items()
        if code in asked
        for key, seen in kind.look(agency, frozenset(asked[code]), now).items()
    }


def contact_point_on(agency: Agency, day: dt.date) -> ContactPoint | None:
    """Who takes in requests for information on a day."""
    return ContactPoint.objects.filter(agency=agency, from_on__lte=day).first()


def contact_points(agency: Agency) -> QuerySet[ContactPoint]:
    """Who took in requests for information, the latest first."""
    return ContactPoint.objects.filter(agency=agency)
