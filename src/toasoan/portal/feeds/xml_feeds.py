"""A channel as RSS 2.0 and as Atom 1.0 (RFC 4287), written with Django's generators."""

import datetime as dt
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from toasoan.portal.feeds.channels import Channel, FeedItem
from toasoan.portal.feeds.items import ItemText, MediaFile, Photo
from toasoan.portal.feeds.names import clean, lasting_name, one_line
from toasoan.portal.frame.share_pictures import share_picture

#: A feed without stories has no date of its own; the moment of asking would make each one new.
_BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
#: The largest picture that RSS takes for a channel.
_RSS_IMAGE = 144
_NAMESPACES = {
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


class _Rss(Rss201rev2Feed):
    """RSS with Dublin Core's creators, the whole text, and photos as Media RSS."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        """Attributes of the root element, with the namespaces that are used."""
        return super().rss_attributes() | _NAMESPACES

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Django's elements and the picture of the channel."""
        super().add_root_elements(handler)
        handler.startElement("image", AttributesImpl({}))
        for name, said in (
            ("url", self.feed["icon"]),
            ("title", self.feed["title"]),
            ("link", self.feed["link"]),
            ("width", str(_RSS_IMAGE)),
            ("height", str(_RSS_IMAGE)),
        ):
            handler.addQuickElement(name, said)
        handler.endElement("image")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Django's elements, who signed, the text and the photos."""
        super().add_item_elements(handler, item)
        text: ItemText = item["text"]
        for signed in text.signed:
            handler.addQuickElement("dc:creator", signed.name)
        handler.addQuickElement("content:encoded", text.content)
        if text.photos and (file := text.photos[0].enclosure).size is not None:
            facts = {"url": file.address, "length": str(file.size), "type": file.kind}
            handler.addQuickElement("enclosure", "", facts)
        for photo in text.photos:
            _add_photo(handler, photo)

    def latest_post_date(self) -> dt.datetime:
        """When the newest story changed."""
        return super().latest_post_date() if self.items else _BEGINNING


class _Atom(Atom1Feed):
    """Atom with everybody who signed, the whole text, and the first photo as an enclosure."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Django's elements, a square picture and a wide one."""
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])
        handler.addQuickElement("logo", self.feed["logo"])

    def root_attributes(self) -> dict[str, str]:
        """Attributes of the root element, with the namespace of Media RSS."""
        return super().root_attributes() | {"xmlns:media": _NAMESPACES["xmlns:media"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Django's elements, who signed, the text and the photos."""
        super().add_item_elements(handler, item)
        text: ItemText = item["text"]
        for signed in text.signed:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", signed.name)
            handler.addQuickElement("uri", signed.address)
            handler.endElement("author")
        handler.addQuickElement("content", text.content, {"type": "html"})
        if text.photos:
            file = text.photos[0].enclosure
            facts = {"rel": "enclosure", "href": file.address, "type": file.kind}
            length = {} if file.size is None else {"length": str(file.size)}
            handler.addQuickElement("link", "", facts | length)
        for photo in text.photos:
            _add_photo(handler, photo)

    def latest_post_date(self) -> dt.datetime:
        """When the newest story changed."""
        return super().latest_post_date() if self.items else _BEGINNING


def _add_photo(handler: SimplerXMLGenerator, photo: Photo) -> None:
    """A photo as Media RSS (rssboard.org/media-rss): its copies are a group, the JPEG first."""
    handler.startElement("media:group", AttributesImpl({}))
    for file, is_default in ((photo.jpeg, "true"), (photo.whole, "false")):
        handler.addQuickElement("media:content", "", _media(file) | {"isDefault": is_default})
    if photo.caption:
        handler.addQuickElement("media:description", photo.caption, {"type": "plain"})
    if photo.credit:
        facts = {"role": "photographer", "scheme": "urn:ebu"}
        handler.addQuickElement("media:credit", photo.credit, facts)
    handler.endElement("media:group")


def _media(file: MediaFile) -> dict[str, str]:
    facts = {
        "url": file.address,
        "type": file.kind,
        "medium": "image",
        "width": str(file.width),
        "height": str(file.height),
    }
    return facts if file.size is None else facts | {"fileSize": str(file.size)}


def rss(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The channel as RSS."""
    return _written(_Rss, request, channel)


def atom(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The channel as Atom."""
    return _written(_Atom, request, channel)


def _written(kind: type[_Rss | _Atom], request: HttpRequest, channel: Channel) -> HttpResponse:
    absolute = request.build_absolute_uri
    feed = kind(
        title=one_line(channel.title),
        link=absolute(channel.path),
        description=clean(channel.summary),
        subtitle=clean(channel.summary),
        language="vi",
        author_name=one_line(channel.agency.name),
        feed_url=absolute(request.path),
        feed_guid=absolute(channel.path),
        icon=absolute(reverse("portal:app_icon", args=[_RSS_IMAGE])),
        logo=absolute(share_picture(channel.agency).path),
    )
    for story in channel.stories:
        _add(feed, request, channel, story)
    answer = HttpResponse(content_type=feed.content_type)
    feed.write(answer, "utf-8")
    return answer


def _add(feed: SyndicationFeed, request: HttpRequest, channel: Channel, story: FeedItem) -> None:
    section = [story.section.name] if story.section else []
    feed.add_item(
        title=one_line(story.headline),
        link=request.build_absolute_uri(story.get_absolute_url()),
        # Both formats take a description for markup.
        description=escape(clean(story.standfirst)),
        pubdate=story.first_published_at,
        updateddate=story.last_published_at,
        unique_id=lasting_name(request, story),
        unique_id_is_permalink=False,
        categories=tuple(map(one_line, [*section, *channel.tags[story.pk]])),
        text=channel.texts[story.pk],
    )
