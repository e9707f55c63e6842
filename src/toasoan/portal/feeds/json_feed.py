"""A channel as JSON Feed 1.1 (jsonfeed.org)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from toasoan.portal.feeds.channels import Channel
from toasoan.portal.feeds.names import lasting_name
from toasoan.portal.feeds.xml_feeds import photo_address
from toasoan.portal.json_response import as_json
from toasoan.stories.models import Story


def json_feed(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The channel as JSON Feed."""
    absolute = request.build_absolute_uri
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": absolute(channel.path),
        "feed_url": absolute(request.path),
        "description": channel.summary,
        "language": "vi",
        "authors": [{"name": channel.agency.name, "url": absolute("/")}],
        "items": [_item(request, story, channel.tags[story.pk]) for story in channel.stories],
    }
    return as_json(feed, "application/feed+json")


def _item(request: HttpRequest, story: Story, tags: list[str]) -> dict[str, Any]:
    absolute = request.build_absolute_uri
    unit = story.unit
    item: dict[str, Any] = {
        "id": lasting_name(request, story),
        "url": absolute(story.get_absolute_url()),
        "title": story.headline,
        "content_text": story.standfirst,
        "date_published": story.first_published_at,
        "date_modified": story.last_published_at,
        "authors": [{"name": unit.name, "url": absolute(unit.get_absolute_url())}],
        "tags": [*([story.section.name] if story.section else []), *tags],
    }
    if photo := photo_address(request, story.lead_picture):
        item["image"] = photo
    return item
