"""Which part of the text is headline, standfirst, body and byline: a proposal to confirm."""

from toasoan.intake.docx.blocks import body_blocks
from toasoan.intake.docx.captions import begins_like_byline, begins_with_name, with_captions
from toasoan.intake.docx.flow import Barrier, FlowPicture, FlowTable, FlowText, Item
from toasoan.intake.docx.model import Alignment, IntakeNote, WordPicture, WordStory
from toasoan.intake.docx.seen import Notes

_MAX_HEADLINE_LINES = 3
_LONGEST_HEADLINE_LINE = 40
_LONGEST_GUESSED_HEADLINE = 30
_LONGEST_UNMARKED_STANDFIRST = 120
_LONGEST_BYLINE = 20
_MAX_BYLINE_LINES = 2
_SENTENCE_END = (".", "…", "!", "?", ":", ";", ",")


def story_from(items: list[Item], notes: Notes) -> WordStory:
    """The story these items make, with notes on what is missing or was guessed."""
    headline, items = _take_headline(items, notes)
    items = with_captions(items, notes)
    byline, items = _take_byline(items, notes)
    standfirst, items = _take_standfirst(items, notes)
    blocks = body_blocks(items)
    if not any(not isinstance(block, WordPicture) for block in blocks):
        notes.add(IntakeNote.NO_BODY)
    if any(isinstance(block, WordPicture) and not block.caption for block in blocks):
        notes.add(IntakeNote.PICTURE_WITHOUT_CAPTION)
    return WordStory(headline, standfirst, blocks, byline, notes.all())


def _take_headline(items: list[Item], notes: Notes) -> tuple[str, list[Item]]:
    at = _first_text(items)
    first = items[at] if at is not None else None
    if at is None or not isinstance(first, FlowText):
        notes.add(IntakeNote.NO_HEADLINE)
        return "", items
    lines = _headline_lines(items, at)
    if not lines and first.is_plain_paragraph and first.word_count <= _LONGEST_GUESSED_HEADLINE:
        notes.add(IntakeNote.HEADLINE_GUESSED)
        lines = [first]
    if not lines:
        notes.add(IntakeNote.NO_HEADLINE)
        return "", items
    if all(line.is_upper for line in lines):
        notes.add(IntakeNote.HEADLINE_IN_CAPITALS)
    headline = " ".join(line.line for line in lines)
    return headline, [*items[:at], Barrier(), *items[at + len(lines) :]]


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


def _take_byline(items: list[Item], notes: Notes) -> tuple[str, list[Item]]:
    end = max(
        (at for at, item in enumerate(items) if isinstance(item, FlowText | FlowTable)), default=-1
    )
    start = end + 1
    while start > 0 and end + 1 - start < _MAX_BYLINE_LINES and _is_byline(items, start - 1, end):
        start -= 1
    # The words left over must still be a story.
    if start > end or not any(isinstance(item, FlowText | FlowTable) for item in items[:start]):
        notes.add(IntakeNote.NO_BYLINE)
        return "", items
    lines = [item.line for item in items[start : end + 1] if isinstance(item, FlowText)]
    return ", ".join(lines), items[:start] + items[end + 1 :]


def _is_byline(items: list[Item], at: int, end: int) -> bool:
    line = items[at]
    if not isinstance(line, FlowText) or not line.is_plain_paragraph:
        return False
    if line.word_count > _LONGEST_BYLINE or line.line.endswith((":", ";", ",")):
        return False
    marked = line.alignment is Alignment.RIGHT or begins_like_byline(line.line)
    if at < end:
        # A second line only where both are plainly set off.
        return marked
    return marked or _is_unmarked_byline(items, line, at)


def _is_unmarked_byline(items: list[Item], line: FlowText, at: int) -> bool:
    if at != len(items) - 1 or line.line.endswith(_SENTENCE_END):
        return False
    return line.is_bold or begins_with_name(line.line)
