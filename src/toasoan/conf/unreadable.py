"""Requests that nobody's browser sends are answered before anything reads them.

A control sign in a path or a cookie names nothing; PostgreSQL refuses NUL in any text, SQLite does
not, so a request that carries one must not reach either. Values of forms and queries are cleaned
instead (`conf.typed_text`): people paste such signs without knowing.
"""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

#: Control signs, and what stands in a decoded path for bytes that are no UTF-8.
_NOT_READABLE = re.compile("[\0-\x1f\x7f\ud800-\udfff\ufffd]")


class UnreadableRequestMiddleware:
    """Answers 404 to a path with control signs and leaves out cookies that have some."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what can be read."""
        if _NOT_READABLE.search(request.path_info):
            raise Http404
        for name, value in list(request.COOKIES.items()):
            if _NOT_READABLE.search(value):
                del request.COOKIES[name]
        return self.get_response(request)
