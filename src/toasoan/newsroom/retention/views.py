"""How long what is personal is kept, and what clean-ups removed: HTTP only."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, question_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.retention.forms import AgeForm
from toasoan.retention.actions import change_age, clean_up
from toasoan.retention.models import RetentionResult, RetentionRun
from toasoan.retention.queries import (
    kept_rules,
    next_of_the_clock,
    preview,
    results_of,
    runs_of,
)
from toasoan.retention.registry import RetentionRule, rules

_SHOWN = 30


def _to_overview() -> BackLink:
    return {"back": reverse("newsroom:retention"), "back_label": _("How long data is kept")}


@screen(
    "luu-du-lieu/",
    name="retention",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("How long data is kept"), icon="bin", order=820),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every rule with its age, the next run, the last runs and what they removed."""
    agency, now = kept_agency(request), timezone.now()
    context = {
        "rules": kept_rules(agency, today_here()),
        "next": next_of_the_clock(agency, now),
        "now": now,
        "runs": runs_of(agency)[:_SHOWN],
    }
    return render(request, "newsroom/retention/overview.html", context)


@screen("luu-du-lieu/xem-truoc/", name="retention_preview", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def before_running(request: HttpRequest) -> HttpResponse:
    """What would go if it ran today, and the button that runs it."""
    agency, now = kept_agency(request), timezone.now()
    if request.method == "POST":
        return _run(request)
    rows = list(preview(agency, now))
    whole = sum(removed.number for _kept, removed in rows)
    confirmation = Confirmation(
        question=_("If it ran today"),
        consequence=_("What is removed does not come back, except from an older backup."),
        button=_("Remove it now"),
        **_to_overview(),
    )
    if request.GET.get("hoi") and whole:
        return question_page(request, confirmation)
    context = {"rows": rows, "whole": whole}
    return render(request, "newsroom/retention/preview.html", context)


def _run(request: HttpRequest) -> HttpResponse:
    run = clean_up(kept_agency(request), now=timezone.now(), actor=user_of(request))
    messages.success(request, _("The clean-up has run; what it removed stands below."))
    return redirect("newsroom:retention_run", run.pk)


@screen("luu-du-lieu/lan/<int:run_id>/", name="retention_run", duties=ADMINISTRATION)
@require_safe
def one_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """What one run removed, rule by rule."""
    run = get_object_or_404(runs_of(kept_agency(request)), pk=run_id)
    context = {"run": run, "results": _named(results_of(run))}
    return render(request, "newsroom/retention/run.html", context)


def _named(results: Iterable[RetentionResult]) -> Iterator[tuple[str, RetentionResult]]:
    """Each result with what its rule is called; a rule that no longer exists by its code."""
    known = rules()
    for row in results:
        yield (str(known[row.rule].label) if row.rule in known else row.rule), row


@screen("luu-du-lieu/tep/", name="retention_export", duties=ADMINISTRATION)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Every run and what each rule removed in it, as a file."""
    rows = (
        RetentionResult.objects.filter(run__agency=kept_agency(request))
        .select_related("run__started_by")
        .order_by("-run__started_at", "-run", "rule")
    )
    columns = [
        TableColumn(gettext_lazy("Run"), ColumnKind.MOMENT),
        TableColumn(gettext_lazy("Started by")),
        TableColumn(gettext_lazy("What")),
        TableColumn(gettext_lazy("Kept for")),
        TableColumn(gettext_lazy("From before"), ColumnKind.DAY),
        TableColumn(gettext_lazy("Removed"), ColumnKind.NUMBER),
        TableColumn(gettext_lazy("Remarks")),
    ]
    lines = (
        (
            row.run.started_at,
            _starter(row.run),
            label,
            str(row.age),
            timezone.localtime(row.before).date(),
            row.number,
            row.failure or row.words,
        )
        for label, row in _named(rows.iterator())
    )
    return table_response(request.GET.get("dang", CSV), Table("xoa-du-lieu", columns, lines))


def _starter(run: RetentionRun) -> str:
    return str(run.started_by) if run.started_by else _("by itself, at night")


@screen("luu-du-lieu/loai/<str:code>/", name="retention_age", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def age(request: HttpRequest, code: str) -> HttpResponse:
    """Another age for a rule, from a day to come."""
    agency, rule, today = kept_agency(request), _rule(code), today_here()
    kept = next(each for each in kept_rules(agency, today) if each.rule.code == code)
    start = {
        "number": kept.holds.number if kept.holds else rule.age.number,
        "from_on": today + dt.timedelta(days=1),
    }
    form = AgeForm(request.POST or None, rule=rule, initial=start)
    page = FormPage(
        title=str(rule.label),
        button=_("Save the age"),
        lead=str(rule.basis),
        **_to_overview(),
        done=_("The new age holds from its day on."),
    )

    def save() -> None:
        change_age(agency, rule, form.decision(), actor=user_of(request), now=timezone.now())

    return form_page(request, page, form, save)


def _rule(code: str) -> RetentionRule:
    found = rules().get(code)
    if found is None:
        raise Http404
    return found
