"""What Wagtail's views take for granted in a request is looked at before they are called.

Their search takes the query language of the database for words, and makes of a thousand words a
tree that is a thousand deep: it gets plain words, and not too many. They read some parameters as
numbers of rows, and one form without asking whether its field was sent (8.0.1); what is none
would be an error of the server. Such an address names nothing (404), a form without its field
cannot be read (400). `tests/sweep` asks every address.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest

from toasoan.newsroom.kit.screens import NAMESPACE
from toasoan.stories.numbers import row_number

#: Parameters in the query of Wagtail's views that name rows.
_NUMBERS = ("parent_page_id", "target_pages[]", "collection_id", "id")
#: Arguments in the path of Wagtail's views that name rows, as text.
_ROWS_IN_PATH = ("pk", "object_id")
#: Those that name a row by a number or a word ("live", "latest").
_REVISIONS_IN_PATH = ("revision_id_a", "revision_id_b")
#: Address → the field without which its form is none.
_FIELD_OF = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}


#: The parameter with the words of a search, and how many of them are looked for.
_WORDS, _MOST_WORDS = "q", 12


def is_wagtails(name: str) -> bool:
    """Whether an address of the newsroom, named in full, is answered by a view of Wagtail's."""
    return not name.startswith(f"{NAMESPACE}:")


def refuse_what_breaks(request: HttpRequest, name: str, arguments: Mapping[str, Any]) -> None:
    """Raise Http404 or BadRequest for what the view of this name would stumble over."""
    if not _names_rows(arguments):
        raise Http404
    if any(row_number(one) is None for key in _NUMBERS for one in request.GET.getlist(key) if one):
        raise Http404
    if request.method == "POST" and _FIELD_OF.get(name, "") not in {"", *request.POST}:
        raise BadRequest("The form was sent without its field.")


def search_plain_words(request: HttpRequest) -> None:
    """Leave in the request's search what is a word, the first dozen of them."""
    if typed := request.GET.get(_WORDS):
        given = request.GET.copy()
        given[_WORDS] = " ".join(re.findall(r"\w+", typed)[:_MOST_WORDS])
        request.GET = given  # type: ignore[assignment]  # as Django's


def _names_rows(arguments: Mapping[str, Any]) -> bool:
    """Whether the arguments of a path can name rows."""
    return all(
        row_number(str(arguments[key])) is not None for key in _ROWS_IN_PATH if key in arguments
    ) and all(
        not value.isdecimal() or row_number(value) is not None
        for value in (str(arguments.get(key, "")) for key in _REVISIONS_IN_PATH)
    )
