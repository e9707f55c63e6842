"""What browsers and other programs look for at fixed addresses: HTTP only."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import right_until
from toasoan.portal.frame.cache_tags import frame_tag, keep, midnight_after
from toasoan.portal.frame.site import agency_for
from toasoan.portal.json_response import as_json
from toasoan.portal.site_files import icons
from toasoan.site_settings.queries import look_of, security_contact
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import at_local

#: For so long security.txt may be believed; RFC 9116 asks for less than a year.
_BELIEVED = dt.timedelta(days=180)
_PNG = "image/png"


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """favicon.ico."""
    return HttpResponse(icons.ico(look_of(_kept(request)).emblem), content_type="image/x-icon")


@require_safe
def svg_icon(request: HttpRequest) -> HttpResponse:
    """The icon as an SVG."""
    return HttpResponse(icons.svg(look_of(_kept(request)).emblem), content_type="image/svg+xml")


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """The icon of iPhones."""
    return HttpResponse(icons.touch_png(look_of(_kept(request)).emblem), content_type=_PNG)


@require_safe
def app_icon(request: HttpRequest, size: int) -> HttpResponse:
    """An icon of the manifest or of feeds. Raises Http404 for any other size."""
    return HttpResponse(icons.png(_emblem(request, size), size), content_type=_PNG)


@require_safe
def maskable_icon(request: HttpRequest, size: int) -> HttpResponse:
    """An icon of the manifest that phones may cut to their shape. Raises Http404."""
    return HttpResponse(icons.maskable_png(_emblem(request, size), size), content_type=_PNG)


def _emblem(request: HttpRequest, size: int) -> Any:
    if size not in icons.SIZES:
        raise Http404
    return look_of(_kept(request)).emblem


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest: name, colours and icons for a phone's home screen."""
    agency = _kept(request)
    look = look_of(agency)
    kinds = (("any", "portal:app_icon"), ("maskable", "portal:maskable_icon"))
    facts = {
        "id": "/",
        "name": agency.name,
        "description": agency.slogan or agency.name,
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": look.colour,
        "background_color": "#ffffff",
        "icons": [
            {
                "src": reverse(name, args=[size]),
                "sizes": f"{size}x{size}",
                "type": _PNG,
                "purpose": purpose,
            }
            for purpose, name in kinds
            for size in icons.APP_SIZES
        ],
    }
    return as_json(facts, "application/manifest+json")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): whom to tell of a weakness. Raises Http404 without a contact."""
    agency, now = _kept(request), timezone.now()
    contact = security_contact(agency)
    if not contact:
        raise Http404
    right_until(request, midnight_after(now))
    expires = at_local(local_day(now) + _BELIEVED)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: vi, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where programs that keep passwords lead a person who has one in the newsroom."""
    keep(request)
    return HttpResponseRedirect(reverse("newsroom:password"))


def _kept(request: HttpRequest) -> Agency:
    """The agency of the site; the answer is kept until something of its frame changes."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk))
    return agency
