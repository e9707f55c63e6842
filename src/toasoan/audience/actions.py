"""Writing counts down, and what an agency says about its counting."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.audience.batches import SECONDS_OF_HOUR, Batch
from toasoan.audience.cache_tags import counter_tag
from toasoan.audience.models import (
    CountingRules,
    DayCount,
    DayWords,
    HourCount,
    WordsKind,
    WrittenBatch,
)
from toasoan.audience.names import sum_of
from toasoan.page_cache.actions import invalidate
from toasoan.refusals import Problem, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import fold

#: What a process left behind is found within a minute; a year is for a disk that was put aside.
_PROGRESS_KEPT = dt.timedelta(days=400)
#: Different words of one kind on a day; more would be somebody's made-up ones.
MOST_WORDS = 1_000

_Key = tuple[int, str, int, dt.date | dt.datetime]


@transaction.atomic
def write_batch(source: UUID, number: int, batch: Batch) -> bool:
    """Add a web process's numbers to the tables; False when this batch is there already.

    Batches of one process come in the order of their numbers. Several processes may write at once.
    Agencies that do not exist are left out.
    """
    now = timezone.now()
    _begun, is_new = WrittenBatch.objects.get_or_create(
        source=source, defaults={"number": 0, "written_at": now}
    )
    if is_new:
        WrittenBatch.objects.filter(written_at__lt=now - _PROGRESS_KEPT).delete()
    progress = WrittenBatch.objects.select_for_update().get(source=source)
    if progress.number >= number:
        return False
    progress.number, progress.written_at = number, now
    progress.save(update_fields=["number", "written_at"])
    agencies = set(Agency.objects.values_list("pk", flat=True))
    _add_counts(batch, agencies)
    _add_words(batch, agencies)
    return True


def _add_counts(batch: Batch, agencies: set[int]) -> None:
    days: Counter[_Key] = Counter()
    hours: Counter[_Key] = Counter()
    for (agency, kind, object_id, hour), number in batch.counts.items():
        if agency in agencies:
            moment = _moment(hour)
            for key in ((kind, object_id), (sum_of(kind), 0)):
                if key[0]:
                    days[agency, *key, local_day(moment)] += number
                    hours[agency, *key, moment] += number
    _add_rows(DayCount, "day", days)
    _add_rows(HourCount, "hour", hours)


def _moment(hour: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(hour * SECONDS_OF_HOUR, tz=dt.UTC)


def _add_rows(model: type[DayCount | HourCount], when: str, numbers: Counter[_Key]) -> None:
    """Add to rows, and make those that are missing: one statement each, sent together."""
    if not numbers:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    # The database adds: Django's own upsert can only replace.
    statement = (
        f"INSERT INTO {table} (agency_id, kind, object_id, {when}, number)"  # noqa: S608
        f" VALUES (%s, %s, %s, %s, %s)"
        f" ON CONFLICT (kind, object_id, agency_id, {when})"
        f" DO UPDATE SET number = {table}.number + excluded.number"
    )
    # In one order everywhere, so that two processes never wait for each other in a ring.
    rows = [
        (agency, kind, object_id, _for_database(at), number)
        for (agency, kind, object_id, at), number in sorted(numbers.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _for_database(at: dt.date | dt.datetime) -> Any:
    """Any: each database takes moments in its own way."""
    if isinstance(at, dt.datetime):
        return connection.ops.adapt_datetimefield_value(at)
    return connection.ops.adapt_datefield_value(at)


def _add_words(batch: Batch, agencies: set[int]) -> None:
    rules = {agency: _kept_kinds(agency) for agency in {key[0] for key in batch.words} & agencies}
    groups: dict[tuple[int, dt.date, str], dict[str, tuple[str, int]]] = {}
    for (agency, kind, words, hour), number in batch.words.items():
        if kind not in rules.get(agency, ()):
            continue
        group = groups.setdefault((agency, local_day(_moment(hour)), kind), {})
        folded = fold(words)
        shown, before = group.get(folded, (words, 0))
        group[folded] = shown, before + number
    for key in sorted(groups):
        _add_group(key, groups[key])


def _kept_kinds(agency_id: int) -> set[str]:
    rules = CountingRules.objects.filter(agency_id=agency_id).first() or CountingRules()
    kinds = {WordsKind.REFERRER} if rules.keeps_referrers else set()
    return kinds | ({WordsKind.LED_HERE, WordsKind.SEARCHED} if rules.keeps_words else set())


def _add_group(key: tuple[int, dt.date, str], words: dict[str, tuple[str, int]]) -> None:
    """Add words of one kind and day; new ones beyond a bound are left out."""
    agency, day, kind = key
    of_day = DayWords.objects.filter(agency_id=agency, day=day, kind=kind)
    # Two processes at once may both make the last ones that there is room for.
    known = set(of_day.values_list("folded", flat=True))
    room = max(0, MOST_WORDS - len(known))
    new = sorted(words.keys() - known)[:room]
    rows = [
        (agency, day, kind, folded, *words[folded])
        for folded in sorted(words.keys() & known | set(new))
    ]
    table = connection.ops.quote_name(DayWords._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (agency_id, day, kind, folded, words, number)"  # noqa: S608
            f" VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (agency_id, day, kind, folded)"
            f" DO UPDATE SET number = {table}.number + excluded.number",
            rows,
        )


@dataclass(frozen=True, slots=True)
class NewRules:
    """What somebody says about the counting of an agency."""

    visits_before: int = 0
    views_before: int = 0
    moved_on: dt.date | None = None
    keeps_referrers: bool = True
    keeps_words: bool = True


@transaction.atomic
def set_rules(agency: Agency, given: NewRules, *, actor: User) -> CountingRules:
    """Put rules of counting in force; the earlier ones stay as history.

    Raises RefusedError with all problems.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    refuse(list(_problems(given, local_day(timezone.now()))))
    invalidate([counter_tag(agency.pk)])
    return CountingRules.objects.create(
        agency=agency,
        visits_before=given.visits_before,
        views_before=given.views_before,
        moved_on=given.moved_on,
        keeps_referrers=given.keeps_referrers,
        keeps_words=given.keeps_words,
        set_by=actor,
        set_at=timezone.now(),
    )


def _problems(given: NewRules, today: dt.date) -> Iterable[Problem]:
    if (given.visits_before or given.views_before) and given.moved_on is None:
        yield Problem(
            "no-day", _("Say until which day the earlier site counted."), field="moved_on"
        )
    if given.moved_on is not None and given.moved_on > today:
        yield Problem("day-to-come", _("This day has not come yet."), field="moved_on")
