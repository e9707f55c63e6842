"""A channel as JSON Feed 1.1 (jsonfeed.org)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from toasoan.portal.feeds.channels import Channel, FeedItem
from toasoan.portal.feeds.items import Photo, Signed
from toasoan.portal.feeds.names import lasting_name
from toasoan.portal.json_response import as_json


def json_feed(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The channel as JSON Feed."""
    absolute = request.build_absolute_uri
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": absolute(channel.path),
        "feed_url": absolute(request.path),
        "description": channel.summary,
        "icon": absolute(reverse("portal:app_icon", args=[512])),
        "favicon": absolute(reverse("portal:app_icon", args=[192])),
        "language": "vi",
        "authors": [_author(Signed(channel.agency.name, absolute("/")))],
        "items": [_item(request, channel, story) for story in channel.stories],
    }
    return as_json(feed, "application/feed+json")


def _item(request: HttpRequest, channel: Channel, story: FeedItem) -> dict[str, Any]:
    text = channel.texts[story.pk]
    item: dict[str, Any] = {
        "id": lasting_name(request, story),
        "url": request.build_absolute_uri(story.get_absolute_url()),
        "title": story.headline,
        "summary": story.standfirst,
        "content_html": text.content,
        "date_published": story.first_published_at,
        "date_modified": story.last_published_at,
        "authors": [_author(signed) for signed in text.signed],
        "tags": [*([story.section.name] if story.section else []), *channel.tags[story.pk]],
    }
    if text.photos:
        item["image"] = text.photos[0].jpeg.address
        item["attachments"] = [_attachment(photo) for photo in text.photos]
    return item


def _author(signed: Signed) -> dict[str, str]:
    return {"name": signed.name, "url": signed.address}


def _attachment(photo: Photo) -> dict[str, Any]:
    file = photo.enclosure
    words = " – ".join(filter(None, (photo.caption, photo.credit)))
    found: dict[str, Any] = {"url": file.address, "mime_type": file.kind}
    if words:
        found["title"] = words
    if file.size is not None:
        found["size_in_bytes"] = file.size
    return found
