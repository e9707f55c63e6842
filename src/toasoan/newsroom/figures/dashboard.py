"""What a dashboard shows: parts with charts and the tables behind them, each number a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.figures.counting import Value, compare, measure
from toasoan.figures.dimensions import Scope
from toasoan.figures.entries import counted
from toasoan.figures.measures import MEASURES, Dimension, MeasureUnit
from toasoan.figures.successors import heirs_on
from toasoan.figures.tables import Column, TableRow, tabulate
from toasoan.newsroom.figures.choice import Choice
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.period_choice import period_query
from toasoan.printing.charts import BarChart, Chart, LineChart, Point, ScatterChart, Series
from toasoan.quotas.queries import shortfalls
from toasoan.vietnamese.dates import TZ, local_day, short_date
from toasoan.vietnamese.numbers import decimal_comma, percent, rate
from toasoan.vietnamese.periods import MONTHS_IN_YEAR, Period, month, same_period_last_year

#: The way of a story, in the order of the funnel.
FUNNEL = ("vetted", "received", "published", "dispatched", "placed")
_STEPS = (
    ("unit_hours", "unit_hours_90"),
    ("desk_hours", "desk_hours_90"),
    ("approval_hours", "approval_hours_90"),
    ("whole_hours", "whole_hours_90"),
)
#: What waits in the province; what waits inside a unit is shown to that unit only.
_IN_THE_PROVINCE = (Status.RECEIVED, Status.EDITING, Status.PROPOSED, Status.APPROVED)
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what it says, and the list that it opens ("" for none)."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a dashboard: its chart, if it has one, and the table behind it.

    `name` stands in addresses, `lead` says how to read it.
    """

    name: str
    title: str
    lead: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Chart | None = None


def shown(value: Value, unit: MeasureUnit = MeasureUnit.COUNT) -> str:
    """A value as it stands on the screen."""
    if value is None:
        return "–"
    return percent(value) if unit is MeasureUnit.PERCENT else decimal_comma(value)


def funnel(choice: Choice) -> Part:
    """How far stories came in the period, beside the two periods that one compares with."""
    compared = {
        code: compare(
            choice.agency, code, choice.period,
            filters=choice.filters(), successors_on=choice.successors_on,
        )
        for code in (*FUNNEL, "rate")
    }  # fmt: skip
    rows = []
    for code, one in compared.items():
        unit = one.measure.unit
        total = one.total
        rows.append(
            (
                Cell(str(one.measure.name)),
                Cell(shown(total.value, unit), choice.behind(code)),
                Cell(shown(total.previous, unit), choice.behind(code, period=one.previous)),
                Cell(shown(total.last_year, unit), choice.behind(code, period=one.last_year)),
            )
        )
    drawn = [compared[code] for code in FUNNEL]
    year_before = same_period_last_year(choice.period)
    return Part(
        "pheu",
        _("From sending to use by outlets"),
        _("Each step counts what happened in the period; a story may go out in a later one."),
        (_("Step"), choice.period.label(), _("Period before"), _("Same period last year")),
        tuple(rows),
        BarChart(
            title=_("From sending to use by outlets"),
            description=_sentence((one.measure.name, one.total.value) for one in drawn),
            categories=tuple(str(one.measure.name) for one in drawn),
            series=(
                Series(choice.period.label(), tuple(one.total.value for one in drawn)),
                Series(year_before.label(), tuple(one.total.last_year for one in drawn)),
            ),
            category_label=_("Step"),
        ),
    )


def months(choice: Choice) -> Part:
    """Stories published in each of the twelve months to the period's end, and a year before."""
    now = _twelve_months(choice.period)
    before = [same_period_last_year(one) for one in now]
    numbers = _by_month(choice, "published", Period(before[0].first, now[-1].last))
    names = [f"{one.first:%m/%Y}" for one in now]
    # A name of five letters stands in one line below its point.
    short = tuple(f"{one.first:%m/%y}" for one in now)
    values = tuple(numbers.get(one, 0) for one in now)
    year_ago = tuple(numbers.get(one, 0) for one in before)
    return Part(
        "thang",
        _("Published month by month"),
        _("The twelve months up to the end of the period, and the same months a year before."),
        (_("Month"), _("Published"), _("A year before")),
        tuple(
            (
                Cell(name),
                Cell(shown(value), choice.behind("published", period=this)),
                Cell(shown(old), choice.behind("published", period=last)),
            )
            for name, value, old, this, last in zip(
                names, values, year_ago, now, before, strict=True
            )
        ),
        LineChart(
            title=_("Published month by month"),
            description=_("%(now)s stories in these twelve months, %(before)s in those before.")
            % {"now": sum(values), "before": sum(year_ago)},
            categories=short,
            series=(
                Series(_("These twelve months"), values),
                Series(_("A year before"), year_ago),
            ),
            category_label=_("Month"),
        ),
    )


def _twelve_months(period: Period) -> list[Period]:
    """The twelve months that end with that of the period's last day, the earliest first."""
    last = period.last.year * MONTHS_IN_YEAR + period.last.month - 1
    places = (divmod(last - back, MONTHS_IN_YEAR) for back in reversed(range(MONTHS_IN_YEAR)))
    return [month(year, before + 1) for year, before in places]


def _by_month(choice: Choice, code: str, period: Period) -> dict[Period, int]:
    """How many entries of a measure each month has; one query."""
    heirs = heirs_on(choice.agency, choice.successors_on)
    scope = Scope(choice.agency, period, choice.filters(), heirs)
    rows = (
        counted(scope, MEASURES[code])
        .order_by()
        .annotate(month=TruncMonth("happened_at", tzinfo=TZ))
        .values_list("month")
        .annotate(number=Count("pk"))
    )
    return {month(moment.year, moment.month): number for moment, number in rows}


def units(choice: Choice) -> Part:
    """How much each unit brings to publication, against how well: neither alone ranks first."""
    columns = (Column("received"), Column("published"), Column("rate"), Column("returned"))
    table = tabulate(
        choice.agency, columns, choice.period,
        filters=choice.filters(), successors_on=choice.successors_on,
    )  # fmt: skip
    shown_rows = [
        row for row in table.rows if choice.unit is None or row.member.key == choice.unit.code
    ]
    return Part(
        "don-vi",
        _("Units: how much and how well"),
        _(
            "Points = published × approval rate (at most 100 %). Sending more without more being"
            " published lowers the rate, so it brings no points."
        ),
        (_("Unit"), *(column.name for column in columns), _("Points")),
        _unit_lines(choice, columns, shown_rows),
        _unit_chart(shown_rows),
    )


def _unit_lines(
    choice: Choice, columns: tuple[Column, ...], rows: list[TableRow]
) -> tuple[tuple[Cell, ...], ...]:
    """A line of each unit, the one with the most points first."""
    ranked = sorted(
        ((_score(row.values[1], row.values[2]), row) for row in rows),
        key=lambda pair: (-pair[0], pair[1].member.label),
    )
    return tuple(
        (
            Cell(row.member.label),
            *(
                Cell(
                    shown(value, column.measure.unit),
                    choice.behind(column.code, unit=row.member.key),
                )
                for column, value in zip(columns, row.values, strict=True)
            ),
            Cell(decimal_comma(score, places=1)),
        )
        for score, row in ranked
    )


def _unit_chart(rows: list[TableRow]) -> ScatterChart:
    return ScatterChart(
        title=_("Units: how much and how well"),
        description=_("Further right: more published; further up: a higher approval rate."),
        points=tuple(
            Point(row.member.label, row.values[1] or 0, min(row.values[2], _FULL))
            for row in rows
            if row.values[2] is not None
        ),
        point_label=_("Unit"),
        x_label=_("Published"),
        y_label=_("Approval rate (%)"),
    )


def _score(published: Value, approved: Value) -> Decimal:
    """Published × approval rate, the rate at most 100 %."""
    return Decimal(published or 0) * min(Decimal(approved or 0), _FULL) / _FULL


def turnaround(choice: Choice) -> Part:
    """How long each step took: half of the stories, and nine in ten of them."""

    def cell(code: str) -> Cell:
        one = measure(
            choice.agency, code, choice.period,
            filters=choice.filters(), successors_on=choice.successors_on,
        )  # fmt: skip
        return Cell(shown(one.total, one.measure.unit), choice.behind(code))

    names = (_("Unit's leader"), _("Desk"), _("Approval"), _("The whole way"))
    rows = [
        (Cell(name), cell(half), cell(most))
        for name, (half, most) in zip(names, _STEPS, strict=True)
    ]
    on_time = cell("on_time")
    rows.append((Cell(_("Left in time, of the steps with a limit")), on_time, Cell("")))
    return Part(
        "thoi-gian",
        _("How long steps take"),
        _("Hours of the clock, nights included: half or nine in ten took no longer."),
        (_("Step"), _("Half (hours)"), _("Nine in ten (hours)")),
        tuple(rows),
    )


def waiting(choice: Choice) -> Part:
    """What waits where now; it does not depend on the period."""
    found = {
        status: (number, oldest)
        for status, number, oldest in waiting_rows(choice)
        .order_by()
        .values_list("status")
        .annotate(number=Count("pk"), oldest=Min("status_since"))
    }
    rows = []
    for status in statuses_shown(choice):
        number, oldest = found.get(status, (0, None))
        address = reverse("newsroom:figures_waiting", args=[status])
        chosen = urlencode(choice.query())
        rows.append(
            (
                Cell(str(Status(status).label)),
                Cell(shown(number), f"{address}?{chosen}"),
                Cell(short_date(local_day(oldest)) if oldest else "–"),
            )
        )
    return Part(
        "dang-cho",
        _("What waits now"),
        _("At this moment, whatever the period above."),
        (_("Step"), _("Stories"), _("Oldest since")),
        tuple(rows),
    )


def statuses_shown(choice: Choice) -> tuple[Status, ...]:
    """The statuses whose stories the person may count: a unit's own affairs are the unit's."""
    return _IN_THE_PROVINCE if choice.sees_all else (Status.SUBMITTED, *_IN_THE_PROVINCE)


def waiting_rows(choice: Choice) -> QuerySet[Progress]:
    """The stories that wait, of the chosen unit or of the agency."""
    rows = Progress.objects.filter(agency=choice.agency, status__in=statuses_shown(choice))
    return rows.filter(unit=choice.unit) if choice.unit else rows


def returns(choice: Choice) -> Part:
    """Why the province returned stories; one with two reasons counts under both."""
    told = measure(
        choice.agency, "returned", choice.period, by=(Dimension.REASON,),
        filters=choice.filters(), successors_on=choice.successors_on,
    )  # fmt: skip
    rows = sorted(told.rows, key=lambda row: -int(row.value or 0))
    total = Cell(shown(told.total), choice.behind("returned"))
    return Part(
        "tra-lai",
        _("Returned by reason"),
        str(told.measure.definition),
        (_("Reason"), _("Returned")),
        (
            *(
                (
                    Cell(row.members[0].label),
                    Cell(shown(row.value), choice.behind("returned", reason=row.members[0].key)),
                )
                for row in rows
            ),
            (Cell(_("All returns")), total),
        ),
        BarChart(
            title=_("Returned by reason"),
            description=_sentence((row.members[0].label, row.value) for row in rows),
            categories=tuple(row.members[0].label for row in rows),
            series=(Series(_("Returned"), tuple(row.value for row in rows)),),
            category_label=_("Reason"),
        ),
    )


def outlets(choice: Choice) -> Part:
    """What outlets were sent and what they used."""
    sent, used = (
        measure(
            choice.agency, code, choice.period, by=(Dimension.OUTLET,),
            filters=choice.filters(), successors_on=choice.successors_on,
        )
        for code in ("dispatched", "placed")
    )  # fmt: skip
    members = dict.fromkeys(row.members[0] for row in (*sent.rows, *used.rows))
    numbers = [(one, sent.value(one.key) or 0, used.value(one.key) or 0) for one in members]
    return Part(
        "noi-dang",
        _("Sent to outlets and used by them"),
        _("What is used now may have been sent in an earlier period, so the share can pass 100 %."),
        (_("Outlet"), _("Sent"), _("Used"), _("Share")),
        tuple(
            (
                Cell(one.label),
                Cell(shown(given), choice.behind("dispatched", outlet=one.key)),
                Cell(shown(taken), choice.behind("placed", outlet=one.key)),
                Cell(shown(rate(int(taken), int(given)), MeasureUnit.PERCENT)),
            )
            for one, given, taken in numbers
        ),
        BarChart(
            title=_("Sent to outlets and used by them"),
            description=_sentence((one.label, taken) for one, _given, taken in numbers),
            categories=tuple(one.label for one, _given, _taken in numbers),
            series=(
                Series(_("Sent"), tuple(given for _one, given, _taken in numbers)),
                Series(_("Used"), tuple(taken for _one, _given, taken in numbers)),
            ),
            category_label=_("Outlet"),
        ),
    )


def missing(choice: Choice) -> Part:
    """Who still owes stories of a quota in the period."""
    rows = [
        row
        for row in shortfalls(choice.agency, choice.period, today_here())
        if not row.is_met and (choice.unit is None or row.unit == choice.unit)
    ]
    address = f"{reverse('newsroom:quota_shortfalls')}?{urlencode(period_query(choice.period))}"
    return Part(
        "chi-tieu",
        _("Quotas not met yet"),
        _("Required, done and missing in this period; the number opens the table of quotas."),
        (_("Unit or person"), _("Required"), _("Done"), _("Missing")),
        tuple(
            (
                Cell(row.name),
                Cell(shown(row.required)),
                Cell(shown(row.done)),
                Cell(shown(row.missing), address),
            )
            for row in rows
        ),
    )


def _sentence(pairs: Iterable[tuple[object, Value]]) -> str:
    """What a chart shows, read out."""
    return "; ".join(f"{name}: {shown(value)}" for name, value in pairs)


#: Every part by the name that stands in addresses, in the order of the page.
PARTS = {
    "pheu": funnel,
    "thang": months,
    "don-vi": units,
    "dang-cho": waiting,
    "thoi-gian": turnaround,
    "tra-lai": returns,
    "noi-dang": outlets,
    "chi-tieu": missing,
}
