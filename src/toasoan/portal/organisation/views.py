"""Organisation, contacts, site map, and the style sheet of the agency's colours: HTTP only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import keep, organisation_tag, unit_tag
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.organisation import queries
from toasoan.site_settings.colours import colour_in, style_sheet
from toasoan.site_settings.queries import contacts_of
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day

_A_YEAR = 365 * 24 * 3600


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The units of the day in their tree, who leads them, who leads the agency's board."""
    agency = agency_for(request)
    units = _all_units(request, agency)
    chart = queries.organisation(agency, units, local_day(timezone.now()))
    context: dict[str, object] = {
        "title": _("Organisation"),
        "description": _("Units and leaders of %(name)s.") % {"name": agency.name},
        "chart": chart,
    }
    return _organisation_page(request, agency, "organisation", "to-chuc", context)


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """How the agency and its units are reached."""
    agency = agency_for(request)
    today = local_day(timezone.now())
    found = contacts_of(agency)
    units = [
        (unit, found[unit.pk])
        for unit in _all_units(request, agency)
        if unit.pk in found and unit.is_open_on(today)
    ]
    context: dict[str, object] = {
        "title": _("Contacts"),
        "description": _("Address, phone, e-mail and hours of %(name)s.") % {"name": agency.name},
        "units": units,
    }
    return _organisation_page(request, agency, "contacts", "lien-he", context)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The site map: links to every page that is not a story."""
    agency = agency_for(request)
    _all_units(request, agency)
    around = frame_context(request, agency)
    groups = queries.site_map(request, agency, around["sections"])
    keep(request)
    context = {
        **around,
        "title": _("Site map"),
        "description": _("Every section, unit and page of the site of %(name)s.")
        % {"name": agency.name},
        "groups": groups,
    }
    return render(request, "portal/organisation/site_map.html", context)


@require_safe
def colours(request: HttpRequest, name: str) -> HttpResponse:
    """The style sheet of a colour; its name says all that is in it, so it never changes.

    Asks no database and is as good during maintenance. The page store does not keep it: it
    would tell browsers to ask again.
    """
    colour = colour_in(name)
    if not colour:
        raise Http404
    headers = {"Cache-Control": f"public, max-age={_A_YEAR}, immutable"}
    return HttpResponse(
        style_sheet(colour), content_type="text/css; charset=utf-8", headers=headers
    )


def _all_units(request: HttpRequest, agency: Agency) -> list[Unit]:
    """Every unit there ever was: one that opens or ends changes the page. One query."""
    units = list(Unit.objects.filter(agency=agency))
    shows(request, organisation_tag(agency.pk), *(unit_tag(unit.pk) for unit in units))
    return units


def _organisation_page(
    request: HttpRequest, agency: Agency, name: str, slug: str, context: dict[str, object]
) -> HttpResponse:
    """A page of facts, with what the webmaster wrote for the same address beneath."""
    text = queries.standing_text(agency, slug)
    around = frame_context(request, agency)
    keep(request)
    context |= {"page": text, "text": getattr(text, "text", "")}
    return render(request, f"portal/organisation/{name}.html", {**around, **context})
