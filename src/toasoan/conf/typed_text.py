"""What arrives in forms and addresses is cleaned before a view reads it.

Other doors – Word files, lists of people, requests of programs – clean what they read themselves,
by the same rule (`vietnamese.cleaning`); a story's text is cleaned once more when it is saved.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.admin.rich_text import DraftailRichTextArea

from toasoan.newsroom.kit.json_body import is_too_deep
from toasoan.vietnamese.cleaning import cleaned


class CleanedTextMiddleware:
    """Cleans the values of forms and queries and the names of uploaded files.

    It stands last, so that a request that is refused is not read for this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Put cleaned values in the place of those that were sent."""
        if any(map(is_too_deep, _json_in(request))):
            raise BadRequest("Lists in lists without end.")
        if request.GET:
            request.GET = _cleaned_fields(request.GET)  # type: ignore[assignment]  # as Django's
        if request.method == "POST":
            request.POST = _cleaned_fields(request.POST)  # type: ignore[assignment]
            for _name, files in request.FILES.lists():
                for file in files:
                    file.name = cleaned(file.name or "")


def _json_in(request: HttpRequest) -> Iterator[str]:
    """What was sent in a form that a view may read as JSON: the editor's fields."""
    fields = request.POST if request.method == "POST" else QueryDict()
    for _name, values in fields.lists():
        yield from (value for value in values if value.lstrip().startswith(("{", "[")))


def _cleaned_fields(sent: QueryDict) -> QueryDict:
    fields = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        fields.setlist(name, [_cleaned_value(value) for value in values])
    fields._mutable = False
    return fields


def _cleaned_value(value: str) -> str:
    return value if _is_rich_text(value) else cleaned(value)


def _is_rich_text(value: str) -> bool:
    """Whether this is a document of the editor, whose styles name places in its uncleaned text."""
    if not value.startswith("{"):
        return False
    try:
        parsed = json.loads(value)
    except ValueError:
        return False
    return isinstance(parsed, dict) and {"blocks", "entityMap"} <= parsed.keys()


class RichTextArea(DraftailRichTextArea):  # type: ignore[misc]  # Wagtail ships no types
    """The rich-text editor; what it hands on is cleaned once its styles are markup."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """The cleaned markup; None when the form has no such field."""
        markup: str | None = super().value_from_datadict(data, files, name)
        return markup and cleaned(markup)
