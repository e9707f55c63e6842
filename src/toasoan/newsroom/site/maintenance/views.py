"""The webmaster announces maintenance and calls it off."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import BackLink
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.maintenance.forms import MaintenanceForm
from toasoan.notifications.calendars import calendar_of
from toasoan.site_settings.maintenance.actions import announce_maintenance, call_off_maintenance
from toasoan.site_settings.maintenance.queries import maintenances
from toasoan.site_settings.maintenance.rules import earliest_day
from toasoan.site_settings.models import Maintenance
from toasoan.vietnamese.dates import local_day, short_date, short_datetime

_SHOWN = 20


@screen(
    "bao-tri/",
    name="maintenance",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Maintenance"), icon="cogs", order=810),
)
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """What is announced, and the form for the next one."""
    agency, now = kept_agency(request), timezone.now()
    calendar = calendar_of(agency.pk)
    form = MaintenanceForm(request.POST or None)

    def announce() -> None:
        announce_maintenance(form.plan(), calendar, agency=agency, actor=user_of(request), now=now)

    if request.method == "POST" and form.carry_out(announce):
        messages.success(request, _("Readers are told on every page from now on."))
        return redirect("newsroom:maintenance")
    context = {
        "form": form,
        "rows": maintenances(agency.pk)[:_SHOWN],
        "now": now,
        "earliest": earliest_day(local_day(now), calendar),
    }
    status = 200 if request.method != "POST" else 422
    return render(request, "newsroom/site/maintenance/overview.html", context, status=status)


@screen("bao-tri/<int:maintenance_id>/huy/", name="maintenance_call_off", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, maintenance_id: int) -> HttpResponse:
    """Ask, then call maintenance off, or end it when it is going on."""
    now = timezone.now()
    row = get_object_or_404(maintenances(kept_agency(request).pk), pk=maintenance_id)
    if row.called_off_at is not None or row.ends_at <= now:
        messages.warning(request, _("This maintenance is over or has been called off already."))
        return redirect("newsroom:maintenance")
    confirmation = _ending(row) if row.begins_at <= now else _calling_off(row, now)
    return confirmation_page(request, confirmation, lambda: call_off_maintenance(row, now=now))


def _calling_off(row: Maintenance, now: dt.datetime) -> Confirmation:
    """The question about maintenance that has not begun."""
    earliest = earliest_day(local_day(now), calendar_of(row.agency_id))
    return Confirmation(
        question=_("Call off the maintenance of %(when)s")
        % {"when": short_datetime(row.begins_at)},
        consequence=_(
            "The announcement disappears from every page. It cannot be put back: maintenance has"
            " to be announced anew, for %(day)s or later if it is planned."
        )
        % {"day": short_date(earliest)},
        button=_("Call it off"),
        **_to_overview(),
        lead=row.reason,
        done=_("The announcement is off the site."),
    )


def _ending(row: Maintenance) -> Confirmation:
    """The question about maintenance that is going on.

    Readers get no separate message: an announcement on every page that something is over would
    tell them of work of which most saw nothing.
    """
    return Confirmation(
        question=_("End the maintenance now"),
        consequence=_(
            "The site opens again within half a minute. Readers are not told separately that it"
            " ended sooner: the announcement disappears and the pages open as usual."
        ),
        button=_("Yes, end it"),
        **_to_overview(),
        lead=row.reason,
        done=_("The maintenance has ended. The site opens again within half a minute."),
    )


def _to_overview() -> BackLink:
    return {"back": reverse("newsroom:maintenance"), "back_label": _("Maintenance of the site")}
