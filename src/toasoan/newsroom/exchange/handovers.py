"""Screens of the desk: what other agencies handed in, and what is done with it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.exchange.deciding import decline, mark_seen, take_over
from toasoan.exchange.models import Handover, HandoverPurpose, HandoverState, ReplyState
from toasoan.exchange.queries import (
    handover_for,
    handovers_of,
    notices_of,
    withdrawn_by_sender,
    words_now,
)
from toasoan.exchange.reply_queue import try_again
from toasoan.newsroom.exchange.forms import ReasonForm, TakeOverForm
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.form_page import attempt
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.stories.models import Section, Story
from toasoan.units.duties import Duty
from toasoan.units.models import Agency, Unit

_EDITING = frozenset({Duty.EDIT})
#: Rows that the list shows; a file of the table has all.
_SHOWN = 200
_TONES = {
    HandoverState.WAITING: "waiting",
    HandoverState.TAKEN_OVER: "good",
    HandoverState.DECLINED: "bad",
    HandoverState.SEEN: "quiet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was handed in, with the colour of its state and the story it opens."""

    handover: Handover
    tone: str
    opens: Handover


def _line(handover: Handover) -> Line:
    return Line(handover, _TONES[HandoverState(handover.state)], handover.about or handover)


@screen(
    "tin-nhan/",
    name="handovers",
    duties=_EDITING,
    menu=MenuEntry(label=gettext_lazy("From other agencies"), icon="download", order=35),
)
@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """What waits for the desk, or everything that came."""
    agency = agency_where(request, _EDITING)
    shows_all = request.GET.get("xem") == "tat-ca"
    rows = handovers_of(agency)
    if not shows_all:
        rows = rows.filter(state=HandoverState.WAITING)
    context = {
        "lines": [_line(row) for row in rows[:_SHOWN]],
        "shows_all": shows_all,
        "is_cut": rows.count() > _SHOWN,
        "most": _SHOWN,
    }
    return render(request, "newsroom/exchange/handovers.html", context)


@screen("tin-nhan/bang/", name="handovers_export", duties=_EDITING)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything that came, as a table to save."""
    agency = agency_where(request, _EDITING)
    columns = [
        TableColumn(_("Received at"), ColumnKind.MOMENT),
        TableColumn(_("Agency")),
        TableColumn(_("What")),
        TableColumn(_("Headline")),
        TableColumn(_("State")),
        TableColumn(_("Decided by")),
        TableColumn(_("Reason")),
    ]
    rows = (
        (
            row.received_at,
            row.partner.name,
            row.get_purpose_display(),
            row.headline,
            row.get_state_display(),
            str(row.decided_by or ""),
            row.reason,
        )
        for row in handovers_of(agency).iterator(chunk_size=500)
    )
    table = Table("tin-nhan-tu-co-quan-khac", columns, rows)
    return table_response(request.GET.get("dang", CSV), table)


@screen("tin-nhan/<int:handover_id>/", name="handover", duties=_EDITING)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """A story from another agency; taking it over opens the draft in the editor."""
    agency = agency_where(request, _EDITING)
    found = handover_for(agency, handover_id)
    if found.about is not None:
        return redirect("newsroom:handover", found.about.pk)
    form = _take_over_form(request, agency)
    made: list[Story] = []

    def action() -> None:
        unit, section, actor = form.chosen_unit(), form.chosen_section(), user_of(request)
        story = take_over(found.pk, unit=unit, section=section, actor=actor, now=timezone.now())
        made.append(story)

    if request.method == "POST" and form.carry_out(action):
        return redirect("wagtailsnippets_stories_story:edit", made[0].pk)
    status = 422 if request.method == "POST" else 200
    context = _page(found) | {"form": form}
    return render(request, "newsroom/exchange/handover.html", context, status=status)


def _take_over_form(request: HttpRequest, agency: Agency) -> TakeOverForm:
    units = list(Unit.objects.open_on(today_here()).filter(agency=agency))
    sections = list(Section.objects.filter(agency=agency))
    posted = request.POST if request.method == "POST" else None
    return TakeOverForm(posted, units=units, sections=sections)


def _page(found: Handover) -> dict[str, object]:
    latest = words_now(found)
    photos = {photo.order: photo for photo in latest.photos.select_related("picture")}
    blocks = [
        block | {"photo": photos.get(block["picture"])} if block["kind"] == "picture" else block
        for block in latest.content["blocks"]
    ]
    replies = list(found.replies.all())
    is_story = found.purpose == HandoverPurpose.STORY
    return {
        "handover": found,
        "line": _line(found),
        "latest": latest,
        "blocks": blocks,
        "embargo_until": parse_datetime(latest.content["embargo_until"] or ""),
        # A notice about something that never came stands by itself.
        "notices": [_line(each) for each in (notices_of(found) if is_story else [found])],
        "is_withdrawn": withdrawn_by_sender(found),
        "waits": is_story and found.state == HandoverState.WAITING,
        "replies": replies,
        "has_failed": any(reply.state == ReplyState.FAILED for reply in replies),
    }


@screen("tin-nhan/<int:handover_id>/tu-choi/", name="handover_decline", duties=_EDITING)
@require_http_methods(["GET", "HEAD", "POST"])
def declining(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Ask for the reason, and decline the story."""
    found = handover_for(agency_where(request, _EDITING), handover_id)
    form = ReasonForm(request.POST or None)
    confirmation = Confirmation(
        question=_("Decline “%(headline)s”") % {"headline": found.headline},
        consequence=_("The other agency is told, with the reason. This cannot be undone."),
        button=_("Decline the story"),
        back=reverse("newsroom:handover", args=[found.pk]),
        back_label=found.headline,
        onward=reverse("newsroom:handovers"),
        done=_("The story is declined; the other agency is told."),
    )

    def action() -> None:
        reason = form.cleaned_data["reason"]
        decline(found.pk, reason=reason, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action, form)


@screen("tin-nhan/<int:handover_id>/da-xem/", name="handover_seen", duties=_EDITING)
@require_POST
def seen(request: HttpRequest, handover_id: int) -> HttpResponse:
    """The desk has seen a correction or a take-down."""
    found = handover_for(agency_where(request, _EDITING), handover_id)

    def action() -> None:
        mark_seen(found.pk, actor=user_of(request), now=timezone.now())

    attempt(request, action, _("Noted as seen."))
    return redirect("newsroom:handover", found.about.pk if found.about else found.pk)


@screen("tin-nhan/<int:handover_id>/gui-lai/", name="handover_send_again", duties=_EDITING)
@require_POST
def send_again(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Try again to send the answers that failed."""
    found = handover_for(agency_where(request, _EDITING), handover_id)
    attempt(
        request,
        lambda: try_again(found.pk, now=timezone.now()),
        _("The answers are sent within a minute."),
    )
    return redirect("newsroom:handover", found.pk)
