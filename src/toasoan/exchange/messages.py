"""What two installations tell each other, as JSON: a story, a notice, an answer.

A story is an IPTC ninjs 2.1 item (`item`) in an envelope that says which dispatch it is, has the
text in parts as the sender's editor knows it (`blocks`) and the digests of the photos (`digests`).
Every part that is read has a limit; what is longer is refused, never cut in silence.
"""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from toasoan.exchange.models import TEXT_LENGTH, HandoverPurpose, ReplyKind
from toasoan.vietnamese.cleaning import cleaned_deeply, one_line

VERSION = 1
#: Where every installation takes stories and answers.
STORIES_PATH, REPLIES_PATH = "/api/trao-doi/v1/tin", "/api/trao-doi/v1/tra-loi"
#: The largest body of a request, in bytes.
LARGEST_BODY = 1024 * 1024
_MOST_BLOCKS, _MOST_PHOTOS, _MOST_NAMES = 5000, 60, 20
_LONGEST_WORDS, _LONGEST_NAME, _MOST_CELLS = 20_000, 120, 5000
_LONGEST_DESCRIPTION, _LONGEST_CAPTION = 6000, 1000
_DIGEST_LENGTH, _MOST_SENDINGS = 64, 30_000
_LARGEST_NUMBER = 10**18
#: Kind of block → its members that are text, its members that are lists of text.
_BLOCKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "paragraph": (("words",), ()),
    "heading": (("words",), ()),
    "list": ((), ("items",)),
    "quote": (("words", "speaker"), ()),
    "table": (("caption",), ("headings",)),
    "link": (("title", "address"), ()),
    "picture": ((), ()),
}

Shape = dict[str, Any]  # what JSON can hold


class UnreadableError(Exception):
    """The message is not what it has to be; the text names the part, for the partner's log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPhoto:
    """A photo: where it can be fetched, the digest of its bytes, what stands beneath it."""

    address: str
    sha256: str
    caption: str
    credit: str
    alternative_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStory:
    """A story or a notice of a partner. `about` is the dispatch that a notice is about."""

    dispatch: int
    number: int
    purpose: HandoverPurpose
    about: int | None
    headline: str
    standfirst: str
    blocks: list[Shape]
    bylines: list[str]
    source: str
    address: str
    note: str
    embargo_until: str
    correction: str
    photos: list[SentPhoto] = field(default_factory=list)

    def content(self) -> Shape:
        """What is kept of it beside the columns of the row."""
        names = ("standfirst", "blocks", "bylines", "source", "address", "note")
        more = ("embargo_until", "correction", "about")
        return {name: getattr(self, name) for name in (*names, *more)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReply:
    """An answer of a partner about a dispatch of ours."""

    reply: int
    dispatch: int
    kind: ReplyKind
    moment: dt.datetime
    note: str
    headline: str
    address: str
    on: dt.date | None


def read_story(body: bytes) -> SentStory:
    """Read a story or a notice. Raises UnreadableError."""
    parts = _object(body)
    sent, item = _member(parts, "dispatch", dict), _member(parts, "item", dict)
    headline = one_line(_text(item, "title", TEXT_LENGTH))
    if not headline:
        raise UnreadableError("title")
    try:
        purpose = HandoverPurpose(_text(sent, "purpose", 20))
    except ValueError as error:
        raise UnreadableError("dispatch.purpose") from error
    digests = _member(parts, "digests", dict)
    photos = [_photo(one, digests) for one in _listed(item, "associations", _MOST_PHOTOS)]
    return SentStory(
        dispatch=_number(sent, "id"),
        number=min(_number(sent, "number"), _MOST_SENDINGS),
        purpose=purpose,
        about=_number(sent, "about") if sent.get("about") is not None else None,
        headline=headline,
        standfirst=_described(item, "summary").strip(),
        blocks=[_block(one, len(photos)) for one in _listed(parts, "blocks", _MOST_BLOCKS)],
        bylines=_bylines(item),
        source=one_line(_text(item, "copyrightholder", 200)),
        address=_web_address(item),
        note=_text(item, "ednote", 2000),
        embargo_until=_moment_text(item, "embargoed"),
        correction=_described(item, "correction"),
        photos=photos,
    )


def read_reply(body: bytes) -> SentReply:
    """Read an answer. Raises UnreadableError."""
    parts = _object(body)
    try:
        kind = ReplyKind(_text(parts, "kind", 20))
        moment = dt.datetime.fromisoformat(_text(parts, "moment", 40))
        day = _text(parts, "on", 10)
        on = dt.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UnreadableError("kind, moment, on") from error
    if moment.tzinfo is None or (kind is ReplyKind.USED and on is None):
        raise UnreadableError("moment, on")
    return SentReply(
        reply=_number(parts, "id"),
        dispatch=_number(parts, "dispatch"),
        kind=kind,
        moment=moment,
        note=_text(parts, "note", 2000),
        headline=one_line(_text(parts, "headline", TEXT_LENGTH)),
        address=_text(parts, "address", TEXT_LENGTH),
        on=on,
    )


def written(parts: Shape) -> bytes:
    """A message as bytes to sign and to send."""
    return json.dumps({"version": VERSION, **parts}, ensure_ascii=False).encode()


def _object(body: bytes) -> Shape:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("JSON") from error
    if not isinstance(read, dict) or read.get("version") != VERSION:
        raise UnreadableError("version")
    try:
        parts: Shape = cleaned_deeply(read)
    except RecursionError as error:
        raise UnreadableError("depth") from error
    return parts


def _member(parts: Shape, name: str, kind: type) -> Any:
    value = parts.get(name)
    if not isinstance(value, kind):
        raise UnreadableError(name)
    return value


def _text(parts: Shape, name: str, most: int) -> str:
    """A text; one that is not there is empty."""
    value = parts.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise UnreadableError(name)
    return value


def _number(parts: Shape, name: str) -> int:
    value = parts.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < _LARGEST_NUMBER:
        raise UnreadableError(name)
    return value


def _listed(parts: Shape, name: str, most: int) -> list[Any]:
    value = parts.get(name, [])
    if not isinstance(value, list) or len(value) > most:
        raise UnreadableError(name)
    return value


def _texts(parts: Shape, name: str, most: int, longest: int) -> list[str]:
    values = _listed(parts, name, most)
    if not all(isinstance(one, str) and len(one) <= longest for one in values):
        raise UnreadableError(name)
    return values


def _moment_text(parts: Shape, name: str) -> str:
    value = _text(parts, name, 40)
    try:
        is_moment = not value or dt.datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        is_moment = False
    if not is_moment:
        raise UnreadableError(name)
    return value


def _described(item: Shape, role: str) -> str:
    """The description of the item in this role; empty when it has none."""
    for one in _listed(item, "descriptions", _MOST_NAMES):
        if isinstance(one, dict) and one.get("role") == role:
            return _text(one, "value", _LONGEST_DESCRIPTION)
    return ""


def _bylines(item: Shape) -> list[str]:
    names = [one_line(name) for name in _text(item, "by", 2000).split(",")]
    if len(names) > _MOST_NAMES or any(len(name) > _LONGEST_NAME for name in names):
        raise UnreadableError("by")
    return [name for name in names if name]


def _web_address(item: Shape) -> str:
    """Where it can be read or seen, from the renditions; empty when nowhere."""
    for one in _listed(item, "renditions", _MOST_NAMES):
        if isinstance(one, dict) and one.get("name") == "web":
            address = _text(one, "href", TEXT_LENGTH)
            if not address.startswith(("https://", "http://")):
                raise UnreadableError("renditions.href")
            return address
    return ""


def _photo(value: Any, digests: Shape) -> SentPhoto:
    if not isinstance(value, dict):
        raise UnreadableError("associations")
    address = _web_address(value)
    sha256 = _text(digests, address, _DIGEST_LENGTH) if address else ""
    if len(sha256) != _DIGEST_LENGTH:
        raise UnreadableError("digests")
    return SentPhoto(
        address=address,
        sha256=sha256,
        caption=_short(_described(value, "caption"), "caption"),
        credit=_text(value, "by", TEXT_LENGTH),
        alternative_text=_short(_described(value, "alttext"), "alttext"),
    )


def _short(text: str, name: str) -> str:
    if len(text) > _LONGEST_CAPTION:
        raise UnreadableError(name)
    return text


def _block(value: Any, photos: int) -> Shape:
    if not isinstance(value, dict) or value.get("kind") not in _BLOCKS:
        raise UnreadableError("blocks.kind")
    texts, lists = _BLOCKS[value["kind"]]
    read: Shape = {"kind": value["kind"]}
    read |= {name: _text(value, name, _LONGEST_WORDS) for name in texts}
    read |= {name: _texts(value, name, _MOST_BLOCKS, _LONGEST_WORDS) for name in lists}
    match value["kind"]:
        case "list":
            read["ordered"] = value.get("ordered") is True
        case "table":
            read["rows"] = _rows(value)
        case "picture":
            read["picture"] = _place(value, photos)
    return read


def _rows(value: Shape) -> list[list[str]]:
    rows = _listed(value, "rows", _MOST_CELLS)
    if not all(isinstance(row, list) for row in rows) or sum(map(len, rows)) > _MOST_CELLS:
        raise UnreadableError("blocks.rows")
    if not all(isinstance(cell, str) for row in rows for cell in row):
        raise UnreadableError("blocks.rows")
    return rows


def _place(value: Shape, photos: int) -> int:
    place = value.get("picture")
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < photos:
        raise UnreadableError("blocks.picture")
    return place
