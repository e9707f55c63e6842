"""What pages say to machines in the words of schema.org: the parts that several pages have."""

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from toasoan.units.models import Agency

#: What would end the script element, or a line of it, becomes an escape of JSON. One replacement
#: after the other: `str.translate` looks up each letter, a twentieth of an uncached story's page.
_ESCAPED = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

Absolute = Callable[[str], str]


def in_script(*graph: dict[str, Any]) -> SafeString:
    """The things of a page for a script element of JSON-LD."""
    written = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    for char, escaped in _ESCAPED.items():
        written = written.replace(char, escaped)
    return mark_safe(written)  # noqa: S308  # no markup can begin in it


@cache
def _emblem() -> str:
    """The path of the emblem's file, which stays the same while a process runs."""
    return static("portal/emblem.svg")


def organization(agency: Agency, absolute: Absolute) -> dict[str, Any]:
    """The agency whose site it is; other things name it by its `@id`."""
    found: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "@id": absolute("/#co-quan"),
        "name": agency.name,
        "url": absolute("/"),
        "logo": absolute(_emblem()),
    }
    if agency.parent_name:
        found["parentOrganization"] = {
            "@type": "GovernmentOrganization", "name": agency.parent_name,
        }  # fmt: skip
    return found


def breadcrumb(way: Iterable[tuple[str, str]], absolute: Absolute) -> dict[str, Any]:
    """The way to the page: names and paths, the home page first."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(way, start=1)
        ],
    }
