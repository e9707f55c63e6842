"""The agency's reasons for returning and for not using a story."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.editorial.models import Reason, ReasonUse
from toasoan.editorial.reason_list import NewReason, add_reason, all_reasons, end_reason
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.duty_sets import CHOOSING_REASONS
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.reasons.forms import EndForm, ReasonForm
from toasoan.refusals import RefusedError
from toasoan.vietnamese.dates import local_day


def _tell(form: Any, refusal: RefusedError) -> None:
    for problem in refusal.problems:
        form.add_error(problem.field, problem.message)


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
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewReason(
            label=given["label"],
            use=ReasonUse(given["use"]),
            from_on=given["from_on"],
            code=given["code"],
        )
        try:
            reason = add_reason(new, agency=agency, actor=user_of(request), today=today)
        except RefusedError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("Added: “%(reason)s”.") % {"reason": reason.label})
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
    form = EndForm(request.POST or None, initial={"to_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            end_reason(
                reason,
                to_on=form.cleaned_data["to_on"],
                actor=user_of(request),
                today=today,
            )
        except RefusedError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("“%(reason)s” ends.") % {"reason": reason.label})
            return redirect("newsroom:reasons")
    context = {"form": form, "reason": reason}
    return render(request, "newsroom/reasons/end.html", context, status=422 if form.errors else 200)
