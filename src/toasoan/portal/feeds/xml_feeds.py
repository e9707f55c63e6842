"""A channel as RSS 2.0 and as Atom 1.0 (RFC 4287), written with Django's generators."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from toasoan.media.models import Picture
from toasoan.portal.feeds.channels import Channel
from toasoan.portal.feeds.names import clean, lasting_name, one_line
from toasoan.stories.models import Story

#: A feed without stories has no date of its own; the moment of asking would make each one new.
_BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_PHOTO_WIDTH = 1280
_PHOTO_TYPE = "image/webp"


class _Rss(Rss201rev2Feed):
    """RSS with the lead photo as Media RSS; an enclosure would have to know the file's size."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        """Attributes of the root element, with the namespace of Media RSS."""
        return super().rss_attributes() | {"xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Django's elements and the photo."""
        super().add_item_elements(handler, item)
        if item["photo"]:
            facts = {"url": item["photo"], "medium": "image", "type": _PHOTO_TYPE}
            handler.addQuickElement("media:content", attrs=facts)

    def latest_post_date(self) -> dt.datetime:
        """When the newest story changed."""
        return super().latest_post_date() if self.items else _BEGINNING


class _Atom(Atom1Feed):
    """Atom with the lead photo as an enclosure."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Django's elements and the photo."""
        super().add_item_elements(handler, item)
        if item["photo"]:
            facts = {"rel": "enclosure", "href": item["photo"], "type": _PHOTO_TYPE}
            handler.addQuickElement("link", attrs=facts)

    def latest_post_date(self) -> dt.datetime:
        """When the newest story changed."""
        return super().latest_post_date() if self.items else _BEGINNING


def rss(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The channel as RSS."""
    return _written(_Rss, request, channel)


def atom(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The channel as Atom."""
    return _written(_Atom, request, channel)


def photo_address(request: HttpRequest, picture: Picture | None) -> str:
    """The full address of the copy that goes out; empty when there is no photo."""
    return request.build_absolute_uri(picture.address(_PHOTO_WIDTH)) if picture else ""


def _written(kind: type[_Rss | _Atom], request: HttpRequest, channel: Channel) -> HttpResponse:
    feed = kind(
        title=one_line(channel.title),
        link=request.build_absolute_uri(channel.path),
        description=clean(channel.summary),
        subtitle=clean(channel.summary),
        language="vi",
        author_name=one_line(channel.agency.name),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=request.build_absolute_uri(channel.path),
    )
    for story in channel.stories:
        _add(feed, request, story, channel.tags[story.pk])
    answer = HttpResponse(content_type=feed.content_type)
    feed.write(answer, "utf-8")
    return answer


def _add(feed: SyndicationFeed, request: HttpRequest, story: Story, tags: list[str]) -> None:
    section = [story.section.name] if story.section else []
    feed.add_item(
        title=one_line(story.headline),
        link=request.build_absolute_uri(story.get_absolute_url()),
        # Both formats take a description for markup.
        description=escape(clean(story.standfirst)),
        author_name=one_line(story.unit.name),
        pubdate=story.first_published_at,
        updateddate=story.last_published_at,
        unique_id=lasting_name(request, story),
        unique_id_is_permalink=False,
        categories=tuple(map(one_line, [*section, *tags])),
        photo=photo_address(request, story.lead_picture),
    )
