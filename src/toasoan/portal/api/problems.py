"""What went wrong, for programs (RFC 9457), and who may ask: every site, by reading only."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

from toasoan.portal.json_response import as_json

#: Where the interface lies.
PREFIX = "/api/"
_METHODS = "GET, HEAD, OPTIONS"


class ProblemError(Exception):
    """The request cannot be answered; `detail` is a sentence for whoever wrote it."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def not_there(detail: str) -> ProblemError:
    """What is asked about does not exist, or not in public."""
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """The answer to a request that failed."""
    titles = {
        HTTPStatus.BAD_REQUEST: _("The request is not right"),
        HTTPStatus.UNAUTHORIZED: _("A key is needed"),
        HTTPStatus.NOT_FOUND: _("Not found"),
        HTTPStatus.TOO_MANY_REQUESTS: _("Too many requests"),
        HTTPStatus.GONE: _("No longer published"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("Only reading is possible"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Not available for a while"),
        HTTPStatus.INSUFFICIENT_STORAGE: _("No room left"),
    }
    facts = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    answer = as_json(facts, "application/problem+json", status)
    answer.headers["Content-Language"] = "vi"
    return _open(answer)


def for_programs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the programming interface: reading only, open to scripts of every site."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **parts: object) -> HttpResponse:
        if request.method == "OPTIONS":
            return _methods()
        if request.method not in {"GET", "HEAD"}:
            return _reading_only()
        # HEAD is answered as GET; the server leaves out the body.
        request.method = "GET"
        try:
            return _open(view(request, **parts))
        except (ProblemError, ValidationError, Http404) as error:
            return _problem_of(error)

    return answered


def _methods() -> HttpResponse:
    """What a browser asks before a script of another site may read."""
    answer = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": _METHODS})
    answer.headers["Access-Control-Allow-Methods"] = _METHODS
    answer.headers["Access-Control-Max-Age"] = "86400"
    return _open(answer)


def _reading_only() -> HttpResponse:
    detail = _("This interface gives information and takes none.")
    answer = problem(HTTPStatus.METHOD_NOT_ALLOWED, detail)
    answer.headers["Allow"] = _METHODS
    return answer


def _problem_of(error: ProblemError | ValidationError | Http404) -> HttpResponse:
    if isinstance(error, ProblemError):
        return problem(error.status, error.detail)
    if isinstance(error, ValidationError):
        # Our own sentence for the first parameter that makes no sense, or the library's.
        first = error.errors[0]
        return problem(HTTPStatus.BAD_REQUEST, first.get("ctx", {}).get("error", first["msg"]))
    detail = _("There is nothing at this address that is published.")
    return problem(HTTPStatus.NOT_FOUND, detail)


def _open(answer: HttpResponse) -> HttpResponse:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return answer
