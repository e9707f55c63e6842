"""The door for what readers send: every other public address can only be read.

Pages are the same for everybody and are kept, so that no form has a token of its own: whoever
sends must come from a page of this site (`same_site`), and is counted by network (`counting`).
"""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from toasoan.reader_forms.counting import Limit, wait_for
from toasoan.reader_forms.same_site import is_from_here

__all__ = ["FormRefusedError", "Limit", "ReaderForm", "door_of", "reader_form", "refuse_too_many"]

View = Callable[..., HttpResponse]

#: Bytes of a body, unless the form says otherwise.
SMALL_FORM = 64 * 1024


@dataclass(frozen=True, slots=True)
class ReaderForm:
    """What the site knows of an address that takes a form of readers; `largest_body` in bytes."""

    name: str
    limits: tuple[Limit, ...]
    largest_body: int


class FormRefusedError(Exception):
    """A form that is not taken; the portal answers with a page that says so."""

    def __init__(
        self, status: HTTPStatus, title: str, words: str, wait: dt.timedelta = dt.timedelta(0)
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.words = words
        self.wait = wait


def reader_form(
    name: str, *, limits: tuple[Limit, ...], largest_body: int = SMALL_FORM
) -> Callable[[View], View]:
    """Let a public view take POST: from this site only, and not more often than the limits say."""
    door = ReaderForm(name, limits, largest_body)

    def behind_the_door(view: View) -> View:
        @csrf_exempt
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # as Django's
            if request.method == "POST":
                if not is_from_here(request):
                    raise _from_elsewhere()
                refuse_too_many(request, name, limits)
            return view(request, *args, **kwargs)

        guarded.reader_form = door  # type: ignore[attr-defined]  # `door_of` reads it
        return guarded

    return behind_the_door


def door_of(view: object) -> ReaderForm | None:
    """What a view takes from readers; None for all others."""
    found: ReaderForm | None = getattr(view, "reader_form", None)
    return found


def refuse_too_many(request: HttpRequest, name: str, limits: tuple[Limit, ...]) -> None:
    """Count one more sending under this name. Raises FormRefusedError (429) beyond the limits."""
    wait = wait_for(request, name, limits, timezone.now())
    if not wait:
        return
    minutes = max(1, round(wait.total_seconds() / 60))
    words = ngettext(
        "This form was sent very often from your network. Nothing was taken this time; go back, "
        "your words are still there, and send it again in %(number)d minute.",
        "This form was sent very often from your network. Nothing was taken this time; go back, "
        "your words are still there, and send it again in %(number)d minutes.",
        minutes,
    )
    title = _("Please wait a little")
    status = HTTPStatus.TOO_MANY_REQUESTS
    raise FormRefusedError(status, title, words % {"number": minutes}, wait)


def _from_elsewhere() -> FormRefusedError:
    words = _(
        "The form did not come from a page of this site, or the browser does not say where it "
        "comes from. Nothing was taken. Open the page on this site again and send it from there."
    )
    return FormRefusedError(HTTPStatus.FORBIDDEN, _("The form was not taken"), words)
