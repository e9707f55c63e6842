"""The parts of the page about readers: each a table with its definition, some with a chart."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.audience import definitions
from toasoan.audience.models import WordsKind
from toasoan.audience.names import DOCUMENT, DOWNLOAD, STORY
from toasoan.audience.queries import (
    LEAST_SHOWN,
    SiteNumbers,
    by_kind_of_page,
    most,
    of_days,
    site_by_day,
    site_by_hour,
    totals,
    words_of,
)
from toasoan.newsroom.audience.kinds_of_pages import label_of
from toasoan.newsroom.kit.tables import ColumnKind, Row, TableColumn
from toasoan.printing.charts import BarChart, Chart, LineChart, Series
from toasoan.records.models import DocumentFile, OfficialDocument
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import short_date
from toasoan.vietnamese.moments import whole_days
from toasoan.vietnamese.periods import Period

#: A longer period is drawn and listed by months.
_MOST_DAYS = 62
_MOST_ROWS = 50
_MOST_BARS = 8
_NUMBER = ColumnKind.NUMBER
_HOURS_OF_DAY = range(24)


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the page. `addresses` has a link for each row, "" where there is none."""

    title: str
    definition: str | Promise
    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    addresses: tuple[str, ...] = ()
    chart: Chart | None = None


def _days(agency: Agency, period: Period) -> Part:
    numbers = site_by_day(agency, period)
    is_long = (period.last - period.first).days >= _MOST_DAYS
    spans = _by_month(numbers) if is_long else [(short_date(day), numbers[day]) for day in numbers]
    return _over_time(
        _("Month by month") if is_long else _("Day by day"),
        _("Month") if is_long else _("Day"),
        spans,
    )


def _by_month(numbers: dict[dt.date, SiteNumbers]) -> list[tuple[str, SiteNumbers]]:
    months: dict[str, SiteNumbers] = {}
    for day, added in numbers.items():
        before = months.get(f"{day:%m/%Y}", SiteNumbers())
        months[f"{day:%m/%Y}"] = SiteNumbers(
            before.visits + added.visits,
            before.views + added.views,
            before.downloads + added.downloads,
        )
    return list(months.items())


def _hours(agency: Agency, period: Period) -> Part:
    numbers = site_by_hour(agency, *whole_days(period.first, period.last))
    spans = [(f"{hour}h", numbers.get(hour, SiteNumbers())) for hour in _HOURS_OF_DAY]
    part = _over_time(_("By the hour of the day"), _("Hour"), spans if numbers else [])
    kept = _("Numbers by the hour are kept for a month; what is older stays by the day only.")
    return Part(part.title, kept, part.columns, part.rows, (), part.chart)


def _over_time(title: str, heading: str, spans: list[tuple[str, SiteNumbers]]) -> Part:
    names = (_("Visits"), _("Page views"), _("Downloads"))
    series = tuple(
        Series(name, tuple(getattr(numbers, field) for _span, numbers in spans))
        for name, field in zip(names[:2], ("visits", "views"), strict=True)
    )
    total = sum(numbers.visits for _span, numbers in spans)
    chart = LineChart(
        title=title,
        description=_("Visits and page views; %(visits)d visits altogether.") % {"visits": total},
        categories=tuple(span for span, _numbers in spans),
        series=series,
        category_label=heading,
    )
    return Part(
        title,
        f"{definitions.VISITS} {definitions.VIEWS}",
        (TableColumn(heading), *(TableColumn(name, _NUMBER) for name in names)),
        tuple((span, one.visits, one.views, one.downloads) for span, one in spans),
        chart=chart if spans else None,
    )


def _stories(agency: Agency, period: Period) -> Part:
    views = most(of_days(agency, period), STORY, _MOST_ROWS)
    rows = Story.objects.filter(agency=agency).select_related("section").defer("body")
    found = rows.in_bulk([pk for pk, _number in views])
    listed = [(found[pk], number) for pk, number in views if pk in found]
    return Part(
        _("Stories read most"),
        definitions.VIEWS,
        (TableColumn(_("Story")), TableColumn(_("Views"), _NUMBER)),
        tuple((story.headline, number) for story, number in listed),
        # What readers see: not everybody who reads these numbers may open a story in the newsroom.
        tuple(story.get_absolute_url() if story.live else "" for story, _number in listed),
    )


def _documents(agency: Agency, period: Period) -> Part:
    views = most(of_days(agency, period), DOCUMENT, _MOST_ROWS)
    found = OfficialDocument.objects.filter(agency=agency).in_bulk([pk for pk, _number in views])
    listed = [(found[pk], number) for pk, number in views if pk in found]
    return Part(
        _("Documents looked at most"),
        definitions.VIEWS,
        (
            TableColumn(_("Number and symbol")),
            TableColumn(_("Abstract")),
            TableColumn(_("Views"), _NUMBER),
        ),
        tuple((document.number, document.abstract, number) for document, number in listed),
    )


def _downloads(agency: Agency, period: Period) -> Part:
    fetched = most(of_days(agency, period), DOWNLOAD, _MOST_ROWS)
    ids = [pk for pk, _number in fetched]
    rows = DocumentFile.objects.filter(document__agency=agency).select_related("document")
    found, ever = rows.in_bulk(ids), totals(DOWNLOAD, ids)
    return Part(
        _("Files fetched most"),
        definitions.DOWNLOADS,
        (
            TableColumn(_("File")),
            TableColumn(_("Document")),
            TableColumn(_("Downloads"), _NUMBER),
            TableColumn(_("Downloads ever"), _NUMBER),
        ),
        tuple(
            (found[pk].label or found[pk].name, found[pk].document.number, number, ever[pk])
            for pk, number in fetched
            if pk in found
        ),
    )


def _pages(agency: Agency, period: Period) -> Part:
    sums: Counter[str] = Counter()
    for kind, number in by_kind_of_page(agency, period):
        sums[label_of(kind)] += number
    found = sums.most_common()
    shown = found[:_MOST_BARS]
    chart = BarChart(
        title=_("Views by kind of page"),
        description=_("A bar for each kind of page; the table has the same numbers."),
        categories=tuple(label for label, _number in shown),
        series=(Series(_("Views"), tuple(number for _label, number in shown)),),
        category_label=_("Kind of page"),
    )
    return Part(
        _("Views by kind of page"),
        definitions.VIEWS,
        (TableColumn(_("Kind of page")), TableColumn(_("Views"), _NUMBER)),
        tuple(found),
        chart=chart if found else None,
    )


def _words(
    title: str | Promise, definition: Promise, heading: str | Promise, kind: str, least: int
) -> Callable[[Agency, Period], Part]:
    def make(agency: Agency, period: Period) -> Part:
        columns = (TableColumn(heading), TableColumn(_("How often"), _NUMBER))
        return Part(str(title), definition, columns, tuple(words_of(agency, kind, period, least)))

    return make


#: The part of an address → what makes the part; in the order of the page.
PARTS: dict[str, Callable[[Agency, Period], Part]] = {
    "ngay": _days,
    "gio": _hours,
    "tin-bai": _stories,
    "van-ban": _documents,
    "tep": _downloads,
    "loai-trang": _pages,
    "trang-dan-den": _words(
        gettext_lazy("Sites that lead readers here"),
        definitions.REFERRERS,
        gettext_lazy("Linking site"),
        WordsKind.REFERRER,
        1,
    ),
    "tu-khoa": _words(
        gettext_lazy("Words searched for on the site"),
        definitions.SEARCHED,
        gettext_lazy("Search words"),
        WordsKind.SEARCHED,
        LEAST_SHOWN,
    ),
    "may-tim-kiem": _words(
        gettext_lazy("Words that led here from search engines"),
        definitions.LED_HERE,
        gettext_lazy("Search words"),
        WordsKind.LED_HERE,
        LEAST_SHOWN,
    ),
}


def cards_of(
    ever: SiteNumbers, rows: Iterable[SiteNumbers]
) -> list[tuple[int, str, str | Promise]]:
    """The numbers of the period and of all time at the head of the page, with their definitions."""
    days = list(rows)
    return [
        (sum(one.visits for one in days), _("Visits in the period"), definitions.VISITS),
        (sum(one.views for one in days), _("Page views in the period"), definitions.VIEWS),
        (sum(one.downloads for one in days), _("Downloads in the period"), definitions.DOWNLOADS),
        (ever.views, _("All page views"), definitions.VIEWS),
        (ever.downloads, _("All downloads"), definitions.DOWNLOADS),
    ]
