"""A story's words as plain text: the one writer of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from toasoan.stories.models import Byline, Story
from toasoan.stories.paragraphs import (
    Part,
    PartKind,
    grouped,
    link_address,
    numbered,
    parts_of,
    quotation,
    text_parts,
)
from toasoan.stories.story_fields import (
    BYLINE_FIELDS,
    FieldKind,
    Searched,
    StoryField,
    field_label,
    footer_fields,
    story_fields,
)
from toasoan.vietnamese.fold import nfc

#: Parts whose words stand beneath a photo: they are no part of the running text.
_CAPTIONED = frozenset({PartKind.PICTURE})


def plain(markup: str) -> str:
    """Rich text without its markup: paragraphs, items and lines each on a line of their own."""
    return plain_parts(text_parts(markup))


def plain_text(stream: Iterable[Any], root: str = "") -> str:
    """The running text of a body, NFC, without captions and credits of photos.

    An empty line between paragraphs; items of a list, rows of a table and the speaker of a
    quotation each on a line of their own, cells apart by " | ", every space single. `root`, scheme
    and host of the site: with the addresses of videos and files.
    """
    running = (part for part in parts_of(stream) if part.kind not in _CAPTIONED)
    return plain_parts(running, root)


def plain_parts(parts: Iterable[Part], root: str = "") -> str:
    """The same of parts that were read already; of a photo its caption and credit."""
    return "\n\n".join(filter(None, (_written(*group, root) for group in grouped(parts))))


def word_count(words: str) -> int:
    """How many words a plain text has; signs that stand alone, as between cells, are none."""
    return sum(any(map(str.isalnum, word)) for word in words.split())


def _written(kind: PartKind, group: list[Part], root: str) -> str:
    if kind is PartKind.ITEM:
        return "\n".join(_items(group))
    if kind is PartKind.QUOTE:
        said = quotation(group)
        return "\n".join((*said.words, *([f"– {said.speaker}"] if said.speaker else ())))
    address = link_address(group[0], root) if root else ""
    return ": ".join(filter(None, (group[0].words, address)))


def _items(items: list[Part]) -> Iterator[str]:
    """Each item after its number or a dash."""
    for item, number in numbered(items):
        yield f"{number}. {item.words}" if item.ordered else f"- {item.words}"


def body_words(story: Story) -> str:
    """Everything a reader sees of the body: the running text, then what stands beneath photos."""
    parts = list(parts_of(story.body))
    captions = [part.words for part in parts if part.kind in _CAPTIONED and part.words]
    running = plain_parts(part for part in parts if part.kind not in _CAPTIONED)
    return "\n\n".join(filter(None, (running, *captions)))


def field_words(story: Story, field: StoryField) -> str:
    """The words of one field as people read them; empty when the field is."""
    if field.kind is FieldKind.BODY:
        return body_words(story)
    if field.kind is FieldKind.BYLINES:
        searched = [one.name for one in BYLINE_FIELDS if one.searched]
        rows = (getattr(row, name) for row in story.bylines.all() for name in searched)
        return ", ".join(filter(None, rows))
    if field.kind is FieldKind.TAGS:
        return ", ".join(tag.name for tag in story.tags.all())
    if field.kind is FieldKind.CHOICE:
        return str(getattr(story, f"get_{field.name}_display")())
    return str(getattr(story, field.name) or "")


def searched_words(story: Story, *where: Searched) -> str:
    """The words of the fields that a search looks for there, one line a field."""
    words = (field_words(story, field) for field in story_fields() if field.searched in where)
    return "\n".join(filter(None, words))


def all_words(story: Story) -> str:
    """Everything that a search may find of a story (NFC), one line a field."""
    return nfc(searched_words(story, *Searched))


def footer_lines(story: Story) -> list[tuple[str, str]]:
    """What stands beneath the article, each text after its label; empty fields are left out."""
    return [
        (field_label(field.name), words)
        for field in footer_fields()
        if (words := field_words(story, field))
    ]


def byline_words(byline: Byline) -> str:
    """A byline as one line: the name, what for, and the unit or post."""
    words = (
        byline.get_role_display() if field.kind is FieldKind.CHOICE else getattr(byline, field.name)
        for field in BYLINE_FIELDS
    )
    return ", ".join(filter(None, words))
