"""How readers rate stories: the table, its file, one story: HTTP only."""

from collections.abc import Iterator
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.period_choice import period_context, period_of, period_query
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Row, Table, TableColumn, table_response
from toasoan.newsroom.opinions.doors import (
    READING_OPINIONS,
    SETTING_STORIES,
    agency_read,
    may_keep,
    story_for,
)
from toasoan.opinions.actions.switches import set_story_off
from toasoan.opinions.queries.asking import asking_of
from toasoan.opinions.queries.ratings import (
    RatingOrder,
    rated_in,
    rated_stories,
    score_row,
    stars_of_story,
    sums_in,
)
from toasoan.opinions.rules import fair_average
from toasoan.units.models import Agency
from toasoan.units.queries import duties_of
from toasoan.vietnamese.periods import Period

_PER_PAGE = 50
_HUNDREDTH = Decimal("0.01")
_ORDERS = {
    RatingOrder.NUMBER: gettext_lazy("Most ratings"),
    RatingOrder.HIGHEST: gettext_lazy("Highest average"),
    RatingOrder.LOWEST: gettext_lazy("Lowest average"),
    RatingOrder.LATEST: gettext_lazy("Latest ratings"),
}


@screen(
    "y-kien-ban-doc/",
    name="opinions",
    duties=READING_OPINIONS,
    menu=MenuEntry(label=gettext_lazy("Opinions of readers"), icon="comment", order=56),
)
@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """The stories that were rated in a period."""
    agency = agency_read(request)
    period, form = period_of(request)
    order = _order(request)
    page = Paginator(rated_in(agency.pk, period, order), _PER_PAGE).get_page(request.GET.get("p"))
    number, total = sums_in(agency.pk, period)
    rows = list(rated_stories(list(page), agency_number=number, agency_total=total))
    kept = {"xep": str(order)}
    context = {
        **period_context(period, form, kept=kept),
        "page": page,
        "rows": rows,
        "number": number,
        "mean": total / number if number else None,
        "is_on": asking_of(agency.pk).ratings_on,
        "orders": [
            (label, urlencode(period_query(period) | {"xep": str(one)}), one is order)
            for one, label in _ORDERS.items()
        ],
        "here": "ratings",
        "may_keep": may_keep(request),
    }
    return render(request, "newsroom/opinions/ratings.html", context)


def _order(request: HttpRequest) -> RatingOrder:
    asked = request.GET.get("xep", "")
    return next((one for one in RatingOrder if one == asked), RatingOrder.NUMBER)


@screen("y-kien-ban-doc/tai-ve/", name="opinions_ratings_export", duties=READING_OPINIONS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file, whole."""
    agency = agency_read(request)
    period, _form = period_of(request)
    table = Table(
        name=f"danh-gia-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=_("Ratings of stories, %(period)s") % {"period": period.label()},
        columns=[
            TableColumn(_("Story"), ColumnKind.TEXT),
            TableColumn(_("Address"), ColumnKind.ADDRESS),
            TableColumn(_("Ratings"), ColumnKind.NUMBER),
            TableColumn(_("Stars altogether"), ColumnKind.NUMBER),
            TableColumn(_("Mean"), ColumnKind.NUMBER),
            TableColumn(_("Fair average"), ColumnKind.NUMBER),
        ],
        rows=_lines(agency, period, _order(request)),
    )
    return table_response(request.GET.get("dang", CSV), table)


def _lines(agency: Agency, period: Period, order: RatingOrder) -> Iterator[Row]:
    number, total = sums_in(agency.pk, period)
    rows = list(rated_in(agency.pk, period, order))
    for one in rated_stories(rows, agency_number=number, agency_total=total):
        address = one.story.get_absolute_url()
        mean = one.mean.quantize(_HUNDREDTH)
        yield one.story.headline, address, one.number, one.total, mean, one.average


@screen("y-kien-ban-doc/bai/<int:story_id>/", name="opinions_story", duties=READING_OPINIONS)
@require_safe
def story(request: HttpRequest, story_id: int) -> HttpResponse:
    """One story's ratings since the beginning, and whether it is rated."""
    found = story_for(request, story_id)
    score, stars = score_row(found.pk), stars_of_story(found.pk)
    number, total = (score.number, score.total) if score else (0, 0)
    sums = score.of_agency if score else None
    duties = duties_of(user_of(request), today_here())
    context = {
        "story": found,
        "number": number,
        "total": total,
        "average": fair_average(
            number, total,
            agency_number=sums.number if sums else 0, agency_total=sums.total if sums else 0,
        ),
        "stars": list(reversed(list(enumerate(stars, start=1)))),
        "is_off": bool(score and score.is_off),
        "may_set": not duties.isdisjoint(SETTING_STORIES),
    }  # fmt: skip
    return render(request, "newsroom/opinions/story.html", context)


@screen("y-kien-ban-doc/bai/<int:story_id>/tat/", name="opinions_story_off", duties=SETTING_STORIES)
@require_POST
def leave_out(request: HttpRequest, story_id: int) -> HttpResponse:
    """Readers rate this story no longer."""
    return _set(request, story_id, is_off=True)


@screen("y-kien-ban-doc/bai/<int:story_id>/bat/", name="opinions_story_on", duties=SETTING_STORIES)
@require_POST
def take_in(request: HttpRequest, story_id: int) -> HttpResponse:
    """Readers rate this story again."""
    return _set(request, story_id, is_off=False)


def _set(request: HttpRequest, story_id: int, *, is_off: bool) -> HttpResponse:
    found = story_for(request, story_id)
    set_story_off(found, is_off=is_off, actor=user_of(request), now=timezone.now())
    return redirect("newsroom:opinions_story", found.pk)
