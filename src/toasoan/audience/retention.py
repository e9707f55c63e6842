"""What of the numbers is forgotten by age: those of hours, and search words."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from toasoan.audience.models import DayWords, HourCount, WordsKind
from toasoan.retention.batches import delete_rows
from toasoan.retention.registry import Removed, RetentionRule, register
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

_SEARCHES = (WordsKind.LED_HERE, WordsKind.SEARCHED)


def forget_hours(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Numbers of hours; those of days stay."""
    return Removed(delete_rows(HourCount.objects.filter(agency=agency, hour__lt=before), dry=dry))


def forget_words(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Search words of days; the names of sites that link here stay."""
    rows = DayWords.objects.filter(agency=agency, kind__in=_SEARCHES, day__lt=local_day(before))
    return Removed(delete_rows(rows, dry=dry))


def register_rules() -> None:
    """Called once when the room is loaded."""
    register(
        RetentionRule(
            code="audience.hours",
            label=_("Views and visits hour by hour"),
            basis=_("Numbers by the day are kept; those by the hour serve for a month."),
            remove=forget_hours,
            days=31,
            longest=92,
        )
    )
    register(
        RetentionRule(
            code="audience.words",
            label=_("Search words by the day"),
            basis=_("Law 91/2025/QH15: what somebody typed is not kept longer than it serves."),
            remove=forget_words,
            months=24,
        )
    )
