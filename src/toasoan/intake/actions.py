"""A Word file becomes a draft; the original stays with it."""

import datetime as dt
import hashlib
from html import escape
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from toasoan.accounts.models import User
from toasoan.editorial.actions import NewStory, begin_story
from toasoan.intake.docx.model import (
    Heading,
    Inline,
    IntakeNote,
    ListBlock,
    Paragraph,
    WordPicture,
    WordStory,
    WordTable,
)
from toasoan.intake.docx.read import read_word_file
from toasoan.intake.models import Submission
from toasoan.media.actions import NewPicture, store_picture
from toasoan.media.sizes import Framing, PictureFileError
from toasoan.stories.models import BylineRole, Story
from toasoan.stories.story_fields import plain_fields
from toasoan.units.models import Unit


@transaction.atomic
def draft_from_word(
    content: bytes, filename: str, *, unit: Unit, actor: User, now: dt.datetime
) -> tuple[Story, Submission]:
    """Read a Word file into a new draft of the unit and keep the file.

    Raises `docx.problems.WordFileError` when the file cannot be read; nothing is kept then.
    """
    word = read_word_file(content)
    notes = [str(note) for note in word.notes]
    body = _body(word, unit, actor, notes)
    new = NewStory(
        texts=_texts(word),
        body=tuple(body),
        bylines=_bylines(word.byline),
    )
    story = begin_story(new, unit=unit, actor=actor, now=now)
    submission = Submission(
        story=story,
        filename=filename[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        sent_by=actor,
        sent_at=now,
        notes=notes,
    )
    submission.file.save(f"{story.pk}-{submission.sha256[:12]}.docx", ContentFile(content))
    return story, submission


def _texts(word: WordStory) -> dict[str, str]:
    """Every declared field of plain text that the file gives, cut at what the column holds."""
    return {
        field.name: getattr(word, field.name)[: Story._meta.get_field(field.name).max_length]
        for field in plain_fields()
        if hasattr(word, field.name)
    }


def _body(word: WordStory, unit: Unit, actor: User, notes: list[str]) -> list[tuple[str, Any]]:
    body: list[tuple[str, Any]] = []
    for block in word.blocks:
        if isinstance(block, WordPicture):
            try:
                body.append(("picture", _picture(block, unit, actor)))
            except PictureFileError:
                notes.append(str(IntakeNote.PICTURE_SKIPPED))
        elif isinstance(block, Paragraph):
            body.append(("paragraph", f"<p>{_markup(block.inlines)}</p>"))
        elif isinstance(block, Heading):
            body.append(("heading", block.text))
        elif isinstance(block, ListBlock):
            body.append(("list", _list_markup(block)))
        elif isinstance(block, WordTable):
            body.append(("table", _table(block)))
    return body


def _picture(block: WordPicture, unit: Unit, actor: User) -> dict[str, Any]:
    crop = block.crop
    new = NewPicture(
        content=block.data,
        filename=block.filename,
        title=block.caption,
        description=block.alt,
        # What the author cut off in Word must not come back on the portal.
        framing=Framing(crop.left, crop.top, crop.right, crop.bottom, block.turn),
    )
    picture = store_picture(new, unit=unit, actor=actor)
    return {
        "picture": picture.pk,
        "caption": block.caption,
        "credit": "",
        # Word's own description when there is one; the caption is no substitute for it,
        # but a first draft that a person corrects (rules.md §1.4 asks for both).
        "alternative_text": block.alt or block.caption[:255],
    }


def _markup(inlines: tuple[Inline, ...]) -> str:
    parts = []
    for inline in inlines:
        text = escape(inline.text).replace("\n", "<br/>")
        if inline.bold:
            text = f"<b>{text}</b>"
        if inline.italic:
            text = f"<i>{text}</i>"
        if inline.href:
            text = f'<a href="{escape(inline.href)}">{text}</a>'
        parts.append(text)
    return "".join(parts)


def _list_markup(block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{_markup(item)}</li>" for item in block.items)
    return f"<{tag}>{items}</{tag}>"


def _table(block: WordTable) -> dict[str, Any]:
    headings = block.rows[0] if block.rows else ()
    width = max((len(row) for row in block.rows), default=0)
    columns = [
        {"type": "text", "heading": headings[i] if i < len(headings) else ""} for i in range(width)
    ]
    rows = [
        {"values": [row[i] if i < len(row) else "" for i in range(width)]} for row in block.rows[1:]
    ]
    return {"caption": "", "table": {"columns": columns, "rows": rows}}


def _bylines(byline: str) -> tuple[tuple[str, str], ...]:
    name = byline.strip().rstrip(".")[:120]
    return ((name, BylineRole.WORDS_AND_PHOTOS),) if name else ()
