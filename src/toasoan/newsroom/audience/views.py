"""How much the site is used: the page of webmaster and board, its tables as files, its rules."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.audience import definitions
from toasoan.audience.actions import set_rules
from toasoan.audience.models import CountingRules
from toasoan.audience.queries import ever, rules_of, site_by_day, visits_now
from toasoan.newsroom.audience.forms import CountingForm
from toasoan.newsroom.audience.parts import PARTS, Part, cards_of
from toasoan.newsroom.kit.agency import agency_where, kept_agency, today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, READING_AUDIENCE
from toasoan.newsroom.kit.form_page import FormPage
from toasoan.newsroom.kit.period_choice import PeriodForm, period_context, period_of
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, Table, Value, table_response
from toasoan.printing import charts
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.numbers import grouped
from toasoan.vietnamese.periods import Period, month

_HISTORY = 20


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its chart drawn, its cells as text and the address of its files."""

    name: str
    part: Part
    drawing: SafeString
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def _period(request: HttpRequest) -> tuple[Period, PeriodForm]:
    today = today_here()
    return period_of(request, default=month(today.year, today.month))


@screen(
    "truy-cap/",
    name="audience",
    duties=READING_AUDIENCE,
    menu=MenuEntry(label=gettext_lazy("Readers and visits"), icon="view", order=51),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The numbers of now and of a period, and everything that is behind them."""
    agency = agency_where(request, READING_AUDIENCE)
    period, form = _period(request)
    days = site_by_day(agency, period)
    context = {
        **period_context(period, form),
        "now": visits_now(agency),
        "definitions": definitions,
        "cards": cards_of(ever(agency), days.values()),
        "parts": [_shown(name, make(agency, period)) for name, make in PARTS.items()],
        "rules": rules_of(agency),
        "may_set_rules": _may_set_rules(request, agency),
    }
    return render(request, "newsroom/audience/audience.html", context)


def _may_set_rules(request: HttpRequest, agency: Agency) -> bool:
    where = agencies_where(user_of(request), ADMINISTRATION, today_here())
    return agency.pk in where


def _shown(name: str, part: Part) -> ShownPart:
    # Written by `printing.charts`, which escapes every word.
    drawing = mark_safe(charts.svg(part.chart)) if part.chart else SafeString()  # noqa: S308
    addresses = part.addresses or ("",) * len(part.rows)
    rows = tuple(
        (address, tuple(map(_cell, row))) for address, row in zip(addresses, part.rows, strict=True)
    )
    return ShownPart(name, part, drawing, rows)


def _cell(value: Value) -> str:
    return grouped(value) if isinstance(value, int) else str(value)


@screen("truy-cap/tai-ve/<slug:name>/", name="audience_export", duties=READING_AUDIENCE)
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table of the page as a file. Raises Http404."""
    agency = agency_where(request, READING_AUDIENCE)
    if name not in PARTS:
        raise Http404
    period, _form = _period(request)
    part = PARTS[name](agency, period)
    saved = Table(
        name=f"truy-cap-{name}-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=f"{part.title} – {period.label()}",
        columns=part.columns,
        rows=part.rows,
    )
    return table_response(request.GET.get("dang", CSV), saved)


@screen("truy-cap/cach-dem/", name="audience_rules", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """What the earlier site counted, and what is counted besides numbers; with its history."""
    agency = kept_agency(request)
    form = CountingForm(request.POST or None, initial=CountingForm.initial_of(rules_of(agency)))

    def save() -> None:
        set_rules(agency, form.rules(), actor=user_of(request))

    if request.method == "POST" and form.carry_out(save):
        messages.success(request, _("Saved. The home page shows the new total within a minute."))
        return redirect("newsroom:audience")
    page = FormPage(
        title=_("How this site counts"),
        button=_("Save"),
        back=reverse("newsroom:audience"),
        back_label=_("Readers and visits"),
        lead=_("What you change holds from now on; what is counted already stays."),
    )
    history = CountingRules.objects.filter(agency=agency).select_related("set_by")
    context = {"page": page, "form": form, "history": history[:_HISTORY]}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/audience/rules.html", context, status=status)
