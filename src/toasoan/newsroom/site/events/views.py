"""The agency's public events, for the webmaster and the editors: HTTP only."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.events.actions import (
    announce,
    cancel_event,
    change_event,
    reinstate_event,
    remove_event,
)
from toasoan.events.models import PublicEvent
from toasoan.events.queries import events_of
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ANNOUNCING
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.events.forms import (
    CancelPublicEventForm,
    PublicEventForm,
    initial_from_plan,
    initial_of,
)
from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.queries.events import event_for
from toasoan.stories.numbers import row_number
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day

_PER_PAGE = 30
_ORDER = (Key("starts_at", descending=True, is_moment=True), Key("pk", descending=True))
_FORM_METHODS = ["GET", "HEAD", "POST"]


def _agency(request: HttpRequest) -> Agency:
    return agency_where(request, ANNOUNCING)


def _own(request: HttpRequest) -> QuerySet[PublicEvent]:
    return events_of(_agency(request).pk)


@screen(
    "su-kien/",
    name="events",
    duties=ANNOUNCING,
    menu=MenuEntry(label=gettext_lazy("Public events"), icon="calendar", order=310),
)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Every event, shown or not, the latest first."""
    rows = OrderedRows(_ORDER, _own(request).select_related("unit", "changed_by"))
    page = page_asked(rows, request.GET.get("trang", ""), _PER_PAGE)
    context = {"page": page, "now": timezone.now()}
    return render(request, "newsroom/site/events/events.html", context)


@screen("su-kien/them/", name="event_add", duties=ANNOUNCING)
@require_http_methods(_FORM_METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """A new event; one of the plan may be in the address and fills the form."""
    agency, planned = _agency(request), _planned(request)
    start = initial_from_plan(planned) if planned else {"is_published": True}
    form = PublicEventForm(request.POST or None, units=_units(agency), initial=start)
    back = reverse("newsroom:planning_event", args=[planned.pk]) if planned else ""
    page = FormPage(
        title=_("Announce an event"),
        button=_("Save the event"),
        back=back or reverse("newsroom:events"),
        back_label=planned.title if planned else _("Public events"),
        lead=_("Taken from the plan: look through every line, readers see all of it.")
        if planned
        else "",
        onward=reverse("newsroom:events"),
    )

    def save() -> None:
        made = announce(
            agency,
            form.announcement(),
            actor=user_of(request),
            now=timezone.now(),
            planned_uid=planned.uid if planned else None,
        )
        _say_saved(request, made)

    return form_page(request, page, form, save)


def _planned(request: HttpRequest) -> ExpectedEvent | None:
    """The expected event that the address names, if it exists for the person. Raises Http404."""
    planned_id = row_number(request.GET.get("ke-hoach", ""))
    return None if planned_id is None else event_for(user_of(request), planned_id)


def _units(agency: Agency, event: PublicEvent | None = None) -> list[Unit]:
    """Who can hold an event today; an event keeps the unit that it has."""
    units = Unit.objects.filter(agency=agency)
    offered = units.open_on(local_day(timezone.now()))
    if event is not None and event.unit_id is not None:
        offered |= units.filter(pk=event.unit_id)
    return list(offered)


def _say_saved(request: HttpRequest, event: PublicEvent) -> None:
    said = (
        _("Readers see “%(event)s” now.")
        if event.is_published
        else _("“%(event)s” has been saved; readers do not see it.")
    )
    messages.success(request, said % {"event": event.title})


@screen("su-kien/<int:event_id>/", name="event", duties=ANNOUNCING)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, event_id: int) -> HttpResponse:
    """Change what an event says, or whether readers see it."""
    event = get_object_or_404(_own(request), pk=event_id)
    form = PublicEventForm(
        request.POST or None, units=_units(event.agency, event), initial=initial_of(event)
    )

    def save() -> None:
        seen, actor = form.cleaned_data["version"], user_of(request)
        announcement = form.announcement()
        changed = change_event(
            event.pk, announcement, seen_version=seen, actor=actor, now=timezone.now()
        )
        _say_saved(request, changed)

    return form_page(request, _page(event.title, _("Save the event")), form, save)


def _page(title: str, button: str, *, done: str = "", lead: str = "") -> FormPage:
    """A page about one event, from which one goes back to the list."""
    return FormPage(
        title=title,
        button=button,
        back=reverse("newsroom:events"),
        back_label=_("Public events"),
        done=done,
        lead=lead,
    )


@screen("su-kien/<int:event_id>/huy/", name="event_cancel", duties=ANNOUNCING)
@require_http_methods(_FORM_METHODS)
def cancel(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask what readers are told, and cancel."""
    event = get_object_or_404(_own(request), pk=event_id)
    form = CancelPublicEventForm(request.POST if request.method == "POST" else None)
    page = _page(
        _("Cancel “%(event)s”") % {"event": event.title},
        _("Cancel the event"),
        lead=_("It stays on the site, struck out, and in the calendars of whoever noted it."),
        done=_("The event is cancelled; readers see it struck out."),
    )

    def save() -> None:
        note = form.cleaned_data["note"]
        cancel_event(event.pk, note, actor=user_of(request), now=timezone.now())

    return form_page(request, page, form, save)


@screen("su-kien/<int:event_id>/dien-ra/", name="event_reinstate", duties=ANNOUNCING)
@require_POST
def reinstate(request: HttpRequest, event_id: int) -> HttpResponse:
    """Take back the cancellation of an event."""
    event = get_object_or_404(_own(request), pk=event_id)
    reinstate_event(event.pk, actor=user_of(request), now=timezone.now())
    messages.success(request, _("“%(event)s” takes place again.") % {"event": event.title})
    return redirect("newsroom:events")


@screen("su-kien/<int:event_id>/xoa/", name="event_remove", duties=ANNOUNCING)
@require_http_methods(_FORM_METHODS)
def remove(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask, then take an event away for good."""
    event = get_object_or_404(_own(request), pk=event_id)
    confirmation = Confirmation(
        question=_("Remove “%(event)s”") % {"event": event.title},
        consequence=_("It disappears from the site and from calendars and does not come back."),
        button=_("Remove the event"),
        lead=_("For what was entered by mistake. An event that does not take place is cancelled."),
        back=reverse("newsroom:events"),
        back_label=_("Public events"),
        done=_("The event has been removed."),
    )
    return confirmation_page(request, confirmation, lambda: remove_event(event.pk))
