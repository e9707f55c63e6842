"""The pages of one event: seeing, entering, changing, cancelling it."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.events.queries import announced_from
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ANNOUNCING, READING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.planning.event_page import event_page
from toasoan.newsroom.planning.forms import CancelPlannedEventForm, EventForm, initial_of
from toasoan.planning.actions.events import cancel_event, change_event, plan_event
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.queries.events import event_for, plannable_units, standing_of, state_of
from toasoan.planning.rules import EventAction, may
from toasoan.refusals import Problem, RefusedError
from toasoan.units.models import Unit
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.typed_dates import read_day

_FORM_METHODS = ["GET", "HEAD", "POST"]


@screen("ke-hoach/<int:event_id>/", name="planning_event", duties=READING)
@require_safe
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event: what, where, when, who covers it, what came of it."""
    return show_event(request, event_id, [], 200)


def show_event(
    request: HttpRequest, event_id: int, problems: list[Problem], status: int
) -> HttpResponse:
    """The page of an event, with what stood in the way of an action."""
    now, user = timezone.now(), user_of(request)
    event_for(user, event_id, local_day(now))
    page = event_page(user, event_id, now=now)
    found = page.row.event
    context = {
        "page": page,
        "event": found,
        "problems": problems,
        "now": now,
        "may_announce": found.agency_id in agencies_where(user, ANNOUNCING, local_day(now)),
        "announced": announced_from(found.uid),
    }
    return render(request, "newsroom/planning/event.html", context, status=status)


@screen("ke-hoach/them/", name="planning_new", duties=READING)
@require_http_methods(_FORM_METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Enter an event; a day of the calendar may be in the address."""
    now, user = timezone.now(), user_of(request)
    units = plannable_units(user, local_day(now))
    if not units:
        raise Http404
    if request.method != "POST":
        day = _day_asked(request) or local_day(now)
        form = EventForm(units=units, initial={"first_day": day})
        return _form_page(request, form, None)
    form = EventForm(request.POST, units=units)
    if not form.is_valid():
        return _form_page(request, form, None, status=422)
    try:
        made = plan_event(form.plan(), actor=user, now=now)
    except RefusedError as refusal:
        return _refused(request, form, None, refusal)
    messages.success(request, _("The event is in the plan. Now say who covers it."))
    return redirect("newsroom:planning_event", made.pk)


def _day_asked(request: HttpRequest) -> dt.date | None:
    return read_day(request.GET.get("ngay", ""))


@screen("ke-hoach/<int:event_id>/sua/", name="planning_edit", duties=READING)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, event_id: int) -> HttpResponse:
    """Change what an event says."""
    now, user = timezone.now(), user_of(request)
    found = _event_open_to(request, event_id, EventAction.CHANGE, now)
    if found is None:
        return redirect("newsroom:planning_event", event_id)
    units = _choosable(found, plannable_units(user, local_day(now)))
    if request.method != "POST":
        return _form_page(request, EventForm(units=units, initial=initial_of(found)), found)
    form = EventForm(request.POST, units=units)
    if not form.is_valid():
        return _form_page(request, form, found, status=422)
    seen = form.cleaned_data["version"]
    try:
        change_event(found.pk, form.plan(), seen_version=seen, actor=user, now=now)
    except RefusedError as refusal:
        return _refused(request, form, found, refusal)
    messages.success(request, _("The event has been changed."))
    return redirect("newsroom:planning_event", found.pk)


def _choosable(found: ExpectedEvent, units: list[Unit]) -> list[Unit]:
    """The units that may be ticked: those of the agency, and what the event concerns already."""
    rows = {unit.pk: unit for unit in units if unit.agency_id == found.agency_id}
    return list((rows | {unit.pk: unit for unit in found.units.all()}).values())


def _event_open_to(
    request: HttpRequest, event_id: int, action: EventAction, now: dt.datetime
) -> ExpectedEvent | None:
    """The event if the action is the person's; None after saying that it is not."""
    user, today = user_of(request), local_day(now)
    found = event_for(user, event_id, today)
    if may(action, standing_of(user, found, today), state_of(found)):
        return found
    messages.warning(
        request, _("This cannot be done with the event now, or it is not yours to do.")
    )
    return None


def _form_page(
    request: HttpRequest,
    form: EventForm,
    found: ExpectedEvent | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "event": found}
    return render(request, "newsroom/planning/form.html", context, status=status)


def _refused(
    request: HttpRequest, form: EventForm, found: ExpectedEvent | None, refusal: RefusedError
) -> HttpResponse:
    """The form again with everything typed; problems of a field stand beside it."""
    form.refuse(refusal)
    return _form_page(request, form, found, status=409 if form.non_field_errors() else 422)


@screen("ke-hoach/<int:event_id>/huy/", name="planning_cancel", duties=READING)
@require_http_methods(_FORM_METHODS)
def cancel(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask why, and cancel."""
    now = timezone.now()
    found = _event_open_to(request, event_id, EventAction.CANCEL, now)
    if found is None:
        return redirect("newsroom:planning_event", event_id)
    form = CancelPlannedEventForm(request.POST if request.method == "POST" else None)
    confirmation = Confirmation(
        question=_("Cancel the event"),
        consequence=_(
            "It stays in the calendar, struck out, with your reason."
            " Whoever was to cover it is told."
        ),
        button=_("Cancel the event"),
        back=reverse("newsroom:planning_event", args=[found.pk]),
        back_label=found.title,
        done=_("The event is cancelled. It stays in the calendar, struck out."),
    )

    def action() -> None:
        cancel_event(found.pk, form.cleaned_data["reason"], actor=user_of(request), now=now)

    return confirmation_page(request, confirmation, action, form)
