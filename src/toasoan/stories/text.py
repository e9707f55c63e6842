"""A story's words as plain text."""

import html
import re
from typing import Any

from toasoan.stories.models import Story
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


def all_words(story: Story) -> str:
    """Headline, standfirst, body, bylines, tags and source line: what a search may find."""
    bylines = " ".join(byline.name for byline in story.bylines.all())
    tags = " ".join(tag.name for tag in story.tags.all())
    parts = (story.headline, story.standfirst, body_words(story), bylines, tags, story.source_line)
    return nfc("\n".join(part for part in parts if part))
