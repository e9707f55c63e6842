"""A form of the newsroom that was refused before or beside its view.

The public site's pages for errors say nothing about what was typed. Whoever sends a form of the
newsroom gets a page of the newsroom: what happened, what to do, the words that came along, and
the way back to the form, where the browser's own copy is offered. A script gets the same sentence
as JSON, in the words that the editor reads (docs/decisions/0049). Nothing here asks the database.
"""

from http import HTTPStatus

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.session import is_from_script
from toasoan.newsroom.kit.typed_text import readable

#: Status → what happened and what to do.
_SENTENCES: dict[int, str | Promise] = {
    400: _("Not saved: what was sent arrived damaged. Send it once more."),
    403: _("Not saved: the page had stood open too long. Open it anew, then send once more."),
    404: _("Not saved: this is no longer open to you, or it has been removed."),
    500: _("Not saved: the server met a fault. Try again in a few minutes."),
    503: _("Not saved: the server cannot save just now. Try again in a minute."),
    507: _("Not saved: the server has no room left. Tell the person who keeps the site."),
}
_TOO_MANY = _(
    "Not saved: there are more fields (photos, cells of tables) than can be sent at once. "
    "Take some out or split the story, then save again."
)
_TOO_LARGE = _("Not saved: the text is too large to be sent at once. Shorten it, then save again.")


def is_form_of_newsroom(request: HttpRequest) -> bool:
    """Whether the request sends something to the newsroom."""
    is_inside = request.path.startswith(reverse("wagtailadmin_home"))
    return is_inside and request.method not in {"GET", "HEAD", "OPTIONS"}


def refused_form(
    request: HttpRequest, status: int, exception: Exception | None = None
) -> HttpResponse:
    """The answer to a refused form: JSON for scripts, a page for people."""
    sentence = str(_sentence(status, exception))
    if is_from_script(request):
        code = HTTPStatus(status).phrase.lower().replace(" ", "_")
        said = {"success": False, "error_code": code, "error_message": sentence}
        return JsonResponse(said, status=status)
    context = {
        "sentence": sentence,
        "typed": _typed(request),
        "back": request.get_full_path(),
        "stylesheet": _stylesheet(),
    }
    return HttpResponse(render_to_string("newsroom/kit/refused_form.html", context), status=status)


def _sentence(status: int, exception: Exception | None) -> str | Promise:
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return _TOO_MANY
    if isinstance(exception, RequestDataTooBig):
        return _TOO_LARGE
    return _SENTENCES.get(status, _SENTENCES[500])


def _typed(request: HttpRequest) -> list[str]:
    """The words that came along, when they can be read and came from a page of ours."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    try:
        return [words for words in readable(request.POST) if any(map(str.isalpha, words))]
    except (BadRequest, SuspiciousOperation, RawPostDataException, UnreadablePostError):
        return []


def _stylesheet() -> str:
    """The address of the style sheet; none when it is the static files that are broken."""
    try:
        return static("newsroom/kit/refused-form.css")
    except ValueError:
        return ""
