"""JSON that a program or a script sends, read within bounds."""

import json
import re
from typing import Any

from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

#: How deep lists and objects may lie in one another; documents of the editor need ten.
MOST_DEPTH = 100
#: What a device answers about a passkey has some thousands.
_MOST_BYTES = 64 * 1024
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{}]', re.DOTALL)


class UnreadableBodyError(ValueError):
    """What was sent is no JSON, or is nested without end."""


class TooLongBodyError(UnreadableBodyError):
    """More was sent than is read."""


def is_too_deep(text: str) -> bool:
    """Whether lists and objects lie deeper in one another than anybody needs.

    Python's own reader gives up at about a thousand, with an error that no caller expects.
    """
    depth = 0
    for mark in _MARKS.finditer(text):
        match mark[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
        if depth > MOST_DEPTH:
            return True
    return False


def text_of(request: HttpRequest, *, most_bytes: int = _MOST_BYTES) -> str:
    """The body as text. Raises UnreadableBodyError for a form and for JSON that is too deep."""
    try:
        body = request.body
    except (RawPostDataException, UnreadablePostError) as error:
        raise UnreadableBodyError from error
    if len(body) > most_bytes:
        raise TooLongBodyError
    text = body.decode("utf-8", "replace")
    if is_too_deep(text):
        raise UnreadableBodyError
    return text


def json_of(request: HttpRequest, *, most_bytes: int = _MOST_BYTES) -> Any:
    """The body as whatever JSON says; no body at all is an empty object.

    Raises TooLongBodyError or another UnreadableBodyError.
    """
    try:
        return json.loads(text_of(request, most_bytes=most_bytes) or "{}")
    except UnreadableBodyError:
        raise
    except ValueError as error:
        raise UnreadableBodyError from error
