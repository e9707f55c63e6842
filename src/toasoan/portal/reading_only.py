"""Public addresses are read and take nothing, but for the forms of readers.

Whoever sends to another one is told so before anything is asked.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from toasoan.portal.api.problems import PREFIX, opened, problem
from toasoan.portal.errors import form_refused
from toasoan.reader_forms.door import FormRefusedError, door_of

#: What every public address answers.
METHODS = "GET, HEAD, OPTIONS"
#: What the address of a form of readers answers (`reader_forms.door`).
METHODS_OF_FORMS = f"{METHODS}, POST"
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
        takes_forms = _takes_forms(request.path)
        if takes_forms and request.method == "POST":
            return self.get_response(request)
        methods = METHODS_OF_FORMS if takes_forms else METHODS
        for_programs = request.path.startswith(PREFIX)
        if request.method == "OPTIONS":
            return _possible(methods, for_programs=for_programs)
        return _refused(methods, for_programs=for_programs)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that says why a form of readers was not taken."""
        return form_refused(request, error) if isinstance(error, FormRefusedError) else None


def _takes_forms(path: str) -> bool:
    try:
        return door_of(resolve(path).func) is not None
    except Resolver404:
        return False


def _possible(methods: str, *, for_programs: bool) -> HttpResponse:
    """What a browser asks before a script of another site may read the interface."""
    answer = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": methods})
    if not for_programs:
        return answer
    answer.headers["Access-Control-Allow-Methods"] = methods
    answer.headers["Access-Control-Max-Age"] = _A_DAY
    return opened(answer)


def _refused(methods: str, *, for_programs: bool) -> HttpResponse:
    status = HTTPStatus.METHOD_NOT_ALLOWED
    if for_programs:
        answer = problem(status, _("This interface gives information and takes none."))
    else:
        words = _("This page can only be read.")
        answer = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Allow"] = methods
    return answer
