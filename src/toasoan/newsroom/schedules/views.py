"""The weeks, and one week as a grid of days and half-days: HTTP only."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import SCHEDULING
from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.schedules.place import Place, place_of
from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.schedules.kinds import LineState
from toasoan.schedules.models import ScheduleLine
from toasoan.schedules.queries.clashing import clashes_in_week
from toasoan.schedules.queries.doors import agency_and_writer, lines_seen
from toasoan.schedules.queries.grid import office_grid
from toasoan.schedules.queries.public import citizens_rule, file_of
from toasoan.schedules.queries.register import citizens_missing, history_of, weeks_of
from toasoan.schedules.rules import WEEK, monday_of, registration_problems

_PER_PAGE = 20
_ORDER = (Key("monday", descending=True, is_day=True), Key("pk", descending=True))


@screen(
    "lich-lam-viec/",
    name="schedules",
    duties=SCHEDULING,
    menu=MenuEntry(label=gettext_lazy("Work schedules"), icon="calendar-alt", order=57),
)
@require_safe
def schedules(request: HttpRequest) -> HttpResponse:
    """Every week that holds something, the latest first; this week and the next to begin with."""
    agency, writer = agency_and_writer(user_of(request), today_here())
    rows = OrderedRows(_ORDER, weeks_of(agency.pk, writer))
    this_week = monday_of(today_here())
    context = {
        "page": page_asked(rows, request.GET.get("trang", ""), _PER_PAGE),
        "is_office": writer.is_office,
        "this_week": this_week,
        "next_week": this_week + WEEK,
    }
    return render(request, "newsroom/schedules/schedules.html", context)


@screen("lich-lam-viec/<slug:day>/", name="schedule_week", duties=SCHEDULING)
@require_safe
def week(request: HttpRequest, day: str) -> HttpResponse:
    """One week; another day than its Monday leads to it."""
    place = place_of(request, day)
    if day != place.monday.isoformat():
        return redirect(place.address)
    return render(request, "newsroom/schedules/week.html", _week(place))


def _week(place: Place) -> dict[str, Any]:
    lines = _lines(place)
    is_office, schedule = place.writer.is_office, place.schedule
    clashes = clashes_in_week(lines) if is_office else {}
    grid = office_grid(
        place.monday,
        lines,
        published=schedule is not None and schedule.is_published,
        clashes=clashes,
        today=today_here(),
    )
    return {
        "place": place,
        "schedule": schedule,
        "is_office": is_office,
        "may_register": is_office or not registration_problems(schedule),
        "days": grid,
        "count": len(lines),
        "waiting": sum(line.state == LineState.REGISTERED for line in lines),
        "clashing": len(clashes),
        "file": file_of(schedule) if schedule else None,
        "history": history_of(schedule, place.writer) if schedule else (),
        "rule": citizens_rule(place.agency.pk, place.monday),
        "days_missing": citizens_missing(place.agency.pk, place.monday) if is_office else 0,
        "back": reverse("newsroom:schedules"),
    }


def _lines(place: Place) -> list[ScheduleLine]:
    if place.schedule is None:
        return []
    return list(lines_seen(place.schedule, place.writer))
