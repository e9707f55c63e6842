"""The clerk's registers: days of the clocks, fields, places to go to, reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import TAKING_QUESTIONS
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.questions import register_forms as forms
from toasoan.questions.actions.registers import (
    drop_clock,
    save_field,
    save_place,
    save_reason,
    set_clock,
)
from toasoan.questions.kinds import QuestionKind
from toasoan.questions.models import Clock, Field, Place, QuestionReason
from toasoan.units.models import Agency, Unit

_FORM_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register: its rows, the form of a row, and what saves it."""

    model: type[Model]
    title: str | Promise
    form: type[forms.RowForm]
    save: Callable[[Agency, Any, int | None], Any]


def _save_field(agency: Agency, form: Any, key: int | None) -> None:
    save_field(agency, form.facts(), field_id=key)


def _save_place(agency: Agency, form: Any, key: int | None) -> None:
    save_place(agency, form.facts(), place_id=key)


def _save_reason(agency: Agency, form: Any, key: int | None) -> None:
    save_reason(agency, form.facts(), reason_id=key)


REGISTERS: dict[str, Register] = {
    "linh-vuc": Register(
        model=Field,
        title=gettext_lazy("Field of the question"),
        form=forms.FieldForm,
        save=_save_field,
    ),
    "noi-den": Register(
        model=Place, title=gettext_lazy("Place to go to"), form=forms.PlaceForm, save=_save_place
    ),
    "ly-do": Register(
        model=QuestionReason,
        title=gettext_lazy("Reason"),
        form=forms.ReasonRowForm,
        save=_save_reason,
    ),
}


@screen("hoi-dap/danh-muc/", name="question_registers", duties=TAKING_QUESTIONS)
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Everything that the clerk keeps about questions."""
    agency, today = agency_where(request, TAKING_QUESTIONS), today_here()
    clocks = list(Clock.objects.filter(agency=agency).order_by("kind", "-from_on"))
    context = {
        "clocks": [(row, row.from_on > today) for row in clocks],
        "kinds": QuestionKind.choices,
        "fields": _rows(Field, agency).select_related("unit"),
        "places": _rows(Place, agency),
        "reasons": _rows(QuestionReason, agency),
    }
    return render(request, "newsroom/questions/registers.html", context)


def _rows(model: Any, agency: Agency) -> QuerySet[Any]:  # any of the registers
    rows: QuerySet[Any] = model.objects.filter(agency=agency)
    return rows


def _edit(request: HttpRequest, name: str, key: int | None) -> HttpResponse:
    agency = agency_where(request, TAKING_QUESTIONS)
    register = REGISTERS.get(name)
    if register is None:
        raise Http404
    row = get_object_or_404(_rows(register.model, agency), pk=key) if key else None
    posted = request.POST if request.method == "POST" else None
    units = list(Unit.objects.open_on(today_here()).filter(agency=agency))
    form = register.form(posted, row=row, units=units)
    back = reverse("newsroom:question_registers")
    page = FormPage(
        title=str(register.title) if row is None else str(row),
        button=_("Save"),
        back=back,
        back_label=_("Registers of questions"),
        done=_("Saved."),
    )
    return form_page(request, page, form, partial(register.save, agency, form, key))


@screen("hoi-dap/danh-muc/<slug:name>/them/", name="register_add", duties=TAKING_QUESTIONS)
@require_http_methods(_FORM_METHODS)
def adding(request: HttpRequest, name: str) -> HttpResponse:
    """Add a row to a register."""
    return _edit(request, name, None)


@screen("hoi-dap/danh-muc/<slug:name>/<int:row_id>/", name="register_row", duties=TAKING_QUESTIONS)
@require_http_methods(_FORM_METHODS)
def changing(request: HttpRequest, name: str, row_id: int) -> HttpResponse:
    """Change a row of a register."""
    return _edit(request, name, row_id)


@screen("hoi-dap/thoi-han/<slug:kind>/", name="question_clock", duties=TAKING_QUESTIONS)
@require_http_methods(_FORM_METHODS)
def clock(request: HttpRequest, kind: str) -> HttpResponse:
    """Set the days of a kind from a day of reception on."""
    agency = agency_where(request, TAKING_QUESTIONS)
    if kind not in QuestionKind.values:
        raise Http404
    chosen = QuestionKind(kind)
    latest = Clock.objects.filter(agency=agency, kind=kind).order_by("from_on").last()
    form = forms.ClockForm(
        request.POST if request.method == "POST" else None,
        initial=forms.initial_of(latest, today_here()),
    )
    page = FormPage(
        title=_("Deadline: %(kind)s") % {"kind": chosen.label},
        lead=_("What was received before the day keeps the days that hold now."),
        button=_("Save"),
        back=reverse("newsroom:question_registers"),
        back_label=_("Registers of questions"),
        done=_("The days are set; open questions have been counted anew."),
    )

    def action() -> None:
        from_on = form.cleaned_data["from_on"]
        set_clock(agency, chosen, form.clock(), from_on=from_on, today=today_here())

    return form_page(request, page, form, action)


@screen("hoi-dap/thoi-han/<int:clock_id>/bo/", name="question_clock_drop", duties=TAKING_QUESTIONS)
@require_POST
def dropping(request: HttpRequest, clock_id: int) -> HttpResponse:
    """Remove days that do not hold yet."""
    agency = agency_where(request, TAKING_QUESTIONS)
    get_object_or_404(_rows(Clock, agency), pk=clock_id)
    attempt(
        request,
        lambda: drop_clock(agency, clock_id, today=today_here()),
        _("The days are removed."),
    )
    return redirect("newsroom:question_registers")
