"""Reads: which age holds, what a run would remove, what runs removed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from toasoan.retention.models import RetentionAge, RetentionResult, RetentionRun
from toasoan.retention.registry import Removed, RetentionRule, border, rules
from toasoan.retention.rules import next_run
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule with the age that holds on a day; `coming` is the next age that has been decided."""

    rule: RetentionRule
    holds: RetentionAge | None
    coming: RetentionAge | None


def kept_rules(agency: Agency, today: dt.date) -> list[KeptRule]:
    """Every rule with its age; one query. A rule without an age removes nothing."""
    holds: dict[str, RetentionAge] = {}
    coming: dict[str, RetentionAge] = {}
    for row in RetentionAge.objects.filter(agency=agency).order_by("from_on"):
        if row.from_on <= today:
            holds[row.rule] = row
        else:
            coming.setdefault(row.rule, row)
    return [KeptRule(rule, holds.get(code), coming.get(code)) for code, rule in rules().items()]


def preview(agency: Agency, now: dt.datetime) -> Iterator[tuple[KeptRule, Removed]]:
    """What each rule would remove if it ran now: the same counting as the run itself."""
    for kept in kept_rules(agency, local_day(now)):
        if kept.holds is not None:
            yield kept, kept.rule.remove(agency, border(kept.holds.age, now), dry=True)


def runs_of(agency: Agency) -> QuerySet[RetentionRun]:
    """The agency's runs, the latest first, with what they removed and how many rules failed."""
    return (
        RetentionRun.objects.filter(agency=agency)
        .select_related("started_by")
        .annotate(
            removed=Sum("results__number", default=0),
            failed=Count("results", filter=~Q(results__failure="")),
        )
    )


def results_of(run: RetentionRun) -> QuerySet[RetentionResult]:
    """What each rule removed in a run."""
    return RetentionResult.objects.filter(run=run)


def last_of_the_clock(agency: Agency) -> dt.datetime | None:
    """When the clock last began a clean-up of the agency."""
    runs = RetentionRun.objects.filter(agency=agency, started_by=None)
    return runs.values_list("started_at", flat=True).first()


def next_of_the_clock(agency: Agency, now: dt.datetime) -> dt.datetime:
    """When the clock cleans up next."""
    return next_run(last_of_the_clock(agency), now)
