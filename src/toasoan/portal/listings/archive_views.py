"""The archive: months with their numbers of stories, and the stories of a month. HTTP only."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import keep
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.archive import (
    month_address,
    months_beside,
    stories_of,
    years_of_stories,
)
from toasoan.portal.listings.views import story_list
from toasoan.site_settings.queries import MenuLink
from toasoan.stories.cache_tags import front_tag
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period, month


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The years of the site with the number of stories in each month."""
    agency = agency_for(request)
    years = years_of_stories(agency, local_day(timezone.now()))
    around = frame_context(request, agency)
    # A story that comes out or is taken down changes a number.
    keep(request, front_tag(agency.pk))
    words = _("Stories of %(name)s by the month in which they came out.")
    context = {
        "title": _("Archive by month"),
        "description": words % {"name": agency.name},
        "years": years,
    }
    return render(request, "portal/listings/archive.html", around | context)


@require_safe
def archive_month(request: HttpRequest, year: str, number: str) -> HttpResponse:
    """The stories of a month, latest first; 404 for a month without any."""
    agency = agency_for(request)
    # Before the look-up: the first story of a month must also drop a kept 404.
    shows(request, front_tag(agency.pk))
    period = _month_or_404(year, number)
    stories = stories_of(agency, period)
    if not stories.exists():
        raise Http404
    title = _("Stories of %(month)s/%(year)s") % {"month": int(number), "year": year}
    beside = [_link(day) for day in months_beside(agency, period) if day is not None]
    words = _("%(title)s on the site of %(agency)s.")
    description = words % {"title": title, "agency": agency.name}
    return story_list(request, title, stories, description, archive=True, beside=beside)


def _month_or_404(year: str, number: str) -> Period:
    try:
        return month(int(year), int(number))
    except ValueError as error:
        raise Http404 from error


def _link(day: dt.date) -> MenuLink:
    label = _("Month %(month)s/%(year)s") % {"month": day.month, "year": day.year}
    return MenuLink(label, month_address(day.year, day.month))
