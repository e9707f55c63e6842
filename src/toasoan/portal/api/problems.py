"""What went wrong, for programs (RFC 9457), and who may ask: every site, by reading only."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

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


def bad_request(detail: str) -> ProblemError:
    """A parameter makes no sense."""
    return ProblemError(HTTPStatus.BAD_REQUEST, detail)


def not_there(detail: str) -> ProblemError:
    """What is asked about does not exist, or not in public."""
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """The answer to a request that failed."""
    titles = {
        HTTPStatus.BAD_REQUEST: _("The request is not right"),
        HTTPStatus.NOT_FOUND: _("Not found"),
        HTTPStatus.GONE: _("No longer published"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("Only reading is possible"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Maintenance"),
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
            answer = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": _METHODS})
            answer.headers["Access-Control-Allow-Methods"] = _METHODS
            answer.headers["Access-Control-Max-Age"] = "86400"
            return _open(answer)
        if request.method not in {"GET", "HEAD"}:
            detail = _("This interface gives information and takes none.")
            answer = problem(HTTPStatus.METHOD_NOT_ALLOWED, detail)
            answer.headers["Allow"] = _METHODS
            return answer
        try:
            return _open(view(request, **parts))
        except ProblemError as error:
            return problem(error.status, error.detail)
        except Http404:
            detail = _("There is nothing at this address that is published.")
            return problem(HTTPStatus.NOT_FOUND, detail)

    return answered


def _open(answer: HttpResponse) -> HttpResponse:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return answer
