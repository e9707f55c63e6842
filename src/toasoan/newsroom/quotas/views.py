"""What units owe in a period and what is missing: the table, its stories, its file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.figures.rows import lines
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import OWING, SETTING_QUOTAS
from toasoan.newsroom.kit.period_choice import period_context, period_of, period_query
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.quotas.rows import address_of, named_row, reader_of, visible_rows
from toasoan.quotas.queries import Shortfall, entries_of_row
from toasoan.units.queries import duties_of
from toasoan.vietnamese.numbers import percent
from toasoan.vietnamese.periods import month

_PER_PAGE = 100


@screen(
    "chi-tieu/",
    name="quota_shortfalls",
    duties=OWING,
    menu=MenuEntry(label=gettext_lazy("Quotas"), icon="clipboard-list", order=55),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who owes what in a period, done and missing; without a choice, of this month."""
    reader, today = reader_of(request), today_here()
    period, form = period_of(request, default=month(today.year, today.month))
    rows = visible_rows(reader, period)
    context = {
        **period_context(period, form),
        "rows": [(row, address_of(row), _share(row)) for row in rows],
        "met": [row for row in sorted(rows, key=_best_first) if row.required and row.is_met],
        "missing": sum(not row.is_met for row in rows),
        "sees_all": reader.sees_all,
        "may_set": not duties_of(reader.person, today).isdisjoint(SETTING_QUOTAS),
    }
    return render(request, "newsroom/quotas/shortfalls.html", context)


def _best_first(row: Shortfall) -> tuple[int, str]:
    return -row.done, row.name


def _share(row: Shortfall) -> str:
    return "–" if row.share is None else percent(row.share)


@screen("chi-tieu/tin-bai/", name="quota_stories", duties=OWING)
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Exactly the stories that a row of the table counts."""
    reader = reader_of(request)
    period, _form = period_of(request)
    row = named_row(request, visible_rows(reader, period))
    page = Paginator(entries_of_row(row), _PER_PAGE).get_page(request.GET.get("p"))
    kept = request.GET.copy()
    kept.pop("p", None)
    context = {
        "row": row,
        "page": page,
        "lines": list(lines(list(page))),
        "query": kept.urlencode(),
        "back_query": urlencode(period_query(period)),
    }
    return render(request, "newsroom/quotas/stories.html", context)


@screen("chi-tieu/tai-ve/", name="quota_export", duties=OWING)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file."""
    reader, today = reader_of(request), today_here()
    period, _form = period_of(request, default=month(today.year, today.month))
    numbers = (_("Required"), _("Done"), _("Missing"))
    table = Table(
        name=f"chi-tieu-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=period.label(),
        columns=[
            TableColumn(_("Unit or person")),
            TableColumn(_("What counts")),
            *(TableColumn(heading, ColumnKind.NUMBER) for heading in numbers),
            TableColumn(_("Share (%)"), ColumnKind.PERCENT),
            TableColumn(_("Expected by today"), ColumnKind.NUMBER),
            TableColumn(_("Exempt because")),
            TableColumn(_("Document that sets it")),
        ],
        rows=[
            [
                row.name,
                row.thing.label(),
                row.required,
                row.done,
                row.missing,
                row.share,
                row.expected,
                "; ".join(exemption.words for exemption in row.exempt),
                row.quota.document,
            ]
            for row in visible_rows(reader, period)
        ],
    )
    return table_response(request.GET.get("dang", CSV), table)
