"""The webmaster's screens: limits of steps, office hours, holidays, the log of notifications."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.notifications.forms import (
    LIMIT_LABELS,
    HolidayForm,
    HoursForm,
    LimitForm,
    LogForm,
)
from toasoan.newsroom.notifications.queries import page_in, rows_of
from toasoan.notifications.administration import (
    keep_holiday,
    keep_hours,
    keep_limits,
    remove_holiday,
)
from toasoan.notifications.models import Holiday, OfficeHours
from toasoan.notifications.queries import log
from toasoan.notifications.reminders import limits_of
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day, short_date


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A step and its form."""

    label: str | Promise
    form: LimitForm


@screen(
    "thoi-han/",
    name="limits",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Limits and notifications"), icon="date", order=320),
)
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """How long a story may wait at each step."""
    agency = kept_agency(request)
    kept = limits_of(agency.pk)
    rows = {
        status: LimitRow(
            label,
            LimitForm(
                request.POST or None,
                prefix=status.value,
                initial={"first": kept[status][0], "second": kept[status][1]},
            ),
        )
        for status, label in LIMIT_LABELS.items()
    }
    if request.method == "POST" and all(row.form.is_valid() for row in rows.values()):
        keep_limits(agency, {status: _hours_in(row.form) for status, row in rows.items()})
        messages.success(request, _("The limits have been saved."))
        return redirect("newsroom:limits")
    status_code = 422 if request.method == "POST" else 200
    context = {"rows": rows.values(), "tab": "limits"}
    return render(request, "newsroom/notifications/limits.html", context, status=status_code)


def _hours_in(form: LimitForm) -> tuple[int, int]:
    return form.cleaned_data["first"], form.cleaned_data["second"]


@screen("thoi-han/gio-lam-viec/", name="office_hours", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """When the agency works; new hours hold from a day on, old ones stay for what is past."""
    agency = kept_agency(request)
    kept = list(OfficeHours.objects.filter(agency=agency).order_by("-from_on"))
    latest = kept[0] if kept else OfficeHours()
    today = local_day(timezone.now())
    names = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
    start = {name: getattr(latest, name) for name in names} | {"from_on": today}
    form = HoursForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        keep_hours(agency, **form.cleaned_data)
        messages.success(request, _("The office hours have been saved."))
        return redirect("newsroom:office_hours")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "kept": kept, "tab": "hours"}
    return render(request, "newsroom/notifications/hours.html", context, status=status)


@screen("thoi-han/ngay-nghi/", name="holidays", duties=ADMINISTRATION)
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """The holidays of a year."""
    agency = kept_agency(request)
    days = Holiday.objects.filter(agency=agency)
    this_year = local_day(timezone.now()).year
    years = sorted({day.year for day in days.dates("first_on", "year")} | {this_year})
    typed_year = request.GET.get("nam", "")
    year = int(typed_year) if typed_year.isdecimal() and int(typed_year) in years else this_year
    context = {
        "days": days.filter(first_on__year=year),
        "years": years,
        "year": year,
        "tab": "holidays",
    }
    return render(request, "newsroom/notifications/holidays.html", context)


@screen("thoi-han/ngay-nghi/them/", name="holiday_add", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_add(request: HttpRequest) -> HttpResponse:
    """Enter a holiday."""
    return _holiday_form(request, kept_agency(request), None)


@screen("thoi-han/ngay-nghi/<int:holiday_id>/", name="holiday_edit", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_edit(request: HttpRequest, holiday_id: int) -> HttpResponse:
    """Change a holiday of the webmaster's own agency."""
    agency = kept_agency(request)
    return _holiday_form(request, agency, get_object_or_404(Holiday, pk=holiday_id, agency=agency))


def _holiday_form(request: HttpRequest, agency: Agency, holiday: Holiday | None) -> HttpResponse:
    names = ("name", "kind", "first_on", "last_on", "decision", "is_expected")
    start = {name: getattr(holiday, name) for name in names} if holiday else {}
    form = HolidayForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        if kept := keep_holiday(agency, holiday, form.cleaned_data):
            messages.success(request, _("The holiday has been saved."))
            return redirect(_list_of(kept.first_on))
        form.add_error("name", _("This holiday is already entered for that day."))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "holiday": holiday, "tab": "holidays"}
    return render(request, "newsroom/notifications/holiday.html", context, status=status)


@screen("thoi-han/ngay-nghi/<int:holiday_id>/bo/", name="holiday_remove", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_remove(request: HttpRequest, holiday_id: int) -> HttpResponse:
    """Ask, then take a holiday off the list."""
    holiday = get_object_or_404(Holiday, pk=holiday_id, agency=kept_agency(request))
    names = {"name": holiday.name, "first": short_date(holiday.first_on)}
    confirmation = Confirmation(
        question=_("Take a holiday off the list"),
        consequence=_(
            "“%(name)s” (%(first)s) will count as an ordinary day, for limits that are running too."
        )
        % names,
        button=_("Take it off the list"),
        back=reverse("newsroom:holiday_edit", args=[holiday.pk]),
        back_label=holiday.name,
        done=_("The holiday has been taken off the list."),
        onward=_list_of(holiday.first_on),
    )
    return confirmation_page(request, confirmation, lambda: remove_holiday(holiday))


def _list_of(day: dt.date) -> str:
    return f"{reverse('newsroom:holidays')}?nam={day.year}"


@screen("thong-bao/nhat-ky/", name="notification_log", duties=ADMINISTRATION)
@require_safe
def notification_log(request: HttpRequest) -> HttpResponse:
    """Who was told what when, by which channel, and what became of it."""
    user, now = user_of(request), timezone.now()
    form = LogForm(request.GET)
    filters: dict[str, Any] = form.cleaned_data if form.is_valid() else {"nguoi": "", "tin": None}
    entries = log(kept_agency(request).pk, words=filters["nguoi"], story_id=filters["tin"])
    page = page_in(entries, request.GET.get("sau", ""))
    kept = request.GET.copy()
    kept.pop("sau", None)
    context = {
        "form": form,
        "rows": rows_of(page, user, now),
        "next": page.after,
        "kept": kept.urlencode(),
        "is_filtered": bool(filters["nguoi"] or filters["tin"]),
        "tab": "log",
        "now": now,
    }
    return render(request, "newsroom/notifications/log.html", context)
