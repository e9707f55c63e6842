"""Reasons, what came back and why, editions: HTTP only."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from toasoan.accounts.requests import user_of
from toasoan.editorial.editions import edition_changes
from toasoan.editorial.models import Reason, ReasonUse
from toasoan.editorial.queries import latest_text, story_for
from toasoan.editorial.reason_list import NewReason, add_reason, all_reasons, end_reason
from toasoan.newsroom.agency import agency_where
from toasoan.newsroom.door import KEEPING_REASONS
from toasoan.newsroom.figures import agency_counted, asked_period, period_choices, period_query
from toasoan.newsroom.flow.forms import EndForm, ReasonForm
from toasoan.newsroom.flow.queries import label_of, shown_changes, table
from toasoan.newsroom.kit.tables import CSV, Column, Kind, Table, table_response
from toasoan.refusals import RefusedError
from toasoan.reports.queries import lines
from toasoan.reports.returns import Deed, behind_return, returns, whole
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import previous

_PER_PAGE = 100


def _tell(form: Any, refusal: RefusedError) -> None:
    for problem in refusal.problems:
        form.add_error(problem.field, problem.message)


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest) -> HttpResponse:
    """The reasons of the agency, and a form for one more."""
    agency, today = agency_where(request, KEEPING_REASONS), local_day(timezone.now())
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
        request, "newsroom/flow/reasons.html", context, status=422 if form.errors else 200
    )


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, reason_id: int) -> HttpResponse:
    """Ask for the last day of a reason, and end it."""
    agency, today = agency_where(request, KEEPING_REASONS), local_day(timezone.now())
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
    return render(request, "newsroom/flow/end.html", context, status=422 if form.errors else 200)


@require_admin_access
@require_safe
def returns_table(request: HttpRequest) -> HttpResponse:
    """What came back, was not used, went out urgently: by reason and unit."""
    agency = agency_counted(request)
    period, form = asked_period(request)
    counted = returns(agency, period)
    context = {
        "period": period,
        "form": form,
        "units": counted.units,
        "rows": table(counted),
        "owing": counted.owing,
        "choices": period_choices(local_day(timezone.now())),
        "previous": urlencode(period_query(previous(period))),
        "query": urlencode(period_query(period)),
    }
    return render(request, "newsroom/flow/returns.html", context)


@require_admin_access
@require_safe
def returns_stories(request: HttpRequest, deed: str) -> HttpResponse:
    """Exactly the stories that a number counts."""
    agency = agency_counted(request)
    if deed not in list(Deed):
        raise Http404
    period, _form = asked_period(request)
    unit_code, code = request.GET.get("don-vi", ""), request.GET.get("ly-do", "")
    unit = get_object_or_404(Unit, agency=agency, code=unit_code) if unit_code else None
    reason = get_object_or_404(Reason, agency=agency, code=code) if code else None
    rows = behind_return(agency, period, Deed(deed), unit=unit, code=code)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    keep = {"don-vi": unit_code, "ly-do": code}
    context = {
        "label": label_of(Deed(deed), reason.label if reason else ""),
        "number": page.paginator.count,
        "period": period,
        "unit": unit,
        "page": page,
        "lines": list(lines(whole(list(page)))),
        "back": urlencode(period_query(period)),
        "query": urlencode(period_query(period) | {k: v for k, v in keep.items() if v}),
    }
    return render(request, "newsroom/flow/returns_stories.html", context)


@require_admin_access
@require_safe
def returns_export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file for Excel, or as a workbook."""
    agency = agency_counted(request)
    period, _form = asked_period(request)
    counted = returns(agency, period)
    places = [_("Whole agency"), *(unit.short_name for unit in counted.units)]
    saved = Table(
        name=f"tra-lai-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=period.label(),
        columns=[Column(_("Reason")), *(Column(place, Kind.NUMBER) for place in places)],
        rows=[[row.label, *(cell.number for cell in row.cells)] for row in table(counted)],
    )
    return table_response(request.GET.get("dang", CSV), saved)


@require_admin_access
@require_safe
def editions(request: HttpRequest, story_id: int) -> HttpResponse:
    """What was published when, and what each edition changed in the one before."""
    found = story_for(user_of(request), story_id)
    shown = [(edition, shown_changes(changes)) for edition, changes in edition_changes(found)]
    context = {"story": found, "headline": latest_text(found).headline, "editions": shown}
    return render(request, "newsroom/flow/editions.html", context)
