"""Who answers when something went wrong: the newsroom for its forms, the portal for the rest."""

from django.http import HttpRequest, HttpResponse

from toasoan.newsroom.kit.refused_forms import is_form_of_newsroom, refused_form
from toasoan.portal import errors as portal


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read, or is more than may be sent."""
    if is_form_of_newsroom(request):
        return refused_form(request, 400, exception)
    return portal.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing, or nothing for this person."""
    if is_form_of_newsroom(request):
        return refused_form(request, 404)
    return portal.not_found(request, exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: refused to this person."""
    if is_form_of_newsroom(request):
        return refused_form(request, 403)
    return portal.forbidden(request, exception)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token."""
    if not is_form_of_newsroom(request):
        return portal.csrf_failed(request, reason)
    request.toasoan_refused = reason  # type: ignore[attr-defined]  # for the log
    return refused_form(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, 503, 507: the portal tells the log; for its forms the newsroom has the words."""
    answer = portal.server_error(request)
    if not is_form_of_newsroom(request):
        return answer
    ours = refused_form(request, answer.status_code)
    if "Retry-After" in answer.headers:
        ours.headers["Retry-After"] = answer.headers["Retry-After"]
    ours._has_been_logged = getattr(answer, "_has_been_logged", False)  # type: ignore[attr-defined]
    return ours
