"""The numbers of the site's counter for the page that shows it: HTTP only."""

import datetime as dt
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.audience.cache_tags import counter_tag
from toasoan.audience.queries import visits_now
from toasoan.page_cache.cache_tags import right_until
from toasoan.portal.frame.cache_tags import frame_tag, keep
from toasoan.portal.frame.site import agency_for
from toasoan.portal.json_response import as_json

#: So often the numbers are read from the database, however many readers ask.
_KEPT = dt.timedelta(seconds=30)


@require_safe
def visit_numbers(request: HttpRequest) -> HttpResponse:
    """How many are here now, today, this month and ever; kept for half a minute."""
    agency = agency_for(request)
    keep(request, counter_tag(agency.pk), frame_tag(agency.pk))
    right_until(request, timezone.now() + _KEPT)
    return as_json(asdict(visits_now(agency)), "application/json")
