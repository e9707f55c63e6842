"""Which part of the text is headline, standfirst, body and byline: a proposal to confirm."""

from toasoan.intake.docx.authors import take_signature
from toasoan.intake.docx.blocks import body_blocks
from toasoan.intake.docx.captions import with_captions
from toasoan.intake.docx.flow import Barrier, FlowPicture, FlowTable, FlowText, Item
from toasoan.intake.docx.model import Alignment, IntakeNote, WordPicture, WordStory
from toasoan.intake.docx.office_frame import without_office_frame
from toasoan.intake.docx.seen import Notes

_MAX_HEADLINE_LINES = 3
_LONGEST_HEADLINE_LINE = 40
_LONGEST_GUESSED_HEADLINE = 30
_LONGEST_UNMARKED_STANDFIRST = 120
_SENTENCE_END = (".", "…", "!", "?", ":", ";", ",")


def story_from(items: list[Item], called_notes: list[FlowText], notes: Notes) -> WordStory:
    """The story these items make, with notes on what is missing, left out or was guessed."""
    addresses = _addresses(items)
    items, writers = without_office_frame(items, notes)
    headline, items = _take_headline(items, notes)
    items = with_captions(items, notes)
    signed = take_signature(items, writers, notes)
    standfirst, items = _take_standfirst(signed.items, notes)
    blocks = body_blocks([*items, *called_notes])
    if not any(not isinstance(block, WordPicture) for block in blocks):
        notes.add(IntakeNote.NO_BODY)
    if any(isinstance(block, WordPicture) and not block.caption for block in blocks):
        notes.add(IntakeNote.PICTURE_WITHOUT_CAPTION)
    addresses += [one for item in items if isinstance(item, FlowTable) for one in item.addresses]
    if lost := [one for one in dict.fromkeys(addresses) if one not in _addresses(items)]:
        notes.add(IntakeNote.LINK_LEFT_OUT, *lost)
    return WordStory(
        headline_lines=headline,
        standfirst=standfirst,
        blocks=blocks,
        bylines=signed.signature.bylines,
        source_line=signed.signature.source_line,
        signature=tuple(signed.lines),
        notes=notes.all(),
    )


def _addresses(items: list[Item]) -> list[str]:
    """The addresses that words of these items lead to, each once."""
    texts = (item for item in items if isinstance(item, FlowText))
    found = (inline.href for text in texts for inline in text.inlines)
    return list(dict.fromkeys(href for href in found if href))


def _take_headline(items: list[Item], notes: Notes) -> tuple[tuple[str, ...], list[Item]]:
    at = _first_text(items)
    first = items[at] if at is not None else None
    if at is None or not isinstance(first, FlowText):
        notes.add(IntakeNote.NO_HEADLINE)
        return (), items
    lines = _headline_lines(items, at)
    if not lines and first.is_plain_paragraph and first.word_count <= _LONGEST_GUESSED_HEADLINE:
        notes.add(IntakeNote.HEADLINE_GUESSED)
        lines = [first]
    if not lines:
        notes.add(IntakeNote.NO_HEADLINE)
        return (), items
    return tuple(line.line for line in lines), [*items[:at], Barrier(), *items[at + len(lines) :]]


def _first_text(items: list[Item]) -> int | None:
    """The first words of the story, past a letterhead table, pictures and their captions."""
    for at, item in enumerate(items):
        if isinstance(item, FlowText) and not _captions_a_leading_picture(items, at):
            return at
    return None


def _captions_a_leading_picture(items: list[Item], at: int) -> bool:
    line = items[at]
    if at == 0 or not isinstance(items[at - 1], FlowPicture) or not isinstance(line, FlowText):
        return False
    return (line.is_italic or line.in_box) and not line.is_bold


def _headline_lines(items: list[Item], at: int) -> list[FlowText]:
    lines: list[FlowText] = []
    for item in items[at : at + _MAX_HEADLINE_LINES]:
        if not isinstance(item, FlowText) or item.word_count > _LONGEST_HEADLINE_LINE:
            break
        if lines and not _continues_headline(lines[-1], item):
            break
        if not lines and not _looks_like_headline(item):
            break
        lines.append(item)
    return lines


def _looks_like_headline(line: FlowText) -> bool:
    if line.list_mark:
        return False
    centred = line.alignment is Alignment.CENTRE
    return line.heading is not None or centred or line.is_upper or line.is_bold


def _continues_headline(before: FlowText, line: FlowText) -> bool:
    """A second line must look like the first; a bold one on the left is the standfirst."""
    if line.heading != before.heading or line.list_mark or line.line.endswith(_SENTENCE_END):
        return False
    if line.alignment is not before.alignment or line.is_bold is not before.is_bold:
        return False
    centred = line.alignment is Alignment.CENTRE and not line.is_italic
    return line.heading is not None or centred or (line.is_upper and before.is_upper)


def _take_standfirst(items: list[Item], notes: Notes) -> tuple[str, list[Item]]:
    at = _first_paragraph(items)
    if at is not None:
        line = items[at]
        if isinstance(line, FlowText) and _is_standfirst(line, items):
            return line.line, items[:at] + items[at + 1 :]
    notes.add(IntakeNote.NO_STANDFIRST)
    return "", items


def _first_paragraph(items: list[Item]) -> int | None:
    """The first paragraph, if only pictures and a letterhead table stand before it."""
    after_headline = items.index(Barrier()) if Barrier() in items else -1
    for at, item in enumerate(items):
        if isinstance(item, FlowText):
            return at if item.is_plain_paragraph else None
        if isinstance(item, FlowTable) and at > after_headline:
            return None
    return None


def _is_standfirst(line: FlowText, items: list[Item]) -> bool:
    if line.is_bold or line.is_italic:
        return True
    # The only paragraph is the story itself.
    has_more = sum(isinstance(item, FlowText | FlowTable) for item in items) > 1
    return has_more and line.word_count <= _LONGEST_UNMARKED_STANDFIRST
