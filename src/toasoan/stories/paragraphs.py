"""A body as a flat sequence of parts in reading order (decision 0048).

A paragraph, a sub-heading, an item of a list or a quoted paragraph is a part by itself, as is each
photo, table, video and file between the text blocks. Whatever reads a body reads these parts:
pages, plain text, search, comparison, remarks, the interface for programs and what outlets are
sent. This is the only place that reads the markup of a text block.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from html.parser import HTMLParser
from itertools import groupby, takewhile
from typing import Any
from uuid import uuid4

from toasoan.vietnamese.fold import nfc


class PartKind(StrEnum):
    """What a part is; the first four are parts of a text block."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    PICTURE = "picture"
    GALLERY = "gallery"
    TABLE = "table"
    VIDEO = "video"
    FILE = "file"


#: Kinds of parts of a text block.
IN_TEXT = frozenset({PartKind.PARAGRAPH, PartKind.HEADING, PartKind.ITEM, PartKind.QUOTE})
#: Where Draftail keeps the lasting name of a paragraph.
KEY = "data-block-key"

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "li", "blockquote", "div"}
_LISTS = frozenset({"ul", "ol"})
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "a": "a"}
_DASHES = "-–—"
_OPENING = re.compile(r"<(p|h[1-6]|li|blockquote)\b([^>]*)>")
_KEY_VALUE = re.compile(rf'\s{KEY}="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a body.

    `key`: the lasting name of the paragraph or the id of the block; empty while it was never
    saved. `words`: plain text, NFC, single spaces, a line feed for each line break; for a photo
    its caption and credit. `markup`: what stands inside the paragraph, with bold, italic, links
    and line breaks only, each line closed in itself; empty outside of text blocks. `depth` and
    `ordered` are of items, 0 is the outermost list. `value` is the block's own, and for a photo of
    a gallery that of the photo.
    """

    kind: PartKind
    key: str
    words: str
    markup: str = ""
    ordered: bool = False
    depth: int = 0
    value: Any = None


def parts_of(stream: Iterable[Any]) -> Iterator[Part]:
    """The parts of a whole body; paragraphs without words are none."""
    for block in stream:
        if block.block_type == "text":
            yield from text_parts(str(getattr(block.value, "source", block.value) or ""))
        else:
            yield from _block_parts(PartKind(block.block_type), block.id or "", block.value)


def text_parts(markup: str) -> list[Part]:
    """The paragraphs of the markup of one text block. Whatever tags are there, no word is lost."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.finish_part()
    return reader.parts


def grouped(parts: Iterable[Part]) -> Iterator[tuple[PartKind, list[Part]]]:
    """What belongs together: the items of one list, the paragraphs of one quotation.

    Every other part is by itself. A quotation ends with the paragraph that names the speaker.
    """
    for kind, run in groupby(parts, key=lambda part: part.kind):
        same = list(run)
        if kind is PartKind.ITEM:
            yield from ((kind, items) for items in _lists(same))
        elif kind is PartKind.QUOTE:
            yield from ((kind, quoted) for quoted in _quotations(same))
        else:
            yield from ((kind, [part]) for part in same)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, as markup and as plain text by paragraphs, and whose they are."""

    markup: tuple[str, ...]
    words: tuple[str, ...]
    speaker: str


def numbered(group: Iterable[Part]) -> Iterator[tuple[Part, int]]:
    """Items with the number of each in its list; a list inside an item counts from one."""
    numbers: list[int] = []
    for part in group:
        del numbers[part.depth + 1 :]
        numbers += [0] * (part.depth + 1 - len(numbers))
        numbers[part.depth] += 1
        yield part, numbers[part.depth]


def quotation(parts: Sequence[Part]) -> Quotation:
    """What paragraphs of one quotation say; a last line after a dash names the speaker."""
    markup = [part.markup for part in parts]
    words = [part.words for part in parts]
    speaker = _speaker(parts[-1])
    if speaker:
        markup[-1], words[-1] = (
            text.rpartition(line_end)[0]
            for text, line_end in ((markup[-1], "<br/>"), (words[-1], "\n"))
        )
    return Quotation(tuple(filter(None, markup)), tuple(filter(None, words)), speaker)


def quoted(words: str, speaker: str) -> str:
    """The markup of a quotation of plain text whose last line names the speaker, if any."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if speaker:
        lines.append(f"– {speaker}")
    return f"<blockquote>{'<br/>'.join(escape(line, quote=False) for line in lines)}</blockquote>"


def with_keys(markup: str, taken: set[str]) -> str:
    """The markup of a text block with a key for every paragraph; keys that are there stay.

    `taken` are the keys of the body so far and gets those of this block: a key that a copied
    block brings a second time is given anew.
    """

    def keyed(opening: re.Match[str]) -> str:
        tag, attributes = opening.groups()
        found = _KEY_VALUE.search(attributes)
        if found and found[1] and found[1] not in taken:
            taken.add(found[1])
            return opening[0]
        key = _new_key(taken)
        return f'<{tag}{_KEY_VALUE.sub("", attributes)} {KEY}="{key}">'

    return _OPENING.sub(keyed, markup)


def _new_key(taken: set[str]) -> str:
    key = uuid4().hex[:5]
    while key in taken:
        key = uuid4().hex[:8]
    taken.add(key)
    return key


def _lists(items: list[Part]) -> Iterator[list[Part]]:
    """The runs of items that are one list: the outermost level is numbered or it is not."""
    begun: list[Part] = []
    for item in items:
        if begun and item.depth == 0 and item.ordered != begun[0].ordered:
            yield begun
            begun = []
        begun.append(item)
    yield begun


def _quotations(parts: list[Part]) -> Iterator[list[Part]]:
    begun: list[Part] = []
    for part in parts:
        begun.append(part)
        if _speaker(part):
            yield begun
            begun = []
    if begun:
        yield begun


def _speaker(part: Part) -> str:
    """Who is named in the last line of a quoted paragraph, after a dash; empty when nobody."""
    _before, line_end, last = part.words.rpartition("\n")
    return last.lstrip(_DASHES).strip() if line_end and last[:1] in _DASHES else ""


def _block_parts(kind: PartKind, key: str, value: Any) -> Iterator[Part]:
    if kind is PartKind.PICTURE:
        yield Part(kind, key, _joined(value, "caption", "credit"), value=value)
    elif kind is PartKind.GALLERY:
        yield Part(kind, key, _joined(value, "title"), value=value)
        for number, picture in enumerate(value["pictures"]):
            yield from _block_parts(PartKind.PICTURE, f"{key}-{number}", picture)
    elif kind is PartKind.TABLE:
        yield Part(kind, key, _table_words(value), value=value)
    else:
        yield Part(kind, key, _joined(value, "title") or _file_title(value), value=value)


def _joined(value: Any, *names: str) -> str:
    return _line(" ".join(str(value.get(name) or "") for name in names))


def _file_title(value: Any) -> str:
    file = value.get("file")
    return _line(str(file.title)) if file else ""


def link_address(part: Part, root: str) -> str:
    """Where a video or a file is, one of the site below `root`; empty for other parts."""
    if part.kind is PartKind.VIDEO:
        return str(part.value.get("address") or "")
    file = part.value.get("file") if part.kind is PartKind.FILE else None
    return f"{root}{file.url}" if file else ""


def table_rows(value: Any) -> list[list[str]]:
    """The words of a table by rows, the headings of the columns first; no row without columns."""
    table = value.get("table")
    if not table or not table.columns:
        return []
    rows = [[_line(str(column["heading"] or "")) for column in table.columns]]
    return rows + [[_line(str(cell.value or "")) for cell in row] for row in table.rows]


def _table_words(value: Any) -> str:
    rows = (" | ".join(row) for row in table_rows(value) if any(row))
    return "\n".join(filter(None, (_joined(value, "caption"), *rows)))


def _line(text: str) -> str:
    return nfc(" ".join(text.split()))


#: An inline tag and its opening as it is written.
_Style = tuple[str, str]


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read: its lines are texts with the tags around them."""

    kind: PartKind | None = None
    key: str = ""
    lines: list[list[tuple[str, tuple[_Style, ...]]]] = field(default_factory=lambda: [[]])

    def words(self) -> str:
        """Its plain text, line by line; lines without words are none."""
        return "\n".join(filter(None, map(_line_words, self.lines)))

    def markup(self) -> str:
        """Its inline markup, every line closed in itself, without empty lines at its ends."""
        filled = [number for number, line in enumerate(self.lines) if _line_words(line)]
        lines = self.lines[filled[0] : filled[-1] + 1] if filled else []
        return "<br/>".join(_line_markup(line).strip() for line in lines)


def _line_words(pieces: Iterable[tuple[str, tuple[_Style, ...]]]) -> str:
    return _line("".join(text for text, _styles in pieces))


def _line_markup(pieces: Iterable[tuple[str, tuple[_Style, ...]]]) -> str:
    found: list[str] = []
    opened: tuple[_Style, ...] = ()
    for text, styles in (*pieces, ("", ())):
        pairs = zip(opened, styles, strict=False)
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        found += [f"</{tag}>" for tag, _opening in reversed(opened[same:])]
        found += [opening for _tag, opening in styles[same:]]
        found.append(escape(text, quote=False))
        opened = styles
    return "".join(found)


class _Reader(HTMLParser):
    """Cuts markup into parts. Tags that are not known are left out, their words stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._open = _Open()
        self._styles: list[_Style] = []
        self._lists: list[bool] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a part, a list, a line or a stretch in one look."""
        if tag in _BLOCKS:
            self._begin(tag, dict(attrs).get(KEY) or "")
        elif tag in _LISTS:
            self.finish_part()
            self._lists.append(tag == "ol")
        elif tag == "br" and self._open.kind is not None:
            self._open.lines.append([])
        elif tag in _INLINE:
            self._styles.append((_INLINE[tag], _opening(_INLINE[tag], attrs)))

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began; an end without a beginning is nothing."""
        if tag in _BLOCKS:
            self.finish_part()
            self._quotes -= tag == "blockquote" and self._quotes > 0
        elif tag in _LISTS:
            self.finish_part()
            del self._lists[-1:]
        elif (name := _INLINE.get(tag)) is not None:
            places = [n for n, style in enumerate(self._styles) if style[0] == name]
            del self._styles[slice(*((places[-1], places[-1] + 1) if places else (0, 0)))]

    def handle_data(self, data: str) -> None:
        """Words of the part at hand, or of a paragraph that nothing opened."""
        if self._open.kind is None and not data.strip():
            return
        if self._open.kind is None:
            self._open.kind = self._kind("p")
        self._open.lines[-1].append((data, tuple(self._styles)))

    def finish_part(self) -> None:
        """Take what was read since the last part began, if it has words."""
        done, self._open = self._open, _Open()
        words = done.words()
        if words and done.kind is not None:
            ordered = self._lists[-1] if done.kind is PartKind.ITEM and self._lists else False
            depth = max(0, len(self._lists) - 1) if done.kind is PartKind.ITEM else 0
            self.parts.append(Part(done.kind, done.key, words, done.markup(), ordered, depth))

    def _begin(self, tag: str, key: str) -> None:
        inherited = "" if self._open.words() else self._open.key
        self.finish_part()
        self._quotes += tag == "blockquote"
        self._open = _Open(self._kind(tag), key or inherited)

    def _kind(self, tag: str) -> PartKind:
        if self._quotes:
            return PartKind.QUOTE
        if tag == "li" or self._lists:
            return PartKind.ITEM
        return PartKind.HEADING if tag in _HEADINGS else PartKind.PARAGRAPH


def _opening(tag: str, attrs: Sequence[tuple[str, str | None]]) -> str:
    kept = sorted(attrs) if tag == "a" else ()
    written = "".join(f' {name}="{escape(value or "")}"' for name, value in kept)
    return f"<{tag}{written}>"
