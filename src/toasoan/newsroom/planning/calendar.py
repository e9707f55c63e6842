"""The plan as a month, as a list, on paper and as a file for Excel."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.planning.assigned import PLANNING_MENU
from toasoan.newsroom.planning.forms import CalendarFilterForm
from toasoan.newsroom.planning.queries import month_events, month_weeks, units_to_filter_by
from toasoan.planning.queries.calendar import CalendarFilters, ExpectedEventRow
from toasoan.vietnamese import periods
from toasoan.vietnamese.dates import WEEKDAYS, local_day, short_date, short_datetime
from toasoan.vietnamese.moments import month_after
from toasoan.vietnamese.typed_dates import is_sensible, read_day

_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CalendarQuery:
    """The month and the filters of an address; without a valid month, the present one."""

    user: User
    now: dt.datetime
    first: dt.date
    form: CalendarFilterForm
    filters: CalendarFilters

    @property
    def kept(self) -> dict[str, Any]:
        """The filters as they stand in the address."""
        given = {
            "don_vi": self.filters.unit_id,
            "loai": self.filters.coverage,
            "cua_toi": "on" if self.filters.mine else "",
        }
        return {name: value for name, value in given.items() if value}

    def query(self, first: dt.date) -> str:
        """The address of another month with the same filters."""
        return urlencode({"thang": f"{first:%Y-%m}", **self.kept})

    def context(self) -> dict[str, Any]:
        """What every view of the calendar shows around it."""
        return {
            "title": periods.month(self.first.year, self.first.month).label(),
            "month": f"{self.first:%Y-%m}",
            "form": self.form,
            "is_filtered": bool(self.kept),
            "query": self.query(self.first),
            "plain_query": urlencode({"thang": f"{self.first:%Y-%m}"}),
            "earlier": self.query(month_after(self.first, -1)),
            "later": self.query(month_after(self.first)),
            "present": self.query(local_day(self.now).replace(day=1)),
            "is_present": self.first == local_day(self.now).replace(day=1),
            "now": self.now,
        }


def _month_of(text: str) -> dt.date | None:
    """The first day of a month like "2026-11"; None for what is no month within the range."""
    first = read_day(f"{text}-01") if _MONTH.fullmatch(text) else None
    return first if first is not None and is_sensible(first) else None


def _query(request: HttpRequest) -> CalendarQuery:
    now, user = timezone.now(), user_of(request)
    first = _month_of(request.GET.get("thang", "")) or local_day(now).replace(day=1)
    form = CalendarFilterForm(request.GET, units=units_to_filter_by(user, now=now))
    return CalendarQuery(user, now, first, form, form.filters())


@screen(
    "ke-hoach/",
    name="planning",
    duties=READING,
    menu=MenuEntry(
        label=gettext_lazy("Plan of coverage"), icon="calendar-alt", order=47, duties=PLANNING_MENU
    ),
)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The month as a table; on a phone the same table reads as a list."""
    query = _query(request)
    weeks = month_weeks(query.user, query.first, query.filters, now=query.now)
    is_empty = not any(day.entries for week in weeks for day in week if day.in_month)
    context = {
        "weeks": weeks,
        "weekdays": WEEKDAYS,
        "is_empty": is_empty,
        "calendar_screen": "newsroom:planning",
    }
    return render(request, "newsroom/planning/month.html", query.context() | context)


@screen("ke-hoach/danh-sach/", name="planning_list", duties=READING)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The month day by day, with places and people."""
    query = _query(request)
    weeks = month_weeks(query.user, query.first, query.filters, now=query.now)
    days = [day for week in weeks for day in week if day.in_month and (day.entries or day.holidays)]
    context = {
        "days": days,
        "is_empty": not any(day.entries for day in days),
        "calendar_screen": "newsroom:planning_list",
    }
    return render(request, "newsroom/planning/list.html", query.context() | context)


@screen("ke-hoach/ban-in/", name="planning_print", duties=READING)
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The month's events as a page for the printer."""
    query = _query(request)
    rows = month_events(query.user, query.first, query.filters, now=query.now)
    lines = [ListedEvent(number, row) for number, row in enumerate(rows, start=1)]
    return render(request, "newsroom/planning/print.html", query.context() | {"lines": lines})


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event as a line of a table on paper or in Excel."""

    number: int
    row: ExpectedEventRow

    @property
    def when(self) -> str:
        """Day and hour of an event, days of one that takes whole days."""
        event, first, last = self.row.event, self.row.first_day, self.row.last_day
        if not event.all_day:
            return short_datetime(event.starts_at)
        return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"

    @property
    def due(self) -> str:
        """Until when it is wanted."""
        return short_datetime(self.row.event.due_at) if self.row.event.due_at else ""


@screen("ke-hoach/tai-ve/", name="planning_export", duties=READING)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The month's events as a file."""
    query = _query(request)
    heads = (_("Time"), _("Event"), _("Place"), _("Units"), _("Wanted"), _("Assigned to"))
    columns = (
        *map(TableColumn, heads),
        TableColumn(_("To be sent by"), ColumnKind.MOMENT),
        TableColumn(_("Status")),
        TableColumn(_("According to")),
    )
    rows = [
        (
            ListedEvent(0, row).when, row.event.title, row.event.place, row.unit_names,
            row.coverage,
            row.people, row.event.due_at, row.status.label, row.event.directive,
        )
        for row in month_events(query.user, query.first, query.filters, now=query.now)
    ]  # fmt: skip
    table = Table(f"ke-hoach-{query.first:%Y-%m}", columns, rows)
    return table_response(request.GET.get("dang", CSV), table)
