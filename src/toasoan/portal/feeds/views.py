"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of every channel: HTTP only."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toasoan.portal.feeds import channels, json_feed, xml_feeds
from toasoan.portal.feeds.channels import Channel

#: File name → how a channel is written in it.
WRITERS: dict[str, Callable[[HttpRequest, Channel], HttpResponse]] = {
    "rss.xml": xml_feeds.rss,
    "atom.xml": xml_feeds.atom,
    "feed.json": json_feed.json_feed,
}


@require_safe
def site(request: HttpRequest, file: str) -> HttpResponse:
    """The latest stories of the site."""
    return WRITERS[file](request, channels.of_site(request))


@require_safe
def section(request: HttpRequest, section: str, file: str) -> HttpResponse:
    """The latest stories of a section."""
    return WRITERS[file](request, channels.of_section(request, section))


@require_safe
def tag(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """The latest stories with a tag."""
    return WRITERS[file](request, channels.of_tag(request, slug))


@require_safe
def unit(request: HttpRequest, code: str, file: str) -> HttpResponse:
    """The latest stories of a unit."""
    return WRITERS[file](request, channels.of_unit(request, code))
