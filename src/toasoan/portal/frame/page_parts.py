"""What other parts of the portal add at the end of a page: a question to the reader.

A page that has such parts says in its context what it shows: `"subject": PageSubject(…)`. The tag
`page_parts` in `portal/base.html` asks the hook for each.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

#: A function of request, subject and the page's context, which returns markup, or "" for nothing.
#: It runs for every page that is made: no query, or one that is remembered.
HOOK = "toasoan_page_part"


@dataclass(frozen=True, slots=True)
class PageSubject:
    """What a page shows.

    `key` names it for good, whatever becomes of its address ("page:7"); `version` is the moment
    from which on it has said what it says, None where pages have no versions.
    """

    key: str
    title: str
    version: dt.datetime | None = None


PagePart = Callable[[HttpRequest, PageSubject, dict[str, Any]], str]


def page_parts_of(context: dict[str, Any]) -> SafeString:
    """The markup of all parts, in the order of their registration; none in a preview."""
    request, subject = context.get("request"), context.get("subject")
    if request is None or subject is None or context.get("is_preview"):
        return SafeString("")
    parts: list[PagePart] = hooks.get_hooks(HOOK)
    made = (part(request, subject, context) for part in parts)
    return format_html_join("", "{}", ((markup,) for markup in made if markup))
