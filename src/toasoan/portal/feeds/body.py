"""A story's body as plain HTML: no classes, no scripts, full addresses, for other programs."""

from collections.abc import Callable
from typing import Any

import lxml.html
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from toasoan.portal.feeds.names import clean
from toasoan.stories.models import Story
from toasoan.stories.text_html import text_html

_PHOTO_WIDTH = 1280
_NOTHING = SafeString("")


def body_html(request: HttpRequest, story: Story) -> str:
    """The whole body in reading order. A kind of block that is not known here is left out."""
    parts = [_BLOCKS[b.block_type](b.value) for b in story.body if b.block_type in _BLOCKS]
    markup = clean("".join(parts))
    if not markup:
        return ""
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    root.make_links_absolute(request.build_absolute_uri("/"))
    children = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(children)


def _text(value: Any) -> SafeString:  # any of Wagtail's rich texts
    return text_html(value.source)


def _picture(value: dict[str, Any]) -> SafeString:
    picture = value.get("picture")
    if not picture:
        return _NOTHING
    image = format_html(
        '<img src="{}" alt="{}">',
        picture.address(_PHOTO_WIDTH),
        value.get("alternative_text") or "",
    )
    words = " ".join(filter(None, (value.get("caption"), value.get("credit"))))
    caption = format_html("<figcaption>{}</figcaption>", words) if words else _NOTHING
    return format_html("<figure>{}{}</figure>", image, caption)


def _gallery(value: dict[str, Any]) -> SafeString:
    title = format_html("<h2>{}</h2>", value["title"]) if value.get("title") else _NOTHING
    photos = format_html_join("", "{}", ((_picture(each),) for each in value["pictures"]))
    return format_html("{}{}", title, photos)


def _table(value: dict[str, Any]) -> SafeString:
    table = value.get("table")
    if not table:
        return _NOTHING
    caption = value.get("caption")
    head = format_html_join("", "<th>{}</th>", ((column["heading"],) for column in table.columns))
    rows = format_html_join(
        "",
        "<tr>{}</tr>",
        ((format_html_join("", "<td>{}</td>", ((c.value,) for c in row)),) for row in table.rows),
    )
    return format_html(
        "<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        format_html("<caption>{}</caption>", caption) if caption else _NOTHING,
        head,
        rows,
    )


def _video(value: dict[str, Any]) -> SafeString:
    title = value.get("title") or value["address"]
    return format_html('<p><a href="{}">{}</a></p>', value["address"], title)


def _file(value: dict[str, Any]) -> SafeString:
    file = value.get("file")
    if not file:
        return _NOTHING
    return format_html('<p><a href="{}">{}</a></p>', file.url, value.get("title") or file.title)


#: Kind of block → its HTML.
_BLOCKS: dict[str, Callable[[Any], SafeString]] = {
    "text": _text,
    "picture": _picture,
    "gallery": _gallery,
    "table": _table,
    "video": _video,
    "file": _file,
}
