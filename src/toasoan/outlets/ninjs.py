"""A dispatch as IPTC ninjs 2.1, written from what was kept of it and from nothing else."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from toasoan.outlets.models import Dispatch, DispatchPurpose
from toasoan.outlets.payload import Payload
from toasoan.stories.ninjs_terms import HTML, STANDARD, text
from toasoan.stories.text import word_count

_NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Pushed:
    """A body for the outlet's address, and the key by which it knows a second copy."""

    body: bytes
    idempotency_key: str


def pushed(dispatch: Dispatch) -> Pushed:
    """The request by which the dispatch is sent; the same bytes at every attempt."""
    body = json.dumps(ninjs_item(dispatch), ensure_ascii=False, sort_keys=True)
    return Pushed(body.encode("utf-8"), f"toasoan-{dispatch.pk}")


def ninjs_item(dispatch: Dispatch) -> Payload:
    """The story, its correction, or the word that it was taken down."""
    kept = dispatch.payload
    item: Payload = {
        "uri": kept["uri"],
        "standard": STANDARD,
        "type": "text",
        "language": "vi",
        "version": str(dispatch.edition_number),
        "title": kept["headline"],
        "headlines": [text("main", kept["headline"])],
        "altids": [
            {"role": "id", "value": str(dispatch.story_id)},
            {"role": "web", "value": kept["address"]},
            {"role": "dispatch", "value": str(dispatch.pk)},
        ],
        "ednote": dispatch.note,
    }
    if dispatch.purpose == DispatchPurpose.TAKE_DOWN:
        return item | {"pubstatus": "canceled", "representationtype": "partial"}
    return item | _whole(kept)


def _whole(kept: Payload) -> Payload:
    """What a story has that was not taken down."""
    words = kept["body"]
    item: Payload = {
        "pubstatus": "withheld" if kept["embargo_until"] else "usable",
        "representationtype": "full",
        "copyrightholder": kept["agency"],
        "usageterms": _("Name the source “%(name)s” when you publish this information.")
        % {"name": kept["agency"]},
        "descriptions": [text("summary", kept["standfirst"]), *_correction(kept)],
        "bodies": [
            text("main", body_html(kept), HTML),
            {**text("plain", words), "charcount": len(words), "wordcount": word_count(words)},
        ],
        "organisations": [{"name": kept["unit"], "rel": "creator"}],
        "genres": [{"name": kept["genre_name"], "literal": kept["genre"]}],
        "subjects": [{"name": kept["section"], "rel": "section"}] if kept["section"] else [],
        "by": ", ".join(kept["bylines"]),
        "renditions": [{"name": "web", "href": kept["address"], "contenttype": HTML}],
        "associations": [_photo(n, each) for n, each in enumerate(kept["pictures"], start=1)],
    }
    if kept["source_line"]:
        item["infosources"] = [{"name": kept["source_line"], "role": "source"}]
    if kept["published_at"]:
        item["versioncreated"] = kept["published_at"]
    if kept["embargo_until"]:
        item["embargoed"] = kept["embargo_until"]
    return item


def _correction(kept: Payload) -> list[Payload]:
    notes = [kept["wrong_text"], kept["right_text"], kept["correction_note"]]
    return [text("correction", "\n".join(filter(None, notes)))] if any(notes) else []


def _photo(number: int, kept: Payload) -> Payload:
    texts = [("caption", kept["caption"]), ("alttext", kept["alternative_text"])]
    return {
        "name": f"photo-{number}",
        "uri": kept["address"],
        "type": "picture",
        "by": kept["credit"],
        "descriptions": [text(role, words) for role, words in texts if words],
        "renditions": [{"name": "web", "href": kept["address"], "contenttype": "image/webp"}],
    }


def body_html(kept: Payload) -> str:
    """The text as plain HTML: no classes, no scripts, full addresses."""
    parts = (_BLOCKS[b["kind"]](b) for b in kept["blocks"] if b["kind"] in _BLOCKS)
    return "".join(parts)


def _paragraph(block: Payload) -> SafeString:
    return format_html("<p>{}</p>", _lines(block["words"]))


def _heading(block: Payload) -> SafeString:
    return format_html("<h2>{}</h2>", block["words"])


def _list(block: Payload) -> SafeString:
    tag = "ol" if block["ordered"] else "ul"
    items = [_lines(item) for item in block["items"]]
    return format_html("<{0}>{1}</{0}>", tag, _each("<li>{}</li>", items))


def _quote(block: Payload) -> SafeString:
    foot = format_html("<footer>{}</footer>", block["speaker"]) if block["speaker"] else _NOTHING
    return format_html("<blockquote><p>{}</p>{}</blockquote>", _lines(block["words"]), foot)


def _table(block: Payload) -> SafeString:
    caption = block["caption"]
    return format_html(
        "<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        format_html("<caption>{}</caption>", caption) if caption else _NOTHING,
        _each("<th>{}</th>", block["headings"]),
        _each("<tr>{}</tr>", [_each("<td>{}</td>", row) for row in block["rows"]]),
    )


def _link(block: Payload) -> SafeString:
    return format_html('<p><a href="{}">{}</a></p>', block["address"], block["title"])


def _lines(words: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in words.split("\n")))


def _each(form: str, values: list[Any]) -> SafeString:
    return format_html_join(_NOTHING, mark_safe(form), ((value,) for value in values))  # noqa: S308  # our own


_BLOCKS: dict[str, Callable[[Payload], SafeString]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "link": _link,
}
