"""The agency's reasons for returning and for not using a story."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.editorial.models import Reason, ReasonUse
from toasoan.editorial.reason_list import add_reason, all_reasons, end_reason
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import CHOOSING_REASONS
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.reasons.forms import EndReasonForm, ReasonForm
from toasoan.vietnamese.dates import local_day


@screen(
    "ly-do/",
    name="reasons",
    duties=CHOOSING_REASONS,
    menu=MenuEntry(label=gettext_lazy("Reasons for returning"), icon="list-ol", order=70),
)
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest) -> HttpResponse:
    """The reasons of the agency, and a form for one more."""
    agency, today = agency_where(request, CHOOSING_REASONS), local_day(timezone.now())
    form = ReasonForm(request.POST or None, initial={"from_on": today, "use": ReasonUse.RETURN})

    def add() -> None:
        added = add_reason(form.reason(), agency=agency, actor=user_of(request), today=today)
        messages.success(request, _("Added: “%(reason)s”.") % {"reason": added.label})

    if request.method == "POST" and form.carry_out(add):
        return redirect("newsroom:reasons")
    rows = all_reasons(agency)
    groups = [
        (ReasonUse.RETURN, _("For returning a story")),
        (ReasonUse.REJECT, _("For not using a story")),
    ]
    context = {
        "form": form,
        "today": today,
        "groups": [(use, title, [r for r in rows if r.use == use]) for use, title in groups],
    }
    return render(
        request, "newsroom/reasons/reasons.html", context, status=422 if form.errors else 200
    )


@screen("ly-do/<int:reason_id>/ngung/", name="reason_end", duties=CHOOSING_REASONS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, reason_id: int) -> HttpResponse:
    """Ask for the last day of a reason, and end it."""
    agency, today = agency_where(request, CHOOSING_REASONS), local_day(timezone.now())
    reason = get_object_or_404(Reason, pk=reason_id, agency=agency, to_on__isnull=True)
    form = EndReasonForm(request.POST or None, initial={"to_on": today})

    def action() -> None:
        end_reason(reason, to_on=form.cleaned_data["to_on"], actor=user_of(request), today=today)

    confirmation = Confirmation(
        question=_("End “%(reason)s”") % {"reason": reason.label},
        consequence=_(
            "After its last day nobody can choose it any more. Figures and history keep it."
            " This cannot be undone."
        ),
        button=_("End the reason"),
        back=reverse("newsroom:reasons"),
        back_label=_("Reasons"),
        done=_("“%(reason)s” ends.") % {"reason": reason.label},
    )
    return confirmation_page(request, confirmation, action, form)
