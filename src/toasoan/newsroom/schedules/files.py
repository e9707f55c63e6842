"""A week as a file: table for a spreadsheet, printed sheet, and a schedule that is a file."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.media.downloads import disposition, stored_file
from toasoan.media.file_fields import SentFile, SentFileField
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS, SCHEDULING
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.kit.tables import ColumnKind, Row, Table, TableColumn, table_response
from toasoan.newsroom.schedules.place import Place, place_of
from toasoan.reports.letterhead import place_of as place_of_agency
from toasoan.schedules.actions.files import KINDS, give_file, take_file_away
from toasoan.schedules.kinds import TAKEN
from toasoan.schedules.models import WeekSchedule
from toasoan.schedules.print_sheet import FORMS, printed
from toasoan.schedules.queries.doors import lines_seen, settings_of
from toasoan.schedules.queries.grid import GridLine, office_rows
from toasoan.schedules.queries.public import file_of
from toasoan.sent_files.limits import MOST_BYTES


@screen("lich-lam-viec/<slug:day>/tai-ve/", name="schedule_export", duties=SCHEDULING)
@require_safe
def export(request: HttpRequest, day: str) -> HttpResponseBase:
    """The lines of the week as the person sees them, as CSV or XLSX."""
    place = place_of(request, day)
    table = Table(
        name=f"lich-lam-viec-{place.monday:%Y%m%d}",
        columns=_columns(),
        rows=map(_row, _rows(place)),
        title=_title(place),
    )
    return table_response(request.GET.get("dang", ""), table)


def _title(place: Place) -> str:
    number = place.schedule.number if place.schedule else ""
    return " – ".join(filter(None, (number, _("Work schedule"), place.words)))


def _columns() -> list[TableColumn]:
    headings = [
        _("Part of the day"), _("Time"), _("Kind of line"), _("Content"), _("Chair"),
        _("Attendants"), _("Place"), _("Prepared by"), _("Followed by"), _("Notes"), _("Unit"),
        _("Public"), _("State"), _("Late change"), _("Reason"),
    ]  # fmt: skip
    return [TableColumn(_("Day"), ColumnKind.DAY), *map(TableColumn, headings)]


def _row(row: GridLine) -> Row:
    line = row.line
    return (
        line.day,
        line.get_part_display(),
        row.hours,
        line.get_kind_display(),
        line.content,
        line.chair,
        line.attendants,
        line.place_shown,
        line.preparation,
        line.follow_up,
        line.notes,
        line.unit.short_name if line.unit else "",
        _("yes") if line.is_public else _("no"),
        line.get_state_display(),
        row.mark.label,
        line.reason,
    )


def _rows(place: Place) -> list[GridLine]:
    if place.schedule is None:
        return []
    lines = lines_seen(place.schedule, place.writer)
    return office_rows(lines, published=place.schedule.is_published)


@screen("lich-lam-viec/<slug:day>/in/<slug:form>/", name="schedule_print", duties=SCHEDULING)
@require_safe
def print_sheet(request: HttpRequest, day: str, form: str) -> HttpResponse:
    """The printed sheet with every approved line, for the notice board inside."""
    place = place_of(request, day)
    if form not in FORMS or place.schedule is None:
        raise Http404
    rows = [row for row in _rows(place) if row.line.state in TAKEN]
    content = printed(
        place.schedule,
        rows,
        form=form,
        place=place_of_agency(place.agency.address, place.agency.name),
        settings=settings_of(place.agency),
        made_at=_made_at(place.schedule),
    )
    answer = HttpResponse(content, content_type=FORMS[form])
    answer["Content-Disposition"] = disposition(f"lich-lam-viec-{place.monday:%Y%m%d}.{form}")
    answer["Cache-Control"] = "no-store"
    return answer


def _made_at(schedule: WeekSchedule) -> dt.datetime:
    return schedule.published_at or timezone.now()


class ScheduleFileForm(RefusableForm):
    """A week's schedule as a plain file."""

    file = SentFileField(label=gettext_lazy("File of the schedule"), allowed=KINDS)


@screen(
    "lich-lam-viec/<slug:day>/tep/them/",
    name="schedule_file_add",
    duties=KEEPING_RECORDS,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: HttpRequest, day: str) -> HttpResponse:
    """Take a file in place of lines, or beside them."""
    place = place_of(request, day)
    form = ScheduleFileForm(request.POST or None, request.FILES or None)
    page = FormPage(
        title=_("The schedule as a file"),
        button=_("Add the file"),
        lead=_("Everybody gets it as it is. A number in its name, as 49-LLV, is taken over."),
        done=_("The file is kept. Readers see it once the schedule is published."),
        **place.back,
    )

    def save() -> None:
        sent: SentFile = form.cleaned_data["file"]
        give_file(
            place.agency,
            place.monday,
            sent.content,
            sent.facts,
            writer=place.writer,
            now=timezone.now(),
        )

    return form_page(request, page, form, save)


@screen("lich-lam-viec/<slug:day>/tep/bo/", name="schedule_file_remove", duties=KEEPING_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_file(request: HttpRequest, day: str) -> HttpResponse:
    """Ask, then show the file no more."""
    place = place_of(request, day)
    found = file_of(place.schedule) if place.schedule else None
    if found is None:
        raise Http404
    confirmation = Confirmation(
        question=_("Take away “%(file)s”") % {"file": found.name},
        consequence=_("Readers no longer get this file."),
        button=_("Take the file away"),
        done=_("The file has been taken away."),
        **place.back,
    )

    def act() -> None:
        take_file_away(place.agency, place.monday, writer=place.writer, now=timezone.now())

    return confirmation_page(request, confirmation, act)


@screen("lich-lam-viec/<slug:day>/tep/", name="schedule_file", duties=SCHEDULING)
@require_safe
def whole_file(request: HttpRequest, day: str) -> HttpResponseBase:
    """The file as it was given; units get it once it is published."""
    place = place_of(request, day)
    found = file_of(place.schedule) if place.schedule else None
    if found is None or not (place.writer.is_office or found.schedule.is_published):
        raise Http404
    kept = str(found.kept.name)
    return stored_file(request, kept, public=False, content_type=found.mime, saved_as=found.name)
