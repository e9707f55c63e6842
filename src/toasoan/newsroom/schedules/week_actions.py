"""What the office does with a whole week, and copying from the week before."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS, SCHEDULING
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.schedules.forms import HeadForm, VersionForm
from toasoan.newsroom.schedules.place import Place, place_of
from toasoan.refusals import RefusedError
from toasoan.schedules.actions.weeks import (
    approve_waiting,
    close_registration,
    copy_week,
    open_registration,
    publish,
    set_head,
    unpublish,
)
from toasoan.schedules.kinds import LineState
from toasoan.schedules.models import WeekSchedule
from toasoan.schedules.queries.doors import settings_of
from toasoan.schedules.queries.register import citizens_missing, proposed_number
from toasoan.schedules.rules import WEEK
from toasoan.stories.numbers import row_number

_FORM_METHODS = ["GET", "HEAD", "POST"]


@screen("lich-lam-viec/<slug:day>/so/", name="schedule_head", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def head(request: HttpRequest, day: str) -> HttpResponse:
    """The number of the week's schedule; the one after the last is proposed."""
    place = place_of(request, day)
    known = place.schedule
    number = known.number if known else ""
    proposed = number or proposed_number(place.monday, settings_of(place.agency))
    start = {"number": proposed, "note": known.note if known else ""}
    form = HeadForm(request.POST or None, initial=start)
    page = FormPage(
        title=_("Number of the schedule"),
        button=_("Save"),
        lead="" if number or not proposed else _("The number after the last one is proposed."),
        done=_("The number is saved."),
        **place.back,
    )

    def save() -> None:
        given = form.cleaned_data
        set_head(
            place.agency,
            place.monday,
            number=given["number"],
            note=given["note"],
            writer=place.writer,
            now=timezone.now(),
        )

    return form_page(request, page, form, save)


@screen("lich-lam-viec/<slug:day>/chep/", name="schedule_copy", duties=SCHEDULING)
@require_POST
def copy(request: HttpRequest, day: str) -> HttpResponse:
    """Copy the lines of the week before to the same days."""
    place = place_of(request, day)
    try:
        count = copy_week(
            place.agency,
            place.monday - WEEK,
            place.monday,
            writer=place.writer,
            now=timezone.now(),
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(place.address)
    said = ngettext(
        "%(count)d line has been copied. Look through it: hours and places may differ.",
        "%(count)d lines have been copied. Look through them: hours and places may differ.",
        count,
    )
    if count:
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("The week before has nothing that does not stand here already."))
    return redirect(place.address)


@screen("lich-lam-viec/<slug:day>/khoa/", name="schedule_close", duties=KEEPING_RECORDS)
@require_POST
def close(request: HttpRequest, day: str) -> HttpResponse:
    """Units register no more."""
    return _one_press(request, day, close_registration, _("Registration is closed."))


@screen("lich-lam-viec/<slug:day>/mo/", name="schedule_open", duties=KEEPING_RECORDS)
@require_POST
def reopen(request: HttpRequest, day: str) -> HttpResponse:
    """Units register again."""
    return _one_press(request, day, open_registration, _("Units can register again."))


def _one_press(
    request: HttpRequest, day: str, action: Callable[..., None], done: str
) -> HttpResponse:
    place, schedule = _existing(request, day)
    seen = row_number(request.POST.get("version", ""))

    def act() -> None:
        version = -1 if seen is None else seen
        action(schedule.pk, seen_version=version, writer=place.writer, now=timezone.now())

    attempt(request, act, done)
    return redirect(place.address)


@screen("lich-lam-viec/<slug:day>/duyet/", name="schedule_approve_all", duties=KEEPING_RECORDS)
@require_POST
def approve_all(request: HttpRequest, day: str) -> HttpResponse:
    """Approve every line that waits."""
    place, schedule = _existing(request, day)
    count = approve_waiting(schedule.pk, writer=place.writer, now=timezone.now())
    said = ngettext("%(count)d line approved.", "%(count)d lines approved.", count)
    messages.success(request, said % {"count": count})
    return redirect(place.address)


@screen("lich-lam-viec/<slug:day>/cong-bo/", name="schedule_publish", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def publish_week(request: HttpRequest, day: str) -> HttpResponse:
    """Ask, with what is still open, then show the week to readers."""
    place, schedule = _existing(request, day)
    form = VersionForm(request.POST or None, initial={"version": schedule.version})
    confirmation = Confirmation(
        question=_("Publish the schedule: %(week)s") % {"week": place.words},
        consequence=_("Everybody sees its public lines. What changes afterwards is marked."),
        lead=" ".join(_still_open(place, schedule)),
        button=_("Publish the schedule"),
        done=_("The schedule is on the site."),
        **place.back,
    )

    def act() -> None:
        seen = form.cleaned_data["version"]
        publish(schedule.pk, seen_version=seen, writer=place.writer, now=timezone.now())

    return confirmation_page(request, confirmation, act, form)


def _still_open(place: Place, schedule: WeekSchedule) -> list[str]:
    """What the person should know before publishing."""
    lines = list(schedule.lines.filter(removed_at__isnull=True).values_list("state", "is_public"))
    public = sum(state == LineState.APPROVED and shown for state, shown in lines)
    internal = sum(state == LineState.APPROVED and not shown for state, shown in lines)
    waiting = sum(state == LineState.REGISTERED for state, _shown in lines)
    said = [
        _("Public lines: %(public)d. Internal lines: %(internal)d.")
        % {"public": public, "internal": internal}
    ]
    if waiting:
        said.append(_("Not decided and left out: %(waiting)d.") % {"waiting": waiting})
    if not schedule.number:
        said.append(_("It has no number yet."))
    if citizens_missing(place.agency.pk, place.monday):
        said.append(_("The month has too few days for citizens so far."))
    return said


@screen("lich-lam-viec/<slug:day>/go/", name="schedule_unpublish", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def unpublish_week(request: HttpRequest, day: str) -> HttpResponse:
    """Ask, then take the week off the site."""
    place, schedule = _existing(request, day)
    form = VersionForm(request.POST or None, initial={"version": schedule.version})
    confirmation = Confirmation(
        question=_("Take the schedule off the site: %(week)s") % {"week": place.words},
        consequence=_("It disappears from the site and from calendars at once."),
        lead=_("For a single change this is not needed: change the line, it is marked."),
        button=_("Take the schedule off"),
        done=_("The schedule is off the site and waits to be approved."),
        **place.back,
    )

    def act() -> None:
        seen = form.cleaned_data["version"]
        unpublish(schedule.pk, seen_version=seen, writer=place.writer, now=timezone.now())

    return confirmation_page(request, confirmation, act, form)


def _existing(request: HttpRequest, day: str) -> tuple[Place, WeekSchedule]:
    place = place_of(request, day)
    if place.schedule is None:
        raise Http404
    return place, place.schedule
