"""Reading the numbers: sums of objects, of days, of hours; what stands in the site's counter."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet, Sum
from django.utils import timezone

from toasoan.audience import readers
from toasoan.audience.models import CountingRules, DayCount, DayWords, HourCount
from toasoan.audience.names import DOWNLOADS, OF_SITES, PAGE, STORY, VISIT
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.periods import Period

#: Words that fewer readers than this used in a period may tell who they are: not shown.
LEAST_SHOWN = 3


def totals(kind: str, ids: Iterable[int]) -> dict[int, int]:
    """How often each of these was looked at or fetched, ever; 0 for what never was. One query.

    `kind` is one of `audience.names` (DOCUMENT, DOWNLOAD, …). What an earlier site counted for
    single objects is not among it.
    """
    wanted = dict.fromkeys(ids, 0)
    rows = DayCount.objects.filter(kind=kind, object_id__in=list(wanted)).order_by()
    found = rows.values_list("object_id").annotate(total=Sum("number"))
    return wanted | dict(found)


@dataclass(frozen=True, slots=True)
class VisitNumbers:
    """What the site's counter shows, and when it was read."""

    online: int
    today: int
    month: int
    total: int
    read_at: dt.datetime


def visits_now(agency: Agency) -> VisitNumbers:
    """The numbers of the site's counter. Two queries."""
    now = timezone.now()
    today = local_day(now)
    days = dict(
        DayCount.objects.filter(
            kind=VISIT, object_id=0, agency=agency, day__gte=today.replace(day=1)
        ).values_list("day", "number")
    )
    total = DayCount.objects.filter(kind=VISIT, object_id=0, agency=agency)
    counted = total.aggregate(total=Sum("number", default=0))["total"]
    return VisitNumbers(
        online=readers.online(agency.pk, now.timestamp()),
        today=days.get(today, 0),
        month=sum(days.values()),
        total=counted + rules_of(agency).visits_before,
        read_at=now,
    )


def rules_of(agency: Agency) -> CountingRules:
    """What the agency said last about its counting; the usual when it said nothing."""
    return CountingRules.objects.filter(agency=agency).first() or CountingRules(agency=agency)


@dataclass(frozen=True, slots=True)
class SiteNumbers:
    """Numbers of a whole site in some span of time."""

    visits: int = 0
    views: int = 0
    downloads: int = 0

    @classmethod
    def of(cls, numbers: dict[str, int]) -> "SiteNumbers":
        """From numbers by kind."""
        return cls(*(numbers.get(kind, 0) for kind in OF_SITES))


def of_days(agency: Agency, period: Period) -> QuerySet[DayCount]:
    """The numbers of an agency in a period."""
    rows = DayCount.objects.filter(agency=agency, day__gte=period.first, day__lte=period.last)
    return rows.order_by()


def by_day(rows: QuerySet[DayCount]) -> dict[dt.date, int]:
    """The sum of each day that has one. One query."""
    return dict(rows.values_list("day").annotate(total=Sum("number")))


def site_by_day(agency: Agency, period: Period) -> dict[dt.date, SiteNumbers]:
    """The site's numbers on each day of a period that has any. One query."""
    rows = of_days(agency, period).filter(kind__in=OF_SITES, object_id=0)
    return _by_time(rows.values_list("day", "kind", "number"))


def site_by_hour(agency: Agency, since: dt.datetime, until: dt.datetime) -> dict[int, SiteNumbers]:
    """The site's numbers by the hour of the day in Việt Nam, summed over a span. One query."""
    rows = HourCount.objects.filter(agency=agency, hour__gte=since, hour__lt=until)
    sums: dict[tuple[int, str], int] = {}
    numbers = rows.filter(kind__in=OF_SITES, object_id=0).order_by()
    for hour, kind, number in numbers.values_list("hour", "kind", "number"):
        key = hour.astimezone(TZ).hour, kind
        sums[key] = sums.get(key, 0) + number
    return _by_time((hour, kind, number) for (hour, kind), number in sums.items())


_Time = TypeVar("_Time", dt.date, int)


def _by_time(rows: Iterable[tuple[_Time, str, int]]) -> dict[_Time, SiteNumbers]:
    found: dict[_Time, dict[str, int]] = {}
    for at, kind, number in rows:
        found.setdefault(at, {})[kind] = number
    return {at: SiteNumbers.of(numbers) for at, numbers in sorted(found.items())}


def ever(agency: Agency) -> SiteNumbers:
    """All that was ever counted, with what the agency took over from its earlier site."""
    rows = DayCount.objects.filter(kind__in=OF_SITES, object_id=0, agency=agency).order_by()
    numbers = dict(rows.values_list("kind").annotate(total=Sum("number")))
    rules, counted = rules_of(agency), SiteNumbers.of(numbers)
    return SiteNumbers(
        counted.visits + rules.visits_before, counted.views + rules.views_before, counted.downloads
    )


def most(rows: QuerySet[DayCount], kind: str, number: int) -> list[tuple[int, int]]:
    """The objects of a kind with the largest sums, largest first: id and sum. One query."""
    sums = rows.filter(kind=kind).values_list("object_id").annotate(total=Sum("number"))
    return [(pk, total) for pk, total in sums.order_by("-total", "-object_id")[:number]]


def most_read(agency: Agency, first: dt.date, last: dt.date, number: int) -> dict[int, int]:
    """The stories that were read most on these days and how often, most first. One query."""
    return dict(most(of_days(agency, Period(first, last)), STORY, number))


def by_kind_of_page(agency: Agency, period: Period) -> list[tuple[str, int]]:
    """The views of each kind of page, most first: "story", "home", … One query."""
    rows = of_days(agency, period).exclude(kind__in=(*OF_SITES, *DOWNLOADS))
    sums = rows.values_list("kind").annotate(total=Sum("number")).order_by("-total", "kind")
    return [(kind.removeprefix(PAGE), total) for kind, total in sums]


def words_of(agency: Agency, kind: str, period: Period, least: int = 1) -> list[tuple[str, int]]:
    """Words or hosts of a period and their numbers, most first; rare ones are left out."""
    rows = DayWords.objects.filter(
        agency=agency, kind=kind, day__gte=period.first, day__lte=period.last
    )
    sums = rows.order_by().values("folded").annotate(total=Sum("number"))
    found = list(sums.filter(total__gte=least).order_by("-total", "folded")[:200])
    shown = dict(
        rows.filter(folded__in=[row["folded"] for row in found])
        .order_by("day")
        .values_list("folded", "words")
    )
    return [(shown[row["folded"]], row["total"]) for row in found]
