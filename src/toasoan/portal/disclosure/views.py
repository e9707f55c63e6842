"""The list of what must be public, for readers: where it is, in which form, since when, until when.

Law 104/2016/QH13 Article 19.1 g asks for address, form, time and duration of each kind.
"""

from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.disclosure.cache_tags import public_items_tag
from toasoan.disclosure.queries import contact_point_on, shown_to_readers
from toasoan.disclosure.rules import Finding
from toasoan.media.downloads import disposition
from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import keep, organisation_tag, show_frame
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.printing.csv_lines import lines_of
from toasoan.printing.tables import Column, ColumnKind, Table
from toasoan.printing.workbook import write_workbook
from toasoan.questions.cache_tags import answers_tag
from toasoan.records.cache_tags import documents_tag
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.stories.cache_tags import front_tag
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day, short_date

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def public_information(request: HttpRequest) -> HttpResponse:
    """The list of today, and who takes in requests for information."""
    agency, now = agency_for(request), timezone.now()
    around = frame_context(request, agency)
    context = {
        "title": _("What is public"),
        "description": _(
            "List of the information that %(name)s must make public: legal basis, form, address,"
            " time and duration."
        )
        % {"name": agency.name},
        "rows": _listed(request, agency),
        "contact": contact_point_on(agency, local_day(now)),
        "today": local_day(now),
    }
    return render(request, "portal/disclosure/list.html", around | context)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a CSV file."""
    table = _table(request, agency_for(request))
    lines = lines_of([[column.heading for column in table.columns], *table.rows])
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    return _to_save(answer, "csv")


@require_safe
def as_workbook(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    table = _table(request, agency_for(request))
    content = write_workbook(table.title, [table], made_at=timezone.now())
    return _to_save(HttpResponse(content, content_type=_XLSX), "xlsx")


def _to_save(answer: HttpResponse, ending: str) -> HttpResponse:
    answer["Content-Disposition"] = disposition(f"danh-muc-thong-tin-cong-khai.{ending}")
    return answer


def _listed(request: HttpRequest, agency: Agency) -> list[Finding]:
    """What the agency holds, and what the page shows of it, for the page store."""
    now = timezone.now()
    keep(request, public_items_tag(agency.pk), organisation_tag(agency.pk))
    # What the list says of these changes with them: since when, and where.
    shows(request, documents_tag(agency.pk), schedules_tag(agency.pk))
    shows(request, answers_tag(agency.pk), front_tag(agency.pk))
    show_frame(request, agency.pk, now)
    return shown_to_readers(agency, now)


def _table(request: HttpRequest, agency: Agency) -> Table:
    columns = (
        Column(_("No."), ColumnKind.MEASURE),
        Column(_("Information")),
        Column(_("Legal basis")),
        Column(_("Form of publication")),
        Column(_("Address")),
        Column(_("When it is made public")),
        Column(_("Public since"), ColumnKind.DAY),
        Column(_("How long")),
        Column(_("Responsible")),
    )
    rows = tuple(
        (
            number,
            row.item.name,
            row.item.basis,
            ", ".join(row.item.form_labels()),
            urljoin(request.build_absolute_uri(reverse("portal:disclosure")), row.address)
            if row.address
            else "",
            row.item.time_words,
            row.since,
            row.item.kept_words,
            row.item.responsible_words(),
        )
        for number, row in enumerate(_listed(request, agency), start=1)
    )
    today = short_date(local_day(timezone.now()))
    title = _("List of information that must be public, %(name)s, %(day)s")
    return Table(title % {"name": agency.name, "day": today}, columns, rows)
