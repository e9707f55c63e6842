"""Who signs the story: the author's lines at its end or under its headline, taken from the text."""

from dataclasses import dataclass, field, replace

from toasoan.intake.docx.captions import begins_with_name
from toasoan.intake.docx.flow import Barrier, FlowPicture, FlowTable, FlowText, Item
from toasoan.intake.docx.model import Alignment, Inline, IntakeNote
from toasoan.intake.docx.people_words import is_full_name
from toasoan.intake.docx.seen import Notes
from toasoan.intake.docx.signatures import (
    Signature,
    begins_with_label,
    is_contact,
    is_lone_label,
    labelled_tail,
    read_signature,
)
from toasoan.intake.docx.text import tidy

_LONGEST_LINE = 20
_LONGEST_LABELLED_LINE = 40
_MOST_LINES = 8
_SENTENCE_END = (".", "…", "!", "?", ":", ";", ",")


@dataclass
class SignedItems:
    """The story without its author's lines, those lines, and what they say."""

    items: list[Item]
    lines: list[str] = field(default_factory=list)
    signature: Signature = field(default_factory=Signature)


def take_signature(items: list[Item], writers: list[str], notes: Notes) -> SignedItems:
    """Take the author's lines out of the story; `writers` signed beneath it as who wrote it."""
    has_pictures = any(isinstance(item, FlowPicture) for item in items)
    items = _without_contacts(_tail_cut_off(items), notes)
    found = _at_end(items, has_pictures=has_pictures)
    if not found.signature.says_something:
        found = _under_headline(found.items, has_pictures=has_pictures)
    if not found.signature.bylines and writers:
        lines = [*found.lines, *(f"Tác giả: {name}" for name in writers)]
        found = SignedItems(found.items, lines, read_signature(lines))
    if found.signature.doubtful:
        notes.add(IntakeNote.BYLINE_TO_CHECK, *found.lines)
    if not found.signature.bylines:
        notes.add(IntakeNote.NO_BYLINE)
    return found


def _at_end(items: list[Item], *, has_pictures: bool) -> SignedItems:
    end = _last(items)
    start = end + 1
    while start > 0 and end + 1 - start < _MOST_LINES and _may_sign(items, start - 1, end):
        start -= 1
    # A title or a caption above may look like a name: lines from the top are given back.
    for first in range(start, end + 1):
        lines = _lines(items[first : end + 1])
        signature = read_signature(
            lines, has_pictures=has_pictures, is_set_off=_is_right(items[first])
        )
        if _is_whole(lines, signature) and _has_words(items[:first]):
            return SignedItems([*items[:first], *items[end + 1 :]], lines, signature)
    return SignedItems(items)


def _under_headline(items: list[Item], *, has_pictures: bool) -> SignedItems:
    """A labelled line, or a name set off, right under the headline."""
    at = items.index(Barrier()) + 1 if Barrier() in items else len(items)
    line = items[at] if at < len(items) else None
    if not isinstance(line, FlowText) or line.word_count > _LONGEST_LINE or line.is_bold:
        return SignedItems(items)
    set_off = line.is_italic or line.alignment in {Alignment.RIGHT, Alignment.CENTRE}
    if not (begins_with_label(line.line) or (set_off and begins_with_name(line.line))):
        return SignedItems(items)
    lines = _lines([line])
    signature = read_signature(lines, has_pictures=has_pictures)
    if not _is_whole(lines, signature) or not _has_words(items[at + 1 :]):
        return SignedItems(items)
    return SignedItems([*items[:at], *items[at + 1 :]], lines, signature)


def _may_sign(items: list[Item], at: int, end: int) -> bool:
    line = items[at]
    if isinstance(line, FlowTable):
        cells = [cell for row in line.rows for cell in row if cell]
        return bool(cells) and all(begins_with_label(cell) for cell in cells)
    return isinstance(line, FlowText) and line.heading is None and _line_may_sign(items, at, end)


def _line_may_sign(items: list[Item], at: int, end: int) -> bool:
    line = items[at]
    if not isinstance(line, FlowText):
        return False
    if is_lone_label(line.line):
        below = items[at + 1] if at < end else None
        return isinstance(below, FlowText) and begins_with_name(below.line)
    if begins_with_label(line.line):
        return line.word_count <= _LONGEST_LABELLED_LINE
    if line.word_count > _LONGEST_LINE or line.list_mark or line.line.endswith((":", ";", ",")):
        return False
    # Without a label or a place of its own only the last line is believed.
    return _is_right(line) or (at == end and _is_unmarked(items, line, at))


def _is_right(item: Item) -> bool:
    return isinstance(item, FlowText) and item.alignment is Alignment.RIGHT


def _is_unmarked(items: list[Item], line: FlowText, at: int) -> bool:
    follows_label = (
        at > 0 and isinstance(before := items[at - 1], FlowText) and is_lone_label(before.line)
    )
    if follows_label or begins_without_colon(line):
        return True
    if at != len(items) - 1 or line.line.endswith(_SENTENCE_END[1:]):
        return False
    if line.is_bold and not line.line.endswith("."):
        return True
    # "Giải Nhất" under "Kết quả" is no pen name: before a name a sentence has ended.
    has_ended = not isinstance(before, FlowText) or before.line.endswith((".", "!", "?", "…", "”"))
    bare = line.line.rstrip("./ ")
    return begins_with_name(bare) and (has_ended or is_full_name(bare))


def begins_without_colon(line: FlowText) -> bool:
    """Whether a line is a source or authors after a label that lacks its colon."""
    bare = read_signature([line.line])
    is_set_off = line.is_italic or line.is_bold or line.line.startswith(("(", "["))
    return is_set_off and bare.says_something and line.word_count <= _LONGEST_LINE


def _is_whole(lines: list[str], signature: Signature) -> bool:
    """Whether the lines say who signs and nothing else."""
    return bool(lines) and signature.says_something and not signature.is_partial


def _lines(items: list[Item]) -> list[str]:
    lines: list[str] = []
    for item in items:
        if isinstance(item, FlowTable):
            lines.extend(cell for row in item.rows for cell in row if cell)
        elif isinstance(item, FlowText):
            lines.extend(filter(None, (line.strip() for line in item.text.split("\n"))))
    return lines


def _tail_cut_off(items: list[Item]) -> list[Item]:
    """The items with an author's line apart that stood in the last paragraph."""
    at = _last(items)
    line = items[at] if at >= 0 else None
    if not isinstance(line, FlowText) or line.heading is not None:
        return items
    start = labelled_tail(line.text)
    if start is None or not line.text[:start].strip(" \n"):
        return items
    body = replace(line, inlines=_cut(line.inlines, 0, start))
    tail = replace(line, inlines=_cut(line.inlines, start, len(line.text)), list_mark=None)
    return [*items[:at], body, tail, *items[at + 1 :]]


def _cut(inlines: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """The inlines between two places of their text."""
    pieces: list[Inline] = []
    at = 0
    for inline in inlines:
        text = inline.text[max(start - at, 0) : max(end - at, 0)]
        pieces.append(replace(inline, text=text))
        at += len(inline.text)
    return tidy(pieces)


def _without_contacts(items: list[Item], notes: Notes) -> list[Item]:
    """The items without telephone numbers and accounts at the end: they are nobody's to read."""
    while (at := _last(items)) > 0:
        line = items[at]
        if not isinstance(line, FlowText) or not is_contact(line.line):
            break
        notes.add(IntakeNote.CONTACT_LEFT_OUT, line.line)
        items = [*items[:at], *items[at + 1 :]]
    return items


def _last(items: list[Item]) -> int:
    """The place of the last words; photos may follow them."""
    places = (at for at, item in enumerate(items) if isinstance(item, FlowText | FlowTable))
    return max(places, default=-1)


def _has_words(items: list[Item]) -> bool:
    return any(isinstance(item, FlowText | FlowTable) for item in items)
