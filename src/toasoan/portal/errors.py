"""Pages for what went wrong. Those for 400 and 500 ask the database nothing."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _

from toasoan.portal.api.problems import PREFIX, problem
from toasoan.portal.frame.cache_tags import keep
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.stories import with_latest


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read; it may even name a host that is not ours."""
    return _bare("portal/bad_request.html", 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address; sections and pages that appear change the frame."""
    context = _frame(request)
    if context:
        keep(request)
    return render(request, "portal/not_found.html", context, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to a refused request (403)."""
    return render(request, "portal/forbidden.html", _frame(request), status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: it was too old or came from elsewhere, or cookies are off."""
    return render(request, "portal/form_expired.html", _frame(request), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page needs neither database nor session."""
    if request.path.startswith(PREFIX):
        detail = _("The site could not answer. Ask again in a few minutes.")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
    return _bare("portal/server_error.html", 500)


def stylesheet() -> str:
    """The address of the style sheet; none when it is the static files that are broken."""
    try:
        return static("portal/portal.css")
    except ValueError:
        return ""


def _bare(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"stylesheet": stylesheet()}), status=status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What stands around the page, and a way on; nothing on a host without an agency."""
    try:
        agency = agency_for(request)
    except Http404:
        return {}
    return with_latest(request, agency, frame_context(request, agency))
