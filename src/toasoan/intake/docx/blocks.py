"""The body's blocks: neighbouring list paragraphs become lists that go on counting."""

from dataclasses import dataclass, field
from itertools import groupby

from toasoan.intake.docx.flow import Barrier, FlowPicture, FlowTable, FlowText, Item
from toasoan.intake.docx.model import (
    Block,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    WordPicture,
    WordTable,
)
from toasoan.intake.docx.text import tidy

_LOWEST_HEADING = 6


def body_blocks(items: list[Item]) -> tuple[Block, ...]:
    """The items as blocks, in the same order."""
    blocks: list[Block] = []
    counted: dict[str, int] = {}
    for is_list, group in groupby(items, key=_is_list_item):
        if is_list:
            blocks.extend(_lists([item for item in group if isinstance(item, FlowText)], counted))
        else:
            blocks.extend(_block(item) for item in group if not isinstance(item, Barrier))
    return tuple(blocks)


def _is_list_item(item: Item) -> bool:
    return isinstance(item, FlowText) and item.list_mark is not None


def _block(item: FlowText | FlowPicture | FlowTable) -> Block:
    if isinstance(item, FlowTable):
        return WordTable(item.rows)
    if isinstance(item, FlowPicture):
        return _picture_block(item)
    if item.heading is not None:
        return Heading(item.line, min(max(item.heading, 1), _LOWEST_HEADING))
    return Paragraph(item.inlines, item.alignment, item.style)


def _picture_block(item: FlowPicture) -> WordPicture:
    seen = item.picture
    return WordPicture(
        data=seen.data,
        content_type=seen.content_type,
        filename=seen.filename,
        caption=item.caption,
        alt=seen.alt,
        crop=seen.crop,
        turn=seen.turn,
    )


@dataclass
class _OpenList:
    """A list still growing: its first paragraph, its items, each with the texts below it."""

    first: FlowText
    start: int
    items: list[list[Inline]] = field(default_factory=list)

    def block(self) -> ListBlock:
        ordered = _ordered(self.first)
        items = tuple(tidy(item) for item in self.items)
        return ListBlock(ordered, items, self.start if ordered else 1)


def _lists(texts: list[FlowText], counted: dict[str, int]) -> list[ListBlock]:
    """Lists out of neighbouring list paragraphs; ``counted`` goes on through the whole story."""
    lists: list[_OpenList] = []
    for text in texts:
        if lists and _is_deeper(text, lists[-1].first):
            lists[-1].items[-1].extend([Inline("\n– "), *text.inlines])
            continue
        list_id = _list_id(text)
        if not lists or not _same_list(text, lists[-1].first):
            lists.append(_OpenList(text, counted.get(list_id, 0) + 1))
        lists[-1].items.append(list(text.inlines))
        counted[list_id] = counted.get(list_id, 0) + 1
    return [growing.block() for growing in lists]


def _list_id(text: FlowText) -> str:
    return text.list_mark.list_id if text.list_mark else ""


def _ordered(text: FlowText) -> bool:
    return text.list_mark is not None and text.list_mark.ordered


def _level(text: FlowText) -> int:
    return text.list_mark.level if text.list_mark else 0


def _is_deeper(text: FlowText, outermost: FlowText) -> bool:
    """A lower level, or dots under a numbered item: either way the outer count goes on."""
    dots_under_number = _ordered(outermost) and not _ordered(text)
    return _level(text) > _level(outermost) or dots_under_number


def _same_list(text: FlowText, before: FlowText) -> bool:
    return _list_id(text) == _list_id(before) and _ordered(text) == _ordered(before)
