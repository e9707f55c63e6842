"""Pages for what went wrong. The 500 page asks the database nothing."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _

from toasoan.portal.machines.api.problems import PREFIX, problem
from toasoan.portal.marking import keep
from toasoan.portal.queries import agency_for, frame


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address; sections and pages that appear change the frame."""
    context = _frame(request)
    if context:
        keep(request)
    return render(request, "portal/not_found.html", context, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The form was too old or came from elsewhere."""
    return _with_frame(request, "portal/forbidden.html", 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the session ended or cookies are off."""
    return _with_frame(request, "portal/forbidden.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page needs neither database nor session."""
    if request.path.startswith(PREFIX):
        detail = _("The site could not answer. Ask again in a few minutes.")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
    return HttpResponse(
        render_to_string("portal/server_error.html", {"stylesheet": stylesheet()}), status=500
    )


def stylesheet() -> str:
    """The address of the style sheet; none when it is the static files that are broken."""
    try:
        return static("portal/portal.css")
    except ValueError:
        return ""


def _with_frame(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, _frame(request), status=status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What stands around the page; nothing on a host without an agency."""
    try:
        return frame(request, agency_for(request))
    except Http404:
        return {}
