"""What stands around every page: which agency's site it is, its menus, the day, maintenance."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from toasoan.audience.names import page_name
from toasoan.page_cache.cache_tags import Made, counts_at, remembered, right_until
from toasoan.portal.frame.cache_tags import frame_tag, organisation_tag, show_frame, unit_tag
from toasoan.portal.frame.menus import menus_context
from toasoan.site_settings.maintenance.queries import announced
from toasoan.site_settings.models import Maintenance
from toasoan.site_settings.queries import with_appearance
from toasoan.stories.models import Section
from toasoan.units.models import Agency, Unit

_AGENCY = "_toasoan_agency"


def agency_for(request: HttpRequest) -> Agency:
    """The agency whose site was asked for; remembered on the request. Raises Http404."""
    found: Agency | None = getattr(request, _AGENCY, None)
    if found is None:
        found = remembered(request, f"agency {request.get_host()}", lambda: _agency_of(request))
        setattr(request, _AGENCY, found)
        # Where Wagtail 8.0.1 looks before it asks for the site of a page's address.
        request._wagtail_site = found.site  # type: ignore[attr-defined]
    return found


def _agency_of(request: HttpRequest) -> tuple[Agency, list[str]]:
    site = Site.find_for_request(request)
    found = with_appearance(Agency.objects.filter(site=site)).first() if site else None
    if found is None:
        raise Http404
    return found, [frame_tag(found.pk)]


def frame_context(request: HttpRequest, agency: Agency) -> dict[str, Any]:
    """What stands around every page: the agency, its look and menus, the day. Four queries."""
    now = timezone.now()
    show_frame(request, agency.pk, now)
    counts_at(request, agency.pk, page_name(_kind_of_page(request)))
    maintenance = _announced(request, agency, now)
    if maintenance is not None:
        right_until(request, maintenance.ends_at)
    around = remembered(
        request, f"around {agency.pk} {get_language()}", lambda: _around(request, agency)
    )
    return {
        "request": request,
        "agency": agency,
        "now": now,
        "maintenance": maintenance,
        **around,
    }


def _kind_of_page(request: HttpRequest) -> str:
    """What the page is called where views are counted: by its address's name."""
    match = request.resolver_match
    if match is None or not match.url_name:
        return "other"
    if match.namespaces:
        return match.url_name
    return "home" if request.path == "/" else "standing"


def _announced(request: HttpRequest, agency: Agency, now: dt.datetime) -> Maintenance | None:
    """The next maintenance; announcing one and calling it off change every page."""
    ahead: list[Maintenance] = remembered(
        request, f"maintenance {agency.pk}", lambda: (announced(agency.pk, now), ())
    )
    return next((one for one in ahead if one.ends_at > now), None)


def units_of(request: HttpRequest, agency: Agency) -> Mapping[int, Unit]:
    """The units of the agency by their ids, closed ones among them. One query."""
    units: Mapping[int, Unit] = remembered(request, f"units {agency.pk}", lambda: _units_of(agency))
    return units


def _units_of(agency: Agency) -> Made:
    units = {unit.pk: unit for unit in Unit.objects.filter(agency=agency)}
    return units, [organisation_tag(agency.pk), *map(unit_tag, units)]


def _around(request: HttpRequest, agency: Agency) -> tuple[dict[str, Any], list[str]]:
    sections = list(Section.objects.filter(agency=agency))
    around = {"sections": sections, **menus_context(request, agency, sections)}
    return around, [frame_tag(agency.pk)]
