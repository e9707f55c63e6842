"""Measures: set in a draft; in force once its report is closed, until they are done."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.reports.forms import MeasureForm, OutcomeForm
from toasoan.newsroom.reports.rights import READERS, WRITERS, report_here
from toasoan.reports.actions import add_measure, change_measure, remove_measure, say_outcome
from toasoan.reports.models import MeasureState, Report, ReportMeasure
from toasoan.reports.queries import measure_for, measures_of
from toasoan.units.queries import agencies_where

_ALL = "tat-ca"


def _back(report: Report) -> BackLink:
    return {
        "back": reverse("newsroom:report_write", args=[report.pk]),
        "back_label": report.title,
    }


def _draft_measure(request: HttpRequest, measure_id: int) -> ReportMeasure:
    """A measure of a draft, for whoever writes it. Raises Http404."""
    measure = measure_for(agency_where(request, WRITERS), measure_id)
    if measure.report.is_closed:
        raise Http404
    return measure


@screen("bao-cao/<int:report_id>/nhiem-vu/", name="report_measure_add", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, report_id: int) -> HttpResponse:
    """Set one more measure."""
    report = report_here(request, report_id, WRITERS)
    form = MeasureForm(request.POST or None, report=report, row=None, today=today_here())
    page = FormPage(
        title=_("Set a measure"),
        button=_("Set it"),
        done=_("The measure is set."),
        **_back(report),
    )

    def action() -> None:
        add_measure(
            report.pk,
            form.measure(),
            version=form.cleaned_data["version"],
            actor=user_of(request),
            now=timezone.now(),
        )

    return form_page(request, page, form, action)


@screen("bao-cao/nhiem-vu/<int:measure_id>/sua/", name="report_measure", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Change a measure of a draft."""
    row = _draft_measure(request, measure_id)
    form = MeasureForm(request.POST or None, report=row.report, row=row, today=today_here())
    page = FormPage(title=_("Change a measure"), button=_("Save"), **_back(row.report))

    def action() -> None:
        change_measure(
            row.pk,
            form.measure(),
            version=form.cleaned_data["version"],
            actor=user_of(request),
            now=timezone.now(),
        )

    return form_page(request, page, form, action)


@screen("bao-cao/nhiem-vu/<int:measure_id>/bo/", name="report_measure_remove", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Ask, and take a measure out of a draft."""
    row = _draft_measure(request, measure_id)
    confirmation = Confirmation(
        question=_("Take this measure out of the draft?"),
        consequence=row.text,
        button=_("Take it out"),
        done=_("The measure is taken out."),
        **_back(row.report),
    )

    def action() -> None:
        remove_measure(row.pk, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen(
    "nhiem-vu/",
    name="measures",
    duties=READERS,
    menu=MenuEntry(label=gettext_lazy("Measures"), icon="tasks", order=53),
)
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """What reports have set to be done: open ones, or those of another state."""
    agency = agency_where(request, READERS)
    state = _state(request)
    rows = measures_of(agency)
    context = {
        "measures": rows.filter(state=state) if state else rows,
        "state": state or _ALL,
        "states": [*MeasureState.choices, (_ALL, _("all"))],
        "today": today_here(),
        "may_write": agency.pk in agencies_where(user_of(request), WRITERS, today_here()),
        "query": urlencode({"trang-thai": state or _ALL}),
    }
    return render(request, "newsroom/reports/measures.html", context)


def _state(request: HttpRequest) -> str:
    """The state that is asked for; "" for all."""
    asked = request.GET.get("trang-thai", MeasureState.GOING_ON)
    return asked if asked in MeasureState.values else ""


@screen("nhiem-vu/tai-ve/", name="measures_export", duties=READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The list of measures as a file."""
    rows = measures_of(agency_where(request, READERS))
    if state := _state(request):
        rows = rows.filter(state=state)
    columns = [
        TableColumn(_("Measure")),
        TableColumn(_("Who answers for it")),
        TableColumn(_("Until"), ColumnKind.DAY),
        TableColumn(_("How it stands")),
        TableColumn(_("What became of it")),
        TableColumn(_("Document that asks for it")),
        TableColumn(_("Report")),
    ]
    lines = [
        [
            row.text,
            row.owner,
            row.due_on,
            row.get_state_display(),
            row.note,
            row.document,
            row.report.title,
        ]
        for row in rows
    ]
    return table_response(request.GET.get("dang", CSV), Table("nhiem-vu", columns, lines))


@screen("nhiem-vu/<int:measure_id>/ket-qua/", name="measure_outcome", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Say what became of a measure in force; the next report opens with it."""
    row = measure_for(agency_where(request, WRITERS), measure_id)
    if not row.report.is_closed:
        raise Http404
    form = OutcomeForm(request.POST or None, initial={"state": row.state, "note": row.note})
    page = FormPage(
        title=_("What became of it"),
        lead=row.text,
        button=_("Save"),
        back=reverse("newsroom:measures"),
        back_label=_("Measures"),
        done=_("Noted; the next report will say it."),
    )

    def action() -> None:
        say_outcome(
            row.pk,
            state=form.cleaned_data["state"],
            note=form.cleaned_data["note"],
            actor=user_of(request),
            now=timezone.now(),
        )

    return form_page(request, page, form, action)
