"""What an outlet is sent, as plain values: kept in the dispatch, so that nothing changes it.

Mail, Word file and ninjs are written from these values and from nothing else.
"""

import copy
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from django.conf import settings

from toasoan.stories.models import Edition, Story
from toasoan.stories.story_fields import plain_fields
from toasoan.stories.text import plain
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import nfc

#: JSON values by name.
Payload = dict[str, Any]
#: Outlets print: the widest ready copy that the site keeps.
_SENT_WIDTH = 1920


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWords:
    """A text that can be sent: a revision's content, and the edition it is, if it is one.

    `embargo_until`: nobody may use it before this moment.
    """

    content: dict[str, Any]
    revision_id: int
    edition: Edition | None = None
    embargo_until: dt.datetime | None = None

    @property
    def edition_number(self) -> int:
        """The number of the edition; 0 when nothing is published yet."""
        return self.edition.number if self.edition else 0


def payload_of(story: Story, words: SentWords) -> Payload:
    """The words of the edition (or of the approved text) with its photos, as JSON values.

    `body` is the whole text as plain words, an empty line between paragraphs; `blocks` are its
    parts in reading order, each with its `kind`.
    """
    text = story.with_content_json(words.content)
    root = site_root(story.agency)
    pictures = [_picture(value, root) for value in text.pictures() if value.get("picture")]
    blocks = list(_blocks(text, root, iter(range(len(pictures)))))
    edition = words.edition
    return {
        **{field.name: getattr(text, field.name) for field in plain_fields() if field.dispatched},
        "source_line": text.source_line,
        "body": "\n\n".join(filter(None, map(block_text, blocks))),
        "blocks": blocks,
        "bylines": [byline.name for byline in text.bylines.all()],
        "pictures": pictures,
        **names_of(text),
        "genre": text.genre,
        "genre_name": str(text.get_genre_display()),
        "section": text.section.name if text.section else "",
        "unit": story.unit.name,
        "edition": words.edition_number,
        "published_at": _moment(edition.published_at if edition else None),
        "embargo_until": _moment(words.embargo_until),
        "wrong_text": edition.wrong_text if edition else "",
        "right_text": edition.right_text if edition else "",
        "correction_note": edition.correction_note if edition else "",
    }


def names_of(story: Story) -> Payload:
    """What names a story to others: its headline, lasting name and address, and whose it is."""
    root = site_root(story.agency)
    return {
        "headline": story.headline,
        "uri": _lasting_name(story, root),
        "address": f"{root}{story.get_absolute_url()}",
        "agency": story.agency.name,
    }


def site_root(agency: Agency) -> str:
    """Scheme and host of the agency's site, for addresses that others follow."""
    base = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    if agency.site.is_default_site:
        return base
    parts = urlsplit(base)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{agency.site.hostname}{port}"


def block_text(block: Payload) -> str:
    """One part of the text as plain words; captions go with the photos."""
    return "\n".join(filter(None, _lines(block)))


def _lines(block: Payload) -> list[str]:
    match block["kind"]:
        case "list":
            return [f"- {item}" for item in block["items"]]
        case "quote":
            return [" – ".join(filter(None, (block["words"], block["speaker"])))]
        case "table":
            rows = [" | ".join(row) for row in (block["headings"], *block["rows"])]
            return [block["caption"], *rows]
        case "link":
            return [": ".join(filter(None, (block["title"], block["address"])))]
    return [block.get("words", "")]


def _lasting_name(story: Story, root: str) -> str:
    """A name that stays when headline and section change (RFC 4151), as in the portal's feeds."""
    day = local_day(story.first_published_at or story.created_at)
    return f"tag:{urlsplit(root).hostname},{day:%Y-%m-%d}:tin/{story.pk}"


def _moment(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _picture(value: dict[str, Any], root: str) -> Payload:
    picture = value["picture"]
    return {
        "id": picture.pk,
        "file": picture.file.name,
        "address": f"{root}{picture.address(_SENT_WIDTH)}",
        "width": picture.width,
        "height": picture.height,
        "caption": value.get("caption") or "",
        "credit": value.get("credit") or "",
        "alternative_text": value.get("alternative_text") or "",
    }


def _blocks(text: Story, root: str, numbers: Iterator[int]) -> Iterator[Payload]:
    """The parts of the body; `numbers` counts its photos in reading order."""
    for block in text.body:
        value = block.value
        match block.block_type:
            case "paragraph" | "list":
                yield from _rich(str(getattr(value, "source", value)))
            case "heading":
                yield {"kind": "heading", "words": plain(str(value))}
            case "picture":
                yield from _shown([value], numbers)
            case "gallery":
                if title := value.get("title"):
                    yield {"kind": "heading", "words": str(title)}
                yield from _shown(value["pictures"], numbers)
            case _:
                yield from _special(block.block_type, value, root)


def _shown(values: Any, numbers: Iterator[int]) -> Iterator[Payload]:
    for value in values:
        if value.get("picture"):
            yield {"kind": "picture", "picture": next(numbers)}


def _special(kind: str, value: Any, root: str) -> Iterator[Payload]:
    if kind == "quote":
        yield {"kind": kind, "words": value["words"], "speaker": value.get("speaker") or ""}
    elif kind == "table" and value.get("table"):
        table = value["table"]
        yield {
            "kind": kind,
            "caption": value.get("caption") or "",
            "headings": [str(column["heading"] or "") for column in table.columns],
            "rows": [[str(cell.value or "") for cell in row] for row in table.rows],
        }
    elif kind == "video":
        yield {"kind": "link", "title": value["title"], "address": value["address"]}
    elif kind == "file" and value.get("file"):
        file = value["file"]
        title = value.get("title") or file.title
        yield {"kind": "link", "title": title, "address": f"{root}{file.url}"}


def _rich(markup: str) -> Iterator[Payload]:
    """Paragraphs and lists of a piece of rich text, each by itself."""
    for part in lxml.html.fragments_fromstring(markup):
        if isinstance(part, str):
            words = plain(part)
        elif part.tag in {"ul", "ol"}:
            items = [_own_words(item) for item in part.iter("li")]
            yield {"kind": "list", "ordered": part.tag == "ol", "items": items}
            continue
        else:
            words = _words(part)
        if words:
            yield {"kind": "paragraph", "words": words}


def _own_words(item: lxml.html.HtmlElement) -> str:
    """The words of an item without those of the lists inside it."""
    own = copy.deepcopy(item)
    for inner in own.xpath("./ul|./ol"):
        inner.drop_tree()
    return _words(own)


def _words(element: lxml.html.HtmlElement) -> str:
    """Words as they stand in print: no space before what follows a bold word."""
    for line_break in element.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return nfc(" ".join(element.text_content().split()))
