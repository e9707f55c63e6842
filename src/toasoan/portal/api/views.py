"""The interface's page for people, its description, and every address that is none."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.portal.api.description import described_figures, described_stories
from toasoan.portal.api.figures import figures_api
from toasoan.portal.api.operations import api
from toasoan.portal.api.problems import for_programs
from toasoan.portal.frame.cache_tags import frame_tag, keep
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.json_response import as_json


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the interface gives, and all feeds, for the people who write programs."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    keep(request)
    words = _("Feeds, calendars and the programming interface of %(name)s.")
    context = {"title": _("RSS and data"), "description": words % {"name": agency.name}}
    return render(request, "portal/api/about.html", around | context)


@for_programs
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    address = request.build_absolute_uri("/api/v1")
    return as_json(described_stories(api, agency.name, address), "application/json")


@for_programs
def figures_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document of the figures; it says nothing that needs a key."""
    agency = agency_for(request)
    address = request.build_absolute_uri("/api/so-lieu/v1")
    return as_json(described_figures(figures_api, agency.name, address), "application/json")


@for_programs
def no_figures(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address beneath the figures. Raises Http404, which becomes a problem."""
    raise Http404


@for_programs
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address beneath the interface. Raises Http404, which becomes a problem."""
    keep(request)
    raise Http404
