"""What readers say of pages, without small numbers: sums, words, files: HTTP only."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.period_choice import PeriodForm, period_context, period_of
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.opinions.doors import READING_OPINIONS, agency_read, may_keep
from toasoan.opinions.queries.asking import asking_of
from toasoan.opinions.queries.satisfaction import (
    judged_pages,
    level_sums,
    months_back,
    page_for,
    page_sums,
    said_in,
    said_of,
    whole_months,
)
from toasoan.opinions.rules import SMALLEST_SHOWN
from toasoan.vietnamese.periods import Period

_PER_PAGE = 50
_MONTHS = 6


def _period(request: HttpRequest) -> tuple[Period, PeriodForm]:
    """The whole months that were asked for; without a choice the last six."""
    period, form = period_of(request, default=months_back(today_here(), _MONTHS))
    return whole_months(period), form


@screen("y-kien-ban-doc/trang/", name="opinions_pages", duties=READING_OPINIONS)
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that readers judged in some months."""
    agency = agency_read(request)
    period, form = _period(request)
    page = Paginator(judged_pages(agency.pk, period), _PER_PAGE).get_page(request.GET.get("p"))
    number, levels = level_sums(agency.pk, period)
    context = {
        **period_context(period, form),
        "page": page,
        "rows": list(page_sums(page)),
        "number": number,
        "levels": levels,
        "smallest": SMALLEST_SHOWN,
        "is_on": asking_of(agency.pk).satisfaction_on,
        "here": "pages",
        "may_keep": may_keep(request),
    }
    return render(request, "newsroom/opinions/pages.html", context)


@screen("y-kien-ban-doc/trang/tai-ve/", name="opinions_pages_export", duties=READING_OPINIONS)
@require_safe
def pages_export(request: HttpRequest) -> HttpResponseBase:
    """The table of pages as a file."""
    agency = agency_read(request)
    period, _form = _period(request)
    less = _("below %(number)s") % {"number": SMALLEST_SHOWN}
    headings = (_("Answers"), _("Useful"), _("Useful in part"), _("Not useful"))
    table = Table(
        name=f"muc-do-huu-ich-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=_("Usefulness of pages, %(period)s") % {"period": period.label()},
        columns=[
            TableColumn(_("Page")),
            TableColumn(_("Address"), ColumnKind.ADDRESS),
            *(TableColumn(heading, ColumnKind.NUMBER) for heading in headings),
        ],
        rows=(
            (
                row.page.title,
                row.page.path,
                *(less if number is None else number for number in (row.number, *row.levels)),
            )
            for row in page_sums(judged_pages(agency.pk, period).iterator())
        ),
    )
    return table_response(request.GET.get("dang", CSV), table)


@screen("y-kien-ban-doc/trang/loi/", name="opinions_words_export", duties=READING_OPINIONS)
@require_safe
def words_export(request: HttpRequest) -> HttpResponseBase:
    """What readers wrote, as a file, of pages with five answers and more."""
    agency = agency_read(request)
    period, _form = _period(request)
    table = Table(
        name=f"y-kien-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=_("What readers wrote, %(period)s") % {"period": period.label()},
        columns=[
            TableColumn(_("Page")),
            TableColumn(_("Address"), ColumnKind.ADDRESS),
            TableColumn(_("Version of the page"), ColumnKind.MOMENT),
            TableColumn(_("Useful")),
            TableColumn(_("Reason")),
            TableColumn(_("Words")),
        ],
        rows=(
            (
                one.page.title,
                one.page.path,
                one.version,
                one.get_level_display(),
                one.get_reason_display(),
                one.words,
            )
            for one in said_in(agency.pk, period)
        ),
    )
    return table_response(request.GET.get("dang", CSV), table)


@screen("y-kien-ban-doc/trang/<int:page_id>/", name="opinions_page", duties=READING_OPINIONS)
@require_safe
def page(request: HttpRequest, page_id: int) -> HttpResponse:
    """What readers say of one page."""
    agency = agency_read(request)
    judged = page_for(agency.pk, page_id)
    period, form = _period(request)
    sums = next(page_sums(judged_pages(agency.pk, period).filter(pk=judged.pk)), None)
    shown = Paginator(said_of(judged, period), _PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **period_context(period, form),
        "judged": judged,
        "sums": sums,
        "page": shown,
        "smallest": SMALLEST_SHOWN,
    }
    return render(request, "newsroom/opinions/page.html", context)
