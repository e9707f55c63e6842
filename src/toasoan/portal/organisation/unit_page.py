"""A unit's page: who leads it, what it came from, and its stories."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import unit_tag
from toasoan.portal.frame.page_parts import PageSubject
from toasoan.portal.frame.site import agency_for
from toasoan.portal.listings.stories import live_stories, unit_for
from toasoan.portal.listings.views import story_list
from toasoan.portal.organisation.queries import unit_head
from toasoan.stories.cache_tags import unit_stories_tag
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True)
class Successions:
    """The units before and after one unit, by successions up to today, and its last day."""

    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    ended_on: dt.date | None


def successions_of(unit: Unit, today: dt.date) -> Successions:
    """The units before and after this one. Two queries."""
    units = Unit.objects.distinct()
    return Successions(
        before=tuple(units.filter(ended_by__successors=unit, ended_by__happened_on__lte=today)),
        after=tuple(units.filter(began_by__predecessors=unit, began_by__happened_on__lte=today)),
        ended_on=unit.closed_on if unit.closed_on and unit.closed_on < today else None,
    )


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The stories of a unit."""
    agency = agency_for(request)
    found = unit_for(agency, code)
    shows(request, unit_tag(found.pk), unit_stories_tag(found.pk))
    today = local_day(timezone.now())
    successions = successions_of(found, today)
    shows(request, *(unit_tag(unit.pk) for unit in (*successions.before, *successions.after)))
    head = unit_head(request, found, today)
    stories = live_stories(agency).filter(unit=found)
    words = _("News, leaders and contacts of %(unit)s, %(agency)s.")
    return story_list(
        request,
        found.name,
        stories,
        words % {"unit": found.name, "agency": agency.name},
        successions=successions,
        unit_head=head,
        has_feeds=True,
        subject=PageSubject(f"unit:{found.pk}", found.name),
    )
