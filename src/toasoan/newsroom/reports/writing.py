"""Writing a draft beside its figures, choosing its stories, closing and supplementing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.reports.forms import NotableForm, ReportTextForm
from toasoan.newsroom.reports.rights import CLOSERS, WRITERS, report_here, rights_in
from toasoan.newsroom.reports.sources import source_address
from toasoan.newsroom.reports.views import shown_figures, shown_table
from toasoan.reports.actions import (
    begin_supplement,
    choose_highlights,
    discard_draft,
    save_text,
)
from toasoan.reports.counting import PUBLISHED, most_placed
from toasoan.reports.files import close_and_keep
from toasoan.reports.models import Report
from toasoan.reports.queries import Draft, draft_of
from toasoan.stories.models import Story

#: Stories offered as notable: the most used by outlets first.
_OFFERED = 60


def report_link(report: Report) -> BackLink:
    """The way back to a report's page."""
    return {"back": reverse("newsroom:report", args=[report.pk]), "back_label": report.title}


@screen("bao-cao/<int:report_id>/viet/", name="report_write", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, report_id: int) -> HttpResponse:
    """The editor: the text beside the figures. A save from an older version shows both texts."""
    report = report_here(request, report_id, WRITERS)
    if report.is_closed:
        return redirect("newsroom:report", report.pk)
    draft = draft_of(report)
    form = ReportTextForm(request.POST or None, draft=draft)
    overtaken = request.method == "POST" and request.POST.get("version") != str(report.version)

    def save() -> None:
        save_text(
            report.pk,
            form.text(),
            version=form.cleaned_data["version"],
            actor=user_of(request),
            now=timezone.now(),
        )

    if request.method == "POST" and form.carry_out(save):
        messages.success(request, _("The report is saved."))
        onward = "newsroom:report" if "xem" in request.POST else "newsroom:report_write"
        return redirect(onward, report.pk)
    if overtaken:
        # Both texts are on the page now: saving again is a choice.
        typed = request.POST.copy()
        typed["version"] = str(report.version)
        form.data = typed
    status = 409 if overtaken else 422 if form.errors else 200
    context = _written(report, draft, form) | {
        "overtaken": overtaken,
        "rights": rights_in(request, report),
    }
    return render(request, "newsroom/reports/write.html", context, status=status)


def _written(report: Report, draft: Draft, form: ReportTextForm) -> dict[str, Any]:
    """What the editor shows: the form, and the figures beside it with their links."""
    return {
        "report": report,
        "draft": draft,
        "form": form,
        "limitations": [
            {**line, "address": source_address(report, line["source"].value() or "")}
            for line in form.limitation_fields()
        ],
        "figures": shown_figures(report, draft.counting.figures),
        "tables": [shown_table(table) for table in draft.counting.tables],
    }


@screen("bao-cao/<int:report_id>/tieu-bieu/", name="report_notable", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def notable(request: HttpRequest, report_id: int) -> HttpResponse:
    """Choose the stories that the report names, among those that outlets used most."""
    report = report_here(request, report_id, WRITERS)
    draft = draft_of(report)
    chosen = [str(one.story) for one in draft.notable]
    offered = _offered(report, draft)
    form = NotableForm(request.POST or None, choices=offered, chosen=chosen, version=report.version)

    def choose() -> None:
        ids = [int(number) for number in form.cleaned_data["stories"]]
        found = Story.objects.filter(agency=report.agency).in_bulk(ids)
        choose_highlights(
            report.pk,
            [found[number] for number in ids if number in found],
            version=form.cleaned_data["version"],
            actor=user_of(request),
            now=timezone.now(),
        )

    back = reverse("newsroom:report_write", args=[report.pk])
    page = FormPage(
        title=_("Notable stories"),
        lead=_("Those that outlets used most often stand first.")
        if offered
        else _("No story was published in this period, so there is none to choose."),
        button=_("Name these stories"),
        back=back,
        back_label=report.title,
        done=_("The notable stories are chosen."),
    )
    return form_page(request, page, form, choose)


def _offered(report: Report, draft: Draft) -> list[tuple[str, str]]:
    """Stories to choose from: named already, used by outlets, then published in the period."""
    counted = draft.counting
    used = {one.story: one for one in most_placed(counted, most=_OFFERED)}
    named = {one.story: one for one in draft.notable}
    words = {
        story: _("%(headline)s (%(unit)s; used %(number)s times)")
        % {"headline": one.headline, "unit": one.unit, "number": one.placements}
        for story, one in {**named, **used}.items()
    }
    for one in counted.stories:
        if one.figure == PUBLISHED and one.story and one.story not in words:
            words[one.story] = f"{one.headline} ({one.unit})"
    existing = Story.objects.filter(agency=report.agency, pk__in=words).values_list("pk", flat=True)
    known = set(existing)
    return [(str(story), text) for story, text in words.items() if story in known][:_OFFERED]


@screen("bao-cao/<int:report_id>/chot/", name="report_close", duties=CLOSERS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask before freezing, and freeze."""
    report = report_here(request, report_id, CLOSERS)
    confirmation = Confirmation(
        question=_("Close “%(report)s”?") % {"report": report.title},
        consequence=_(
            "Figures, text and the list of counted stories are frozen with a check sum. Nobody can"
            " change them afterwards, whatever is corrected in the newsroom: later changes make a"
            " supplement that names each of them."
        ),
        button=_("Close the report"),
        done=_("The report is closed."),
        **report_link(report),
    )

    def action() -> None:
        close_and_keep(
            report.pk, actor=user_of(request), now=timezone.now(), version=report.version
        )

    return confirmation_page(request, confirmation, action)


@screen("bao-cao/<int:report_id>/bo/", name="report_discard", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask, and delete a draft."""
    report = report_here(request, report_id, WRITERS)
    confirmation = Confirmation(
        question=_("Discard “%(report)s”?") % {"report": report.title},
        consequence=_(
            "The draft and everything written in it is deleted and cannot be had back. The figures"
            " stay: a new draft of the period counts them again."
        ),
        button=_("Discard the draft"),
        done=_("The draft is discarded."),
        onward=reverse("newsroom:reports"),
        **report_link(report),
    )

    def action() -> None:
        discard_draft(report.pk)

    return confirmation_page(request, confirmation, action)


@screen("bao-cao/<int:report_id>/bo-sung/", name="report_supplement", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask, and begin the supplement of a closed report."""
    report = report_here(request, report_id, WRITERS)
    begun: list[Report] = []
    confirmation = Confirmation(
        question=_("Supplement “%(report)s”?") % {"report": report.title},
        consequence=_(
            "The closed report stays as it is. A draft is begun that names every figure that is"
            " counted otherwise today; it is closed like any report."
        ),
        button=_("Begin the supplement"),
        **report_link(report),
    )

    def action() -> None:
        begun.append(begin_supplement(report.pk, actor=user_of(request), now=timezone.now()))

    answer = confirmation_page(request, confirmation, action)
    return redirect("newsroom:report_write", begun[0].pk) if begun else answer
