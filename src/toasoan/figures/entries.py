"""The ledger entries that a measure counts: its number and its list both come from here."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.fields.json import KT
from django.db.models.sql.compiler import SQLCompiler

from toasoan.editorial.transitions import Status, Step
from toasoan.figures.dimensions import Scope, condition
from toasoan.figures.measures import (
    LIMITED,
    Counting,
    Measure,
    Stay,
    Timely,
    leaving_kinds,
    step_kind,
)
from toasoan.ledger.models import LedgerEntry

Entries = QuerySet[LedgerEntry]
_HANDED_IN = (step_kind(Step.SUBMIT), step_kind(Step.HAND_IN))
_FROM_LIMITED = tuple(
    dict.fromkeys(kind for status in LIMITED for kind in leaving_kinds((status,)))
)


class Seconds(Func):
    """A moment as whole seconds since 1970, so that Python need not make a date of each row."""

    arity = 1
    output_field = IntegerField()
    template = "CAST(STRFTIME('%%%%s', %(expressions)s) AS INTEGER)"

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:  # as Django declares it
        """PostgreSQL has no STRFTIME."""
        template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS BIGINT)"
        return self.as_sql(compiler, connection, template=template, **extra)


def counted(scope: Scope, measure: Measure) -> Entries:
    """Exactly the entries of a measure; for a stay the moves that ended it.

    A share has no entries of its own: ask for the measure that it `opens`. What rooms count
    themselves is no entry: ask `things.counted_things`.
    """
    match measure.how:
        case Counting(kinds, only):
            rows = _of_period(scope, kinds).filter(only)
            rows = _without_cancelled(scope, measure.how, rows)
        case Stay(statuses, kinds):
            rows = _of_period(scope, kinds)
            rows = rows.filter(from_status__in=statuses) if statuses else rows
        case Timely():
            rows = _of_period(scope, _FROM_LIMITED).filter(from_status__in=LIMITED)
        case _:
            raise TypeError(f"{measure.code} has no entries of its own.")
    narrowed = rows
    for dimension, key in scope.filters.chosen().items():
        narrowed = narrowed.filter(condition(scope, measure, dimension, key, rows))
    return narrowed


def _of_period(scope: Scope, kinds: tuple[str, ...]) -> Entries:
    start, end = scope.period.bounds()
    rows = LedgerEntry.objects.filter(agency=scope.agency, kind__in=kinds)
    return rows.filter(happened_at__gte=start, happened_at__lt=end)


def _without_cancelled(scope: Scope, how: Counting, rows: Entries) -> Entries:
    """Leave out what was cancelled. Asked from the cancelling side: there are few of them."""
    if not how.cancelled_by:
        return rows
    named = KT(f"detail__{how.cancels}")
    cancelled = LedgerEntry.objects.filter(
        agency=OuterRef("agency"),
        kind__in=how.kinds,
        happened_at=OuterRef("happened_at"),
        unit=OuterRef("unit"),
    ).annotate(named=named)
    cancelling = (
        _of_period(scope, (how.cancelled_by,))
        .annotate(named=named)
        .annotate(entry=Subquery(cancelled.filter(named=OuterRef("named")).values("pk")[:1]))
        .filter(entry__isnull=False)
    )
    return rows.exclude(pk__in=cancelling.values("entry"))


def timed(measure: Measure, rows: Entries) -> Entries:
    """Annotate the moves that ended a stay with `arrived` and `left`, in seconds since 1970.

    Moves whose story arrived before the ledger knew of it are left out.
    """
    earlier = LedgerEntry.objects.filter(
        story_id=OuterRef("story_id"), happened_at__lte=OuterRef("happened_at"),
        pk__lt=OuterRef("pk"),
    )  # fmt: skip
    match measure.how:
        case Stay((), _kinds):
            first = earlier.filter(kind__in=_HANDED_IN, from_status=Status.DRAFT)
            arrivals = first.order_by("happened_at", "pk")
        case Stay(statuses, _kinds):
            inside = earlier.filter(to_status__in=statuses).exclude(from_status__in=statuses)
            arrivals = inside.order_by("-happened_at", "-pk")
        case _:
            here = earlier.filter(to_status=OuterRef("from_status"))
            here = here.exclude(from_status=F("to_status"))
            arrivals = here.order_by("-happened_at", "-pk")
    arrived = arrivals.annotate(seconds=Seconds("happened_at")).values("seconds")[:1]
    return rows.annotate(arrived=Subquery(arrived), left=Seconds("happened_at")).filter(
        arrived__isnull=False
    )
