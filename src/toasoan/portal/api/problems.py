"""What went wrong, for programs (RFC 9457), and who may ask: every site."""

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from http import HTTPStatus
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from toasoan.portal.json_response import as_json

#: Where the interface lies.
PREFIX = "/api/"
_MOST_NAMES, _LONGEST_NAME = 10, 60


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
    return opened(answer)


def for_programs(
    view: Callable[..., HttpResponse], parameters: Collection[str] | None = None
) -> Callable[..., HttpResponse]:
    """A view of the programming interface: open to scripts of every site.

    With `parameters`, the address takes these and each of them once; all else is refused, for a
    filter that is written wrongly would otherwise answer with everything.
    """

    @wraps(view)
    def answered(request: HttpRequest, **parts: object) -> HttpResponse:
        # HEAD is answered as GET; the server leaves out the body.
        request.method = "GET"
        try:
            if parameters is not None:
                check_parameters(request, parameters)
            return opened(view(request, **parts))
        except (ProblemError, ValidationError, Http404) as error:
            return _problem_of(error)

    return answered


def check_parameters(request: HttpRequest, known: Collection[str]) -> None:
    """Raise ProblemError for a parameter that nobody knows, or that is given twice."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        detail = _("There is no parameter %(unknown)s here; there is: %(known)s.")
        facts = {"unknown": _quoted(unknown), "known": _quoted(known) or _("none")}
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail % facts)
    twice = [name for name in request.GET if len(request.GET.getlist(name)) > 1]
    if twice:
        detail = _("Give %(twice)s only once.") % {"twice": _quoted(twice)}
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name[:_LONGEST_NAME]}”" for name in islice(names, _MOST_NAMES))


def _problem_of(error: ProblemError | ValidationError | Http404) -> HttpResponse:
    if isinstance(error, ProblemError):
        return problem(error.status, error.detail)
    if isinstance(error, ValidationError):
        # Our own sentence for the first parameter that makes no sense, or the library's.
        first = error.errors[0]
        said = first.get("ctx", {}).get("error") or f"“{first['loc'][-1]}”: {first['msg']}"
        return problem(HTTPStatus.BAD_REQUEST, str(said))
    detail = _("There is nothing at this address that is published.")
    return problem(HTTPStatus.NOT_FOUND, detail)


def opened(answer: HttpResponse) -> HttpResponse:
    """The answer, which a script of any site may read."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return answer
