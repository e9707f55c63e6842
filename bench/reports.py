"""Figures of 1,000,000 ledger entries against plain SQL over the same rows, and a whole report."""

import datetime as dt
import math
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

SIZE = 1_000_000
#: So many stories are made one by one; the rest are copies of them, later and of other numbers.
_STORIES = 700
_DAYS = 36
ROUNDS = 3
#: What takes longer for both is done no second time.
_LONG = 4.0
#: Below this many seconds a figure's own queries for names weigh more than its rows.
_SHORT = 0.1
MOST_RATIO, MOST_PASSES = 2.0, 10.0
_FIRST = dt.datetime(2016, 1, 1, 1, tzinfo=dt.UTC)
_WAY = (
    ("story.begin", "", "draft"),
    ("story.submit", "draft", "submitted"),
    ("story.received", "", ""),
    ("story.vet", "submitted", "received"),
    ("story.claim", "received", "editing"),
    ("story.propose", "editing", "proposed"),
    ("story.approve", "proposed", "approved"),
    ("story.published", "", ""),
    ("story.publish", "approved", "published"),
    ("outlet.dispatch", "", ""),
    ("outlet.answer", "", ""),
    ("outlet.place", "", ""),
    ("story.correct", "published", "published"),
    ("story.take_down", "published", "taken_down"),
)
#: What happens to some stories, by the last digit of their number, instead of their approval.
_INSTEAD = {
    0: ("story.return_to_unit", "proposed", "submitted"),
    3: ("story.reject", "proposed", "rejected"),
    5: ("story.return_to_desk", "proposed", "editing"),
    7: ("story.force_publish", "proposed", "published"),
}
_WITH_REASONS = ("story.return_to_unit", "story.return_to_desk", "story.reject")
_DETAIL = {"outlet.place": {"placement": 1}, "outlet.answer": {"answer": "accepted"}}
#: What a measure counts besides its kinds, in plain SQL.
_ONLY = {
    "returned": "AND from_status <> 'submitted'",
    **{
        code: f"AND detail->>'answer' = '{code.replace('unanswered', 'no_answer')}'"
        for code in ("accepted", "declined", "unanswered")
    },
}
_TOLD = (
    ("received", "section", "section_id"),
    ("received", "author", "bylines"),
    ("returned", "reason", "reason_codes"),
    ("placed", "outlet", "outlet_code"),
)


def main() -> None:
    """Make the entries, then take turns: each figure of all of them, and the same in plain SQL."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        os.environ["TOASOAN_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.bench"
        import django
        from django.core.management import call_command

        django.setup()
        from django.db import connection

        call_command("migrate", verbosity=0)
        agency = _history()
        print(f"{connection.vendor}, {_count():,} entries; load {os.getloadavg()[0]:.1f}")
        _report(agency)
        _figures(agency)


def _history() -> Any:
    """An agency whose stories went all the way, by bulk insert."""
    from django.db import connection, transaction

    from toasoan.ledger.models import LedgerEntry
    from toasoan.outlets.models import Outlet
    from toasoan.testing.factories import make_newsroom, make_section, make_unit

    room = make_newsroom(hostname="testserver")
    units = [room.unit, room.other_unit, *(make_unit(room.agency) for _ in range(10))]
    sections = [make_section(room.agency, f"muc-{n}", f"Mục {n}") for n in range(8)]
    Outlet.objects.create(agency=room.agency, code="bao", name="Báo", kind="other")
    with transaction.atomic():
        LedgerEntry.objects.bulk_create(
            entry
            for number in range(1, _STORIES + 1)
            for entry in _story(room.agency, units, sections, number)
        )
        for copy in range(1, math.ceil(SIZE / (_STORIES * len(_WAY)))):
            _copy(copy)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return room.agency


def _story(agency: Any, units: list[Any], sections: list[Any], number: int) -> list[Any]:
    from toasoan.ledger.models import LedgerEntry

    began = _FIRST + dt.timedelta(minutes=number * _DAYS * 24 * 60 // _STORIES)
    way = list(_WAY)
    way[6] = _INSTEAD.get(number % 10, way[6])
    return [
        LedgerEntry(
            agency=agency, unit=units[number % len(units)], kind=kind, story_id=number,
            happened_at=began + dt.timedelta(hours=place * (1 + number % 7)),
            recorded_at=began, from_status=before, to_status=after,
            section_id=sections[number % len(sections)].pk, genre="brief",
            bylines=[f"Người viết {number % 60}"],
            reason_codes=["chua-dat"] if kind in _WITH_REASONS else [],
            outlet_code="bao" if kind.startswith("outlet.") else "",
            detail=_DETAIL.get(kind, {}),
        )
        for place, (kind, before, after) in enumerate(way)
    ]  # fmt: skip


def _copy(number: int) -> None:
    """The first entries again, of other stories and some weeks later."""
    from django.db import connection

    from toasoan.ledger.models import LedgerEntry

    table = LedgerEntry._meta.db_table
    columns = [field.column for field in LedgerEntry._meta.fields if not field.primary_key]
    days = number * _DAYS
    later = {
        "sqlite": f"datetime(happened_at, '+{days} days')",
        "postgresql": f"happened_at + interval '{days} days'",
    }[connection.vendor]
    changed = {"happened_at": later, "story_id": f"story_id + {number * _STORIES}"}
    values = ", ".join(changed.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}"  # noqa: S608
            f" WHERE id <= {_STORIES * len(_WAY)} ORDER BY id"
        )


def _count() -> int:
    from toasoan.ledger.models import LedgerEntry

    return LedgerEntry.objects.count()


def _figures(agency: Any) -> None:
    """Every measure by unit, and some by other dimensions, over the whole history."""
    from toasoan.figures.counting import measure
    from toasoan.figures.measures import MEASURES, Dimension, Share
    from toasoan.vietnamese.periods import Period

    period = Period(dt.date(2015, 12, 1), dt.date(2026, 11, 30))
    asked = [
        (code, "unit", "unit_id")
        for code, one in MEASURES.items()
        # A share is two others; what nobody did in this history takes no time.
        if not isinstance(one.how, Share)
        and measure(agency, code, period).total
        # The same work as the median, or as all stays with a limit.
        and not code.endswith("_90")
        and code != "in_time"
    ]
    for code, dimension, column in (*asked, *_TOLD):
        ours, plain = _by_turns(
            lambda code=code, by=dimension: measure(agency, code, period, by=(Dimension(by),)),
            lambda code=code, column=column: _plain(agency, MEASURES[code], period, column),
        )
        ratio = ours / plain
        verdict = "" if ratio <= MOST_RATIO or ours < _SHORT else "  TOO SLOW"
        name = f"{code} by {dimension}"
        print(
            f"{name:<28}{ours:8.3f} s  plain SQL {plain:8.3f} s  × {ratio:.2f}{verdict}", flush=True
        )


def _report(agency: Any) -> None:
    """A half-year's report with its Word file, against one pass over all entries."""
    from django.db import connection, transaction
    from django.utils import timezone

    from toasoan.reports.actions import NewReport, begin_report
    from toasoan.reports.files import file_of
    from toasoan.reports.models import FileFormat, ReportKind
    from toasoan.vietnamese.periods import half_year

    def whole() -> bytes:
        with transaction.atomic():
            new = NewReport(kind=ReportKind.HALF_YEAR, period=half_year(2023, 1))
            report = begin_report(new, agency=agency, actor=None, now=timezone.now())
            document = file_of(report, FileFormat.DOCX)
            transaction.set_rollback(True)
        return document

    def one_pass() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT kind, unit_id, section_id, COUNT(*), COUNT(DISTINCT story_id)"
                " FROM ledger_ledgerentry GROUP BY kind, unit_id, section_id"
            )
            cursor.fetchall()

    taken, passed = _by_turns(whole, one_pass)
    verdict = "" if taken <= MOST_PASSES * passed else "  TOO SLOW"
    print(
        f"half-year report with DOCX {taken:.2f} s, one pass {passed:.2f} s"
        f"  × {taken / passed:.2f}{verdict}"
    )


def _by_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of both, taken by turns after one turn to warm up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _turn in range(ROUNDS + 1):
        for work, seconds in zip((one, other), taken, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
        if taken[0][0] + taken[1][0] > _LONG:
            break
    warm = [seconds[1:] or seconds for seconds in taken]
    return statistics.median(warm[0]), statistics.median(warm[1])


def _plain(agency: Any, measure: Any, period: Any, column: str) -> list[Any]:
    """The rows of a measure, aggregated by hand."""
    from django.db import connection

    from toasoan.figures.entries import _FROM_LIMITED
    from toasoan.figures.measures import LIMITED, Counting, Stay

    how = measure.how
    kinds = how.kinds if isinstance(how, Counting | Stay) else _FROM_LIMITED
    statuses = () if isinstance(how, Counting) else getattr(how, "statuses", LIMITED)
    number, only = "COUNT(*)", _ONLY.get(measure.code, "")
    if not isinstance(how, Counting):
        number = f"COUNT(*), AVG({_seconds('e.happened_at')} - ({_arrival(statuses, how)}))"
        only = f"AND e.from_status IN ({_listed(statuses)})" if statuses else ""
    start, end = period.bounds()
    sql = (
        f"SELECT {column}, {number} FROM ledger_ledgerentry e WHERE agency_id = %s"  # noqa: S608
        f" AND kind IN ({_listed(kinds)}) AND happened_at >= %s AND happened_at < %s {only}"
        f" GROUP BY {column}"
    )
    if connection.vendor == "sqlite":
        start, end = (moment.replace(tzinfo=None).isoformat(" ") for moment in (start, end))
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency.pk, start, end])
        return list(cursor.fetchall())


def _arrival(statuses: Any, how: Any) -> str:
    """When the story had arrived where it stayed: one look-up by the index of its entries."""
    from toasoan.figures.measures import Stay

    seconds = _seconds("a.happened_at")
    earlier = (
        f"SELECT {seconds} FROM ledger_ledgerentry a WHERE a.story_id = e.story_id"  # noqa: S608
        " AND a.happened_at <= e.happened_at AND a.id < e.id AND "
    )
    if not statuses:
        return f"{earlier} a.kind = 'story.submit' ORDER BY a.happened_at LIMIT 1"
    inside = _listed(statuses)
    here = (
        f"a.to_status IN ({inside}) AND a.from_status NOT IN ({inside})"
        if isinstance(how, Stay)
        else "a.to_status = e.from_status AND a.from_status <> a.to_status"
    )
    return f"{earlier} {here} ORDER BY a.happened_at DESC LIMIT 1"


def _seconds(moment: str) -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        return f"EXTRACT(EPOCH FROM {moment})"
    return f"CAST(STRFTIME('%%s', {moment}) AS INTEGER)"


def _listed(words: Any) -> str:
    return ", ".join(f"'{word}'" for word in words)
