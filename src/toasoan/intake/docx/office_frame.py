"""What an office paper puts around a text is taken off it: letterhead above, signature beneath."""

from toasoan.intake.docx.flow import FlowOffice, FlowPicture, FlowText, Item
from toasoan.intake.docx.model import IntakeNote
from toasoan.intake.docx.office_papers import (
    begins_signature,
    is_head_line,
    is_place_and_day,
    is_writer_line,
    may_be_head_line,
    may_be_signature_line,
    writers_in,
)
from toasoan.intake.docx.seen import Notes
from toasoan.intake.docx.signatures import begins_with_label, is_contact

_MOST_LINES_OF_HEAD = 16
_MOST_LINES_BENEATH = 30


def without_office_frame(items: list[Item], notes: Notes) -> tuple[list[Item], list[str]]:
    """The items without it, and who is named beneath as the writer; notes list all its lines."""
    end = _end_of_head(items)
    for item in items[:end]:
        _take_note(item, IntakeNote.LETTERHEAD_LEFT_OUT, notes)
    items = items[end:]
    start = _start_of_signature(items)
    beneath = [item for item in items[start:] if _belongs_beneath(item)]
    for item in beneath:
        _take_note(item, IntakeNote.SIGNATURE_LEFT_OUT, notes)
    kept = [item for item in items[start:] if not _belongs_beneath(item)]
    return [*items[:start], *kept], _writers(beneath)


def _take_note(item: Item, note: IntakeNote, notes: Notes) -> None:
    if isinstance(item, FlowOffice):
        notes.add(note, *item.lines)
        if item.has_picture:
            notes.add(IntakeNote.STAMP_LEFT_OUT)
    elif isinstance(item, FlowText):
        mark = item.list_mark
        notes.add(note, f"{mark.label} {item.line}".strip() if mark else item.line)
    elif isinstance(item, FlowPicture):
        notes.add(IntakeNote.STAMP_LEFT_OUT)


def _end_of_head(items: list[Item]) -> int:
    """How many items are letterhead: up to the last sure one, all before it being possible ones."""
    end = 0
    is_paper = False
    for at, item in enumerate(items[:_MOST_LINES_OF_HEAD]):
        if isinstance(item, FlowOffice):
            is_sure, is_possible = True, True
        elif isinstance(item, FlowText):
            is_sure = is_head_line(item.line)
            is_possible = may_be_head_line(item.line) or (is_paper and item.line.startswith("-"))
            # A day and place alone is as much a letterhead as any; above it stand only sure lines.
            if is_place_and_day(item.line) and (is_paper or at == end):
                is_sure = True
                is_paper = True
        else:
            # The emblem above the agency's name.
            is_sure, is_possible = False, at == 0 and isinstance(item, FlowPicture)
        if is_sure:
            end, is_paper = at + 1, True
        elif not is_possible:
            break
    return end


def _start_of_signature(items: list[Item]) -> int:
    """Where the lines beneath begin; the number of items when there are none."""
    first = max(len(items) - _MOST_LINES_BENEATH, 1)
    start = len(items)
    for at in range(len(items) - 1, first - 1, -1):
        if not (_belongs_beneath(items[at]) or _may_stand_between(items[at])):
            break
        if _opens(items[at]):
            start = at
    return start


def _opens(item: Item) -> bool:
    if isinstance(item, FlowOffice):
        return True
    return isinstance(item, FlowText) and begins_signature(item.line)


def _belongs_beneath(item: Item) -> bool:
    if isinstance(item, FlowOffice):
        return True
    if not isinstance(item, FlowText) or begins_with_label(item.line) or is_contact(item.line):
        return False
    return may_be_signature_line(item.line) or (item.list_mark is not None and item.word_count < 15)  # noqa: PLR2004


def _may_stand_between(item: Item) -> bool:
    """Photos and the author's line may follow the signature; they stay in the story."""
    if isinstance(item, FlowText):
        return begins_with_label(item.line) or is_contact(item.line)
    return isinstance(item, FlowPicture)


def _writers(beneath: list[Item]) -> list[str]:
    names: list[str] = []
    lines: list[str] = []
    for item in beneath:
        if isinstance(item, FlowOffice):
            names.extend(writers_in(item.cells))
        elif isinstance(item, FlowText):
            lines.append(item.line)
    at = next((at for at, line in enumerate(lines) if is_writer_line(line)), None)
    if at is not None:
        names.extend(writers_in((tuple(lines[at:]),)))
    return names
