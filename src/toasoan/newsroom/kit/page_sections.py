"""Sections that one screen package shows on another's page, without either importing the other.

A page names the place with `{% page_sections "inbox" %}`; a package that has something to show
there declares a function of its own with `@page_section("inbox", order=10)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from toasoan.newsroom.kit.screens import load_screens

Place = Literal["inbox", "story"]
#: From the request and what the page is about (a story; None in the inbox) to markup, "" for none.
Render = Callable[[HttpRequest, Any], str]


@dataclass(frozen=True, slots=True)
class PageSection:
    """One declared section of a page."""

    place: Place
    order: int
    render: Render


_sections: list[PageSection] = []


def page_section(place: Place, *, order: int) -> Callable[[Render], Render]:
    """Declare the function beneath as a section of every page that names the place."""

    def declare(render: Render) -> Render:
        _sections.append(PageSection(place, order, render))
        return render

    return declare


def render_sections(place: str, request: HttpRequest, subject: Any = None) -> SafeString:
    """The markup of a place's sections, in their order."""
    load_screens()
    chosen = sorted((each for each in _sections if each.place == place), key=lambda one: one.order)
    return format_html_join("", "{}", ((each.render(request, subject),) for each in chosen))
