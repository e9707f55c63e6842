"""Work schedules for readers: this week, any week, the archive, calendar, printed sheet, file."""

import datetime as dt
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.audience.counting import note
from toasoan.audience.names import schedule_file_name, schedule_name
from toasoan.events.calendar import calendar_file
from toasoan.media.downloads import disposition, stored_file
from toasoan.page_cache.cache_tags import counts_for, right_until
from toasoan.pagination.pages import OrderedRows, page_after, place_or_404
from toasoan.pagination.places import Key
from toasoan.portal.frame.cache_tags import LIST_PARAMETERS, frame_tag, keep, midnight_after
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.schedules.words import week_in_words
from toasoan.reports.letterhead import place_of
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.kinds import LineKind
from toasoan.schedules.models import WeekSchedule
from toasoan.schedules.print_sheet import FORMS, printed
from toasoan.schedules.queries.doors import monday_for, settings_of
from toasoan.schedules.queries.grid import readers_grid, readers_rows
from toasoan.schedules.queries.public import (
    calendar_entries,
    citizens_rule,
    file_of,
    neighbours,
    published,
    published_week,
    shown_lines,
)
from toasoan.schedules.rules import monday_of
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

PER_PAGE = 20
_NEWEST_FIRST = (Key("monday", descending=True, is_day=True), Key("pk", descending=True))


@require_safe
def this_week(request: HttpRequest) -> HttpResponse:
    """The week of today; while it is not published, that it is so, and the way to the last one."""
    agency, now = agency_for(request), timezone.now()
    keep(request, schedules_tag(agency.pk))
    monday = monday_of(local_day(now))
    schedule = published_week(agency.pk, monday)
    return _week(request, agency, monday, schedule)


@require_safe
def week(request: HttpRequest, day: str) -> HttpResponse:
    """One published week; another of its days leads to its Monday."""
    agency = agency_for(request)
    keep(request, schedules_tag(agency.pk), frame_tag(agency.pk))
    asked = monday_for(day)
    if asked != monday_of(asked):
        address = reverse("portal:schedule_week", args=[monday_of(asked).isoformat()])
        return HttpResponsePermanentRedirect(address)
    schedule = published_week(agency.pk, asked)
    if schedule is None:
        raise Http404
    return _week(request, agency, asked, schedule)


def _week(
    request: HttpRequest, agency: Agency, monday: dt.date, schedule: WeekSchedule | None
) -> HttpResponse:
    around, today = frame_context(request, agency), local_day(timezone.now())
    before, after = neighbours(monday, agency.pk)
    if schedule is not None:
        counts_for(request, schedule_name(schedule.pk))
    context = {
        "title": _("Work schedule"),
        "days_in_words": week_in_words(monday),
        "description": _("Work schedule of %(name)s. %(week)s.")
        % {"name": agency.name, "week": week_in_words(monday)},
        "path": request.path,
        "monday": monday,
        "before": before,
        "after": after,
        "is_this_week": monday == monday_of(today),
        **_content(agency, schedule, today),
    }
    return render(request, "portal/schedules/week.html", around | context)


def _content(agency: Agency, schedule: WeekSchedule | None, today: dt.date) -> dict[str, Any]:
    """What stands in a week. Three queries."""
    if schedule is None:
        return {"schedule": None}
    lines = shown_lines(schedule)
    days = readers_grid(schedule.monday, lines, today=today)
    receives = any(row.line.kind == LineKind.CITIZENS for day in days for row in day.rows)
    return {
        "schedule": schedule,
        "days": days,
        "has_lines": any(day.count for day in days),
        "has_changes": any(row.mark for day in days for row in (*day.duty, *day.rows)),
        "file": file_of(schedule),
        "rule": citizens_rule(agency.pk, schedule.monday) if receives else None,
    }


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every published week, the latest first."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    keep(request, schedules_tag(agency.pk), knows=LIST_PARAMETERS)
    source = OrderedRows(_NEWEST_FIRST, published(agency.pk).prefetch_related("files"))
    cursor = request.GET.get("sau", "")
    page = page_after(source, place_or_404(source, cursor), PER_PAGE)
    context = {
        "title": _("Work schedules so far"),
        "description": _("Work schedules of %(name)s by week.") % {"name": agency.name},
        "query": f"?sau={cursor}" if cursor else "",
        "weeks": [(row, week_in_words(row.monday)) for row in page.rows],
        "more": page.after,
    }
    return render(request, "portal/schedules/archive.html", around | context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The public lines of the last weeks and those to come, for calendars (RFC 5545)."""
    agency, now = agency_for(request), timezone.now()
    keep(request, schedules_tag(agency.pk), frame_tag(agency.pk))
    right_until(request, midnight_after(now))

    def address_of(schedule: WeekSchedule) -> str:
        return request.build_absolute_uri(schedule.get_absolute_url())

    name = _("Work schedule of %(agency)s") % {"agency": agency.name}
    text = calendar_file(name, calendar_entries(agency.pk, local_day(now), address_of))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
def sheet(request: HttpRequest, day: str, form: str) -> HttpResponse:
    """The printed sheet of a week with its public lines; made once until the week changes."""
    agency, schedule = _published(request, day)
    if form not in FORMS:
        raise Http404
    content = printed(
        schedule,
        readers_rows(shown_lines(schedule)),
        form=form,
        place=place_of(agency.address, agency.name),
        settings=settings_of(agency),
        made_at=schedule.published_at or schedule.changed_at,
    )
    answer = HttpResponse(content, content_type=FORMS[form])
    answer["Content-Disposition"] = disposition(f"lich-lam-viec-{day}.{form}")
    return answer


@require_safe
def whole_file(request: HttpRequest, day: str) -> HttpResponseBase:
    """The schedule that came as a plain file, byte for byte."""
    agency = agency_for(request)
    schedule = published_week(agency.pk, monday_for(day))
    found = file_of(schedule) if schedule else None
    if found is None:
        raise Http404
    kept = str(found.kept.name)
    answer = stored_file(request, kept, public=False, content_type=found.mime, saved_as=found.name)
    # Programs that fetch in parts ask for the first one once.
    if answer.headers.get("Content-Range", "bytes 0-").startswith("bytes 0-"):
        note(request, agency.pk, schedule_file_name(found.pk))
    return answer


def _published(request: HttpRequest, day: str) -> tuple[Agency, WeekSchedule]:
    """The published week that begins on this day. Raises Http404."""
    agency = agency_for(request)
    keep(request, schedules_tag(agency.pk), frame_tag(agency.pk))
    schedule = published_week(agency.pk, monday_for(day))
    if schedule is None:
        raise Http404
    return agency, schedule
