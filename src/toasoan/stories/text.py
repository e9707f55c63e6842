"""A story's words as plain text."""

import html
import re
from typing import Any

from toasoan.stories.models import Byline, Story
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

_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """Markup without its tags and entities, spaces collapsed, NFC."""
    # A tag ends a word: "<p>một</p><p>hai</p>" is two words.
    return nfc(_SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip())


def block_words(kind: str, value: Any) -> str:  # a block's value is as free as its block
    """The words of one block, captions included, addresses and markup not."""
    if kind in {"paragraph", "list"}:
        return plain(str(value.source if hasattr(value, "source") else value))
    if kind == "heading":
        return plain(str(value))
    if kind == "gallery":
        captions = [block_words("picture", picture) for picture in value["pictures"]]
        return " ".join([str(value.get("title") or ""), *captions])
    if kind == "table":
        rows = value["table"].rows if value.get("table") else []
        cells = [str(cell.value) for row in rows for cell in row]
        return " ".join([str(value.get("caption") or ""), *cells])
    words = {
        "picture": ("caption", "credit"),
        "quote": ("words", "speaker"),
        "video": ("title",),
        "file": ("title",),
    }[kind]
    return " ".join(str(value.get(name) or "") for name in words)


def body_words(story: Story) -> str:
    """All words of the body in reading order."""
    return nfc(" ".join(block_words(b.block_type, b.value) for b in story.body).strip())


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
