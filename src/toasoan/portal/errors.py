"""Pages for what went wrong. Those for 400 and from 500 on ask the database nothing."""

import math
import sys
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _

from toasoan.databases.outages import Outage, is_full, is_outage, no_room, outage
from toasoan.portal.api.problems import PREFIX, problem
from toasoan.portal.frame.cache_tags import keep
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.stories import with_latest
from toasoan.reader_forms.door import FormRefusedError

#: Seconds, for programs and for search engines; the database is looked for every two.
_ASK_AGAIN_AFTER = 30


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read; it may even name a host that is not ours."""
    return _bare("portal/bad_request.html", 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address; sections and pages that appear change the frame."""
    if request.path.startswith(PREFIX):
        detail = _("There is nothing at this address that is published.")
        return problem(HTTPStatus.NOT_FOUND, detail)
    context = _frame(request)
    if context:
        keep(request)
    context["title"] = _("Page not found")
    return render(request, "portal/not_found.html", context, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to a refused request (403)."""
    context = {**_frame(request), "title": _("This is not open to you")}
    return render(request, "portal/forbidden.html", context, status=403)


def form_refused(request: HttpRequest, error: FormRefusedError) -> HttpResponse:
    """403 or 429: a form of readers that was not taken, and when it may be sent again."""
    context = {**_frame(request), "title": error.title, "words": error.words}
    answer = render(request, "portal/form_refused.html", context, status=error.status)
    if error.wait:
        answer.headers["Retry-After"] = str(math.ceil(error.wait.total_seconds()))
    answer.headers["Cache-Control"] = "no-store"
    # Neither network nor form stands in the log for it.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # django.utils.log (5.2) asks it
    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: it was too old or came from elsewhere, or cookies are off."""
    request.toasoan_refused = reason  # type: ignore[attr-defined]  # for the log
    context = {**_frame(request), "title": _("The form has expired")}
    return render(request, "portal/form_expired.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page needs neither database nor session.

    Called while the error is handled: a database that is away, or a disk that is full, is no
    fault of the program and gets an answer of its own, without a line of the log for each request.
    """
    error = sys.exc_info()[1]
    if is_full(error):
        return _told_once(disk_full(request), error, no_room)
    if is_outage(error):
        return _told_once(database_away(request), error, outage)
    if request.path.startswith(PREFIX):
        detail = _("The site could not answer. Ask again in a few minutes.")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
    return _bare("portal/server_error.html", 500)


def database_away(request: HttpRequest) -> HttpResponse:
    """503: the database is away or locked; what was typed stands in the browser still."""
    if request.path.startswith(PREFIX):
        detail = _("The site cannot read its database just now. Ask again in a minute.")
        answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
    else:
        facts = {"sent": request.method not in {"GET", "HEAD"}}
        answer = _bare("portal/database_away.html", HTTPStatus.SERVICE_UNAVAILABLE, facts)
    answer.headers["Retry-After"] = str(_ASK_AGAIN_AFTER)
    return answer


def disk_full(request: HttpRequest) -> HttpResponse:
    """507: there is no room for what was sent; nothing of it was kept."""
    if request.path.startswith(PREFIX):
        detail = _("The server has no room left to write.")
        return problem(HTTPStatus.INSUFFICIENT_STORAGE, detail)
    facts = {"sent": request.method not in {"GET", "HEAD"}}
    return _bare("portal/disk_full.html", HTTPStatus.INSUFFICIENT_STORAGE, facts)


def _told_once(answer: HttpResponse, error: BaseException | None, missing: Outage) -> HttpResponse:
    """Tell of the outage in one line, in place of the framework's for every answer of 5xx."""
    if error is not None:
        missing.noticed(error)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # django.utils.log (5.2) asks it
    return answer


def stylesheet() -> str:
    """The address of the style sheet; none when it is the static files that are broken."""
    try:
        return static("portal/portal.css")
    except ValueError:
        return ""


def _bare(template: str, status: int, facts: dict[str, Any] | None = None) -> HttpResponse:
    context = {"stylesheet": stylesheet(), **(facts or {})}
    return HttpResponse(render_to_string(template, context), status=status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What stands around the page, and a way on; nothing on a host without an agency."""
    try:
        agency = agency_for(request)
    except Http404:
        return {}
    return with_latest(request, agency, frame_context(request, agency))
