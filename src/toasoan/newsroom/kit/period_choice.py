"""Whose figures are read, and for which period: what every screen of figures asks first."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.duty_sets import COUNTING
from toasoan.units.models import Agency
from toasoan.vietnamese import periods
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period


class PeriodForm(forms.Form):
    """The first and the last day of a period."""

    first = DayField(label=gettext_lazy("From"))
    last = DayField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, dt.date]:
        """Refuse days in the wrong order."""
        given = cast("dict[str, dt.date]", super().clean())
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            raise forms.ValidationError(_("The last day is before the first day."))
        return given


def agency_counted(request: HttpRequest) -> Agency:
    """The agency whose figures the person reads. Raises Http404."""
    return agency_where(request, COUNTING)


def period_of(request: HttpRequest, *, default: Period | None = None) -> tuple[Period, PeriodForm]:
    """The period of the address, `default` or today's half-year; a wrong one keeps its form."""
    today = default or periods.half_year_of(local_day(timezone.now()))
    names = ("from", "to")
    if not any(request.GET.get(name) for name in names):
        return today, PeriodForm(initial={"first": today.first, "last": today.last})
    form = PeriodForm({"first": request.GET.get("from"), "last": request.GET.get("to")})
    if not form.is_valid():
        return today, form
    return Period(form.cleaned_data["first"], form.cleaned_data["last"]), form


def period_query(period: Period) -> dict[str, str]:
    """The period in an address."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def period_context(
    period: Period, form: PeriodForm, *, kept: dict[str, str] | None = None
) -> dict[str, Any]:  # what templates take
    """The period, its form and the addresses of other periods, for `kit/period.html`.

    `kept` is what else of the address stays when another period is chosen.
    """
    kept = kept or {}
    return {
        "period": period,
        "form": form,
        "kept": kept,
        "choices": period_choices(local_day(timezone.now()), kept),
        "previous": urlencode(period_query(periods.previous(period)) | kept),
        "query": urlencode(period_query(period) | kept),
    }


def period_choices(day: dt.date, kept: dict[str, str]) -> list[dict[str, str]]:
    """Periods that people ask for, each with its address."""
    half = periods.half_year_of(day)
    quarter = periods.quarter(day.year, (day.month + 2) // 3)
    sector = (day + dt.timedelta(days=31)).year  # the sector's year begins on 01/12
    offered = [
        half,
        periods.previous(half),
        quarter,
        periods.month(day.year, day.month),
        periods.year(day.year),
        periods.sector_year(sector),
    ]
    return [{"label": p.label(), "query": urlencode(period_query(p) | kept)} for p in offered]
