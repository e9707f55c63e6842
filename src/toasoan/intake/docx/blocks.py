"""The body's blocks: neighbouring list paragraphs become lists that go on counting."""

from dataclasses import dataclass, field
from itertools import groupby

from toasoan.intake.docx.flow import (
    Barrier,
    FlowOffice,
    FlowPicture,
    FlowTable,
    FlowText,
    Item,
)
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
    for is_list, group in groupby(items, key=_is_list_item):
        if is_list:
            blocks.extend(_lists([item for item in group if isinstance(item, FlowText)]))
        else:
            blocks.extend(_block(item) for item in group if not isinstance(item, Barrier))
    return tuple(blocks)


def _is_list_item(item: Item) -> bool:
    return isinstance(item, FlowText) and item.list_mark is not None


def _block(item: FlowText | FlowPicture | FlowTable | FlowOffice) -> Block:
    if isinstance(item, FlowTable):
        return WordTable(item.rows)
    if isinstance(item, FlowOffice):
        # In the middle of a story it is a part of it, whatever it looks like.
        return Paragraph((Inline("\n".join(item.lines)),))
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
        credit=item.credit,
        alt=seen.alt,
        crop=seen.crop,
        turn=seen.turn,
    )


@dataclass(frozen=True)
class _Line:
    """A paragraph of a list, with the number or dash that stands before it."""

    mark: str
    inlines: tuple[Inline, ...]


@dataclass
class _OpenList:
    """A list still growing: its first paragraph, and its items with the lines below each."""

    first: FlowText
    items: list[list[_Line]] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """A list, or paragraphs with their numbers where a list would number them otherwise."""
        if not _ordered(self.first):
            return [ListBlock(ordered=False, items=self._joined())]
        if all(_is_counted(item[0].mark, at) for at, item in enumerate(self.items, start=1)):
            return [ListBlock(ordered=True, items=self._joined())]
        return [
            Paragraph(
                tidy([Inline(f"{line.mark} "), *line.inlines]),
                self.first.alignment,
                self.first.style,
            )
            for item in self.items
            for line in item
        ]

    def _joined(self) -> tuple[tuple[Inline, ...], ...]:
        """Each item as one text, the lines below it after line breaks."""
        return tuple(
            tidy(
                inline
                for at, line in enumerate(item)
                for inline in ([Inline(f"\n{line.mark} ")] if at else []) + list(line.inlines)
            )
            for item in self.items
        )


def _is_counted(label: str, number: int) -> bool:
    """Whether a page's own numbering shows the item as Word does; no label says as much."""
    return label.rstrip(".)") in {str(number), f"{number:02d}", ""}


def _lists(texts: list[FlowText]) -> list[Block]:
    """Lists out of neighbouring list paragraphs."""
    lists: list[_OpenList] = []
    for text in texts:
        if lists and _is_deeper(text, lists[-1].first):
            lists[-1].items[-1].append(_Line(_label(text) or "–", text.inlines))
            continue
        if not lists or not _same_list(text, lists[-1].first):
            lists.append(_OpenList(text))
        lists[-1].items.append([_Line(_label(text), text.inlines)])
    return [block for growing in lists for block in growing.blocks()]


def _label(text: FlowText) -> str:
    return text.list_mark.label if text.list_mark else ""


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
