"""A button of the editor that was pressed by its script: the answer says where to go.

A refusal that reaches the script is told in the editor (static/newsroom/editing/press.js), so that
no refused save ever leaves it (docs/decisions/0049).
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse

#: The header that the script sends.
_HEADER = "Toasoan-Press"
#: Pages that say what is wrong with the fields, or show two texts side by side.
_SHOWN = frozenset({200, 409, 422})


def is_pressed(request: HttpRequest) -> bool:
    """Whether the script of the editor pressed the button."""
    return _HEADER in request.headers


def answer_to_press(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`{"to": address}` for a redirect, `{"again": true}` for a page that must be shown.

    For the latter the script sends the form once more, as a browser does; what the page would
    have said is forgotten, or it would be said twice. Anything else stays as it is.
    """
    if response.has_header("Location"):
        return JsonResponse({"to": response["Location"]})
    if response.status_code in _SHOWN and "json" not in response.get("Content-Type", ""):
        list(messages.get_messages(request))
        return JsonResponse({"again": True})
    return response
