"""What an outlet is sent, as plain values: kept in the dispatch, so that nothing changes it.

Mail, Word file and ninjs are written from these values and from nothing else.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from toasoan.stories.models import Edition, Story
from toasoan.stories.paragraphs import (
    Part,
    PartKind,
    grouped,
    link_address,
    parts_of,
    quotation,
    table_rows,
)
from toasoan.stories.story_fields import plain_fields
from toasoan.stories.text import plain_text
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

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

    `body` is the running text as plain words with the addresses of videos and files; `blocks` are
    its parts in reading order, each with its `kind`.
    """
    text = story.with_content_json(words.content)
    root = site_root(story.agency)
    pictures = [_picture(value, root) for value in text.pictures() if value.get("picture")]
    blocks = list(_blocks(text, root, iter(range(len(pictures)))))
    edition = words.edition
    return {
        **{field.name: getattr(text, field.name) for field in plain_fields() if field.dispatched},
        "source_line": text.source_line,
        "body": plain_text(text.body, root),
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
    for kind, group in grouped(parts_of(text.body)):
        match kind:
            case PartKind.PARAGRAPH | PartKind.HEADING:
                yield {"kind": kind.value, "words": group[0].words}
            case PartKind.ITEM:
                items = [item.words for item in group]
                yield {"kind": "list", "ordered": group[0].ordered, "items": items}
            case PartKind.QUOTE:
                said = quotation(group)
                yield {"kind": "quote", "words": "\n".join(said.words), "speaker": said.speaker}
            case PartKind.PICTURE if group[0].value.get("picture"):
                yield {"kind": "picture", "picture": next(numbers)}
            case PartKind.GALLERY if group[0].words:
                yield {"kind": "heading", "words": group[0].words}
            case _:
                yield from _special(group[0], root)


def _special(part: Part, root: str) -> Iterator[Payload]:
    value = part.value
    if part.kind is PartKind.TABLE and (rows := table_rows(value)):
        caption = value.get("caption") or ""
        yield {"kind": "table", "caption": caption, "headings": rows[0], "rows": rows[1:]}
    elif address := link_address(part, root):
        yield {"kind": "link", "title": part.words, "address": address}
