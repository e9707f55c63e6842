"""Public addresses are read and take nothing: whoever sends is told so before anything is asked."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.portal.api.problems import PREFIX, opened, problem

#: What every public address answers.
METHODS = "GET, HEAD, OPTIONS"
_READING = frozenset({"GET", "HEAD"})
_A_DAY = "86400"  # seconds


class ReadingOnlyMiddleware:
    """Answers OPTIONS with what is possible and every method that changes something with 405.

    Neither session nor database is asked. The newsroom and the doors of partners take more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        partners = reverse("exchange:stories").rpartition("/")[0]
        self.taking = (reverse("wagtailadmin_home"), f"{partners}/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on who reads, and every request to an address that takes something."""
        if request.method in _READING or request.path.startswith(self.taking):
            return self.get_response(request)
        for_programs = request.path.startswith(PREFIX)
        if request.method == "OPTIONS":
            return _possible(for_programs=for_programs)
        return _refused(for_programs=for_programs)


def _possible(*, for_programs: bool) -> HttpResponse:
    """What a browser asks before a script of another site may read the interface."""
    answer = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": METHODS})
    if not for_programs:
        return answer
    answer.headers["Access-Control-Allow-Methods"] = METHODS
    answer.headers["Access-Control-Max-Age"] = _A_DAY
    return opened(answer)


def _refused(*, for_programs: bool) -> HttpResponse:
    status = HTTPStatus.METHOD_NOT_ALLOWED
    if for_programs:
        answer = problem(status, _("This interface gives information and takes none."))
    else:
        words = _("This page can only be read.")
        answer = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Allow"] = METHODS
    return answer
