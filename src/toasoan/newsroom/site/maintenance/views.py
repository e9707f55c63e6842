"""The webmaster announces maintenance and calls it off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.maintenance.forms import MaintenanceForm
from toasoan.notifications.calendars import calendar_of
from toasoan.site_settings.maintenance.actions import announce_maintenance, call_off_maintenance
from toasoan.site_settings.maintenance.queries import maintenances
from toasoan.site_settings.maintenance.rules import earliest_day
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day

_SHOWN = 20


def _agency(request: HttpRequest) -> Agency:
    today = local_day(timezone.now())
    ids = agencies_where(user_of(request), ADMINISTRATION, today)
    return get_object_or_404(Agency.objects.order_by("pk"), pk__in=sorted(ids)[:1])


@screen(
    "bao-tri/",
    name="maintenance",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Maintenance"), icon="cogs", order=810),
)
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """What is announced, and the form for the next one."""
    agency, now = _agency(request), timezone.now()
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
@require_POST
def call_off(request: HttpRequest, maintenance_id: int) -> HttpResponse:
    """It does not take place, or is over sooner."""
    row = get_object_or_404(maintenances(_agency(request).pk), pk=maintenance_id)
    call_off_maintenance(row, now=timezone.now())
    messages.success(request, _("The announcement is off the site."))
    return redirect("newsroom:maintenance")
