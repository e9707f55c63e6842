"""What the agency asks its readers, and who changed it: HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.opinions.forms import SwitchesForm
from toasoan.opinions.actions.switches import set_switches
from toasoan.opinions.queries.asking import asking_of
from toasoan.opinions.queries.ratings import entries_of

_ENTRIES = 50


@screen("y-kien-ban-doc/cai-dat/", name="opinions_switches", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: HttpRequest) -> HttpResponse:
    """Two switches, and the history of polls and switches beneath."""
    agency = kept_agency(request)
    asking = asking_of(agency.pk)
    start = {"ratings_on": asking.ratings_on, "satisfaction_on": asking.satisfaction_on}
    form = SwitchesForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        given, actor = form.cleaned_data, user_of(request)
        set_switches(agency, actor=actor, now=timezone.now(), **given)
        messages.success(request, _("Saved. Pages of the site follow within a moment."))
        return redirect("newsroom:opinions_switches")
    context = {
        "form": form,
        "entries": entries_of(agency.pk)[:_ENTRIES],
        "here": "switches",
        "may_keep": True,
    }
    return render(request, "newsroom/opinions/switches.html", context)
