"""Single lines of a week: enter, change, copy, decide, call off, take back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS, SCHEDULING
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.schedules.forms import (
    CallOffForm,
    Choices,
    LineForm,
    ReasonForm,
    VersionForm,
    initial_of,
)
from toasoan.newsroom.schedules.place import Place, line_and_place, place_of
from toasoan.schedules.actions.lines import (
    add_line,
    approve_line,
    call_off_line,
    change_line,
    refuse_line,
    reinstate_line,
    remove_line,
)
from toasoan.schedules.kinds import DayPart, LineKind, LineState
from toasoan.schedules.models import ScheduleLine
from toasoan.schedules.queries.clashing import clashes_with
from toasoan.schedules.queries.doors import own_line
from toasoan.schedules.rules import LineFacts, facts_of
from toasoan.stories.numbers import row_number

_FORM_METHODS = ["GET", "HEAD", "POST"]


@screen("lich-lam-viec/<slug:day>/them/", name="schedule_line_add", duties=SCHEDULING)
@require_http_methods(_FORM_METHODS)
def add(request: HttpRequest, day: str) -> HttpResponse:
    """A new line; the address may name the day, the half-day, and a line to copy."""
    place = place_of(request, day)
    copied = _copied(request, place)
    choices = Choices(place)
    form = LineForm(request.POST or None, choices=choices, initial=_start(request, place, copied))

    def save() -> None:
        facts = form.facts(_EMPTY)
        line = add_line(place.agency, place.monday, facts, writer=place.writer, now=timezone.now())
        _say(request, line, place)

    title = _("Copy a line") if copied else _("New line of the schedule")
    return _line_page(request, place, form, save, title)


_EMPTY = LineFacts(day=dt.date.min, part=DayPart.MORNING)


def _copied(request: HttpRequest, place: Place) -> ScheduleLine | None:
    """The line that the address names to be copied. Raises Http404 for another unit's."""
    line_id = row_number(request.GET.get("tu", ""))
    return own_line(place.agency, place.writer, line_id) if line_id is not None else None


def _start(request: HttpRequest, place: Place, copied: ScheduleLine | None) -> dict[str, Any]:
    """What the form begins with."""
    if copied is not None:
        moved = place.monday + (copied.day - copied.schedule.monday)
        return initial_of(copied) | {"version": 0, "day": moved.isoformat()}
    part = request.GET.get("buoi", "")
    units = sorted(place.writer.unit_ids)
    return {
        "day": request.GET.get("ngay", ""),
        "part": part if part in DayPart else DayPart.MORNING,
        "kind": LineKind.WORK,
        "unit": None if place.writer.is_office or not units else units[0],
        "is_public": place.writer.is_office,
    }


@screen("lich-lam-viec/dong/<int:line_id>/", name="schedule_line", duties=SCHEDULING)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, line_id: int) -> HttpResponse:
    """Change a line or move it to another day."""
    line, place = line_and_place(request, line_id)
    choices = Choices(place, line)
    form = LineForm(request.POST or None, choices=choices, initial=initial_of(line))

    def save() -> None:
        changed = change_line(
            line.pk,
            form.facts(facts_of(line)),
            seen_version=form.cleaned_data["version"] or 0,
            writer=place.writer,
            now=timezone.now(),
        )
        _say(request, changed, place)

    return _line_page(request, place, form, save, _("Line of the schedule"), line)


def _line_page(  # the parts of one page
    request: HttpRequest,
    place: Place,
    form: LineForm,
    save: Callable[[], None],
    title: str,
    line: ScheduleLine | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.carry_out(save):
        return redirect(f"{place.address}#{form.cleaned_data['day'].isoformat()}")
    context = {
        "form": form,
        "line": line,
        "place": place,
        "title": title,
        "is_office": place.writer.is_office,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/schedules/line.html", context, status=status)


def _say(request: HttpRequest, line: ScheduleLine, place: Place) -> None:
    """Say that it is saved, what follows, and what it clashes with."""
    said = (
        _("“%(line)s” is in the schedule.")
        if line.state == LineState.APPROVED
        else _("“%(line)s” is saved. The office decides about it.")
    )
    messages.success(request, said % {"line": line.title})
    for clash in clashes_with(line.schedule, facts_of(line), line.pk):
        messages.warning(request, clash.words)


@screen("lich-lam-viec/<slug:day>/trung/", name="schedule_clashes", duties=SCHEDULING)
@require_safe
def clashes(request: HttpRequest, day: str) -> JsonResponse:
    """With what a line clashes that is being typed: sentences; none while it makes no sense."""
    place = place_of(request, day)
    form = LineForm(request.GET, choices=Choices(place))
    line_id = row_number(request.GET.get("dong", "")) or 0
    words: list[str] = []
    if form.is_valid():
        found = clashes_with(place.schedule, form.facts(_EMPTY), line_id)
        words = [clash.words for clash in found]
    return JsonResponse({"clashes": words})


@screen("lich-lam-viec/dong/<int:line_id>/duyet/", name="schedule_approve", duties=KEEPING_RECORDS)
@require_POST
def approve(request: HttpRequest, line_id: int) -> HttpResponse:
    """Take a registered line into the schedule."""
    return _one_press(request, line_id, approve_line, _("“%(line)s” is in the schedule."))


@screen(
    "lich-lam-viec/dong/<int:line_id>/dien-ra/", name="schedule_reinstate", duties=KEEPING_RECORDS
)
@require_POST
def reinstate(request: HttpRequest, line_id: int) -> HttpResponse:
    """A line takes place after all."""
    return _one_press(request, line_id, reinstate_line, _("“%(line)s” takes place again."))


def _one_press(
    request: HttpRequest, line_id: int, action: Callable[..., None], done: str
) -> HttpResponse:
    line, place = line_and_place(request, line_id)
    seen = row_number(request.POST.get("version", ""))

    def act() -> None:
        version = -1 if seen is None else seen
        action(line.pk, seen_version=version, writer=place.writer, now=timezone.now())

    attempt(request, act, done % {"line": line.title})
    return redirect(f"{place.address}#dong-{line.pk}")


@screen(
    "lich-lam-viec/dong/<int:line_id>/khong-duyet/",
    name="schedule_refuse",
    duties=KEEPING_RECORDS,
)
@require_http_methods(_FORM_METHODS)
def refuse(request: HttpRequest, line_id: int) -> HttpResponse:
    """Ask why, and do not take the line into the schedule."""
    line, place = line_and_place(request, line_id)
    form = ReasonForm(request.POST or None, initial={"version": line.version})
    page = FormPage(
        title=_("Do not approve “%(line)s”") % {"line": line.title},
        button=_("Do not approve"),
        done=_("The line is not in the schedule; the unit has been told why."),
        **place.back,
    )

    def save() -> None:
        given = form.cleaned_data
        refuse_line(
            line.pk,
            given["reason"],
            seen_version=given["version"],
            writer=place.writer,
            now=timezone.now(),
        )

    return form_page(request, page, form, save)


@screen("lich-lam-viec/dong/<int:line_id>/huy/", name="schedule_call_off", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def call_off(request: HttpRequest, line_id: int) -> HttpResponse:
    """Put a line off or call it off."""
    line, place = line_and_place(request, line_id)
    form = CallOffForm(request.POST or None, initial={"version": line.version, "how": "postponed"})
    page = FormPage(
        title=_("Put off or call off “%(line)s”") % {"line": line.title},
        button=_("Save"),
        lead=_("Where it has been published it stays, struck out, also in calendars."),
        done=_("Saved; the unit has been told."),
        **place.back,
    )

    def save() -> None:
        given = form.cleaned_data
        call_off_line(
            line.pk,
            LineState(given["how"]),
            given["reason"],
            seen_version=given["version"],
            writer=place.writer,
            now=timezone.now(),
        )

    return form_page(request, page, form, save)


@screen("lich-lam-viec/dong/<int:line_id>/xoa/", name="schedule_remove", duties=SCHEDULING)
@require_http_methods(_FORM_METHODS)
def remove(request: HttpRequest, line_id: int) -> HttpResponse:
    """Ask, then take a line back that has not been published."""
    line, place = line_and_place(request, line_id)
    form = VersionForm(request.POST or None, initial={"version": line.version})
    confirmation = Confirmation(
        question=_("Remove “%(line)s”") % {"line": line.title},
        consequence=_("It disappears from the schedule; the history keeps who removed it."),
        button=_("Remove the line"),
        done=_("The line has been removed."),
        **place.back,
    )

    def act() -> None:
        remove_line(
            line.pk,
            seen_version=form.cleaned_data["version"],
            writer=place.writer,
            now=timezone.now(),
        )

    return confirmation_page(request, confirmation, act, form)
