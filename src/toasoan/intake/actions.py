"""A Word file becomes a draft; the original stays with it."""

import datetime as dt
import hashlib
from html import escape
from typing import Any

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.editorial.actions import NewByline, NewStory, begin_story
from toasoan.intake.docx.model import (
    Crop,
    Heading,
    Inline,
    IntakeNote,
    ListBlock,
    Noted,
    Paragraph,
    WordPicture,
    WordStory,
    WordTable,
)
from toasoan.intake.fitting import fitted
from toasoan.intake.models import Submission
from toasoan.intake.notes import kept_notes
from toasoan.intake.reading import PictureReading, word_story
from toasoan.media.actions import WrittenFiles, written_files
from toasoan.media.downloads import file_name
from toasoan.media.models import Picture
from toasoan.stories.models import Story
from toasoan.stories.raw_body import RawBody
from toasoan.stories.story_fields import plain_fields
from toasoan.units.models import Unit
from toasoan.vietnamese.shortening import shortened


def draft_from_word(
    content: bytes, filename: str, *, unit: Unit, actor: User, now: dt.datetime
) -> tuple[Story, Submission]:
    """Read a Word file into a new draft of the unit and keep the file.

    Everything is read and written to disk before the transaction begins: nobody waits for it.
    Raises `docx.problems.WordFileError` when the file cannot be read; nothing is kept then.
    """
    word = fitted(word_story(content), _names_known(unit))
    with written_files() as files:
        pictures, notes = _written_pictures(word, files, unit=unit, actor=actor)
        submission = Submission(
            filename=file_name(filename),
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            sent_by=actor,
            sent_at=now,
            notes=kept_notes((*word.notes, *map(Noted, dict.fromkeys(notes)))),
        )
        files.write(submission.file, f"{submission.sha256[:12]}.docx", content)
        story = _kept(word, pictures, submission, unit=unit)
    return story, submission


def _written_pictures(
    word: WordStory, files: WrittenFiles, *, unit: Unit, actor: User
) -> tuple[dict[int, Picture], list[IntakeNote]]:
    """The photos by the place of their block; one that is shown twice is one photo."""
    reading = PictureReading()
    pictures: dict[int, Picture] = {}
    seen: dict[tuple[bytes, Crop, int], Picture | None] = {}
    for place, block in enumerate(word.blocks):
        if not isinstance(block, WordPicture):
            continue
        key = (block.data, block.crop, block.turn)
        if key not in seen:
            new = reading.read(block)
            seen[key] = files.picture(new, unit=unit, actor=actor) if new else None
        if picture := seen[key]:
            pictures[place] = picture
    return pictures, reading.notes


@transaction.atomic
def _kept(
    word: WordStory, pictures: dict[int, Picture], submission: Submission, *, unit: Unit
) -> Story:
    """Save the rows of the photos, the draft and the file that was sent."""
    for picture in {id(picture): picture for picture in pictures.values()}.values():
        picture.save()
    body = _body(word, pictures)
    if body.tables_as_text:
        submission.notes += kept_notes([Noted(IntakeNote.TABLE_AS_TEXT)])
    new = NewStory(
        texts=_texts(word),
        body=body.blocks(),
        bylines=tuple(NewByline(one.name, one.role, one.affiliation) for one in word.bylines),
    )
    submission.story = begin_story(new, unit=unit, actor=submission.sent_by, now=submission.sent_at)
    submission.save()
    return submission.story


def _texts(word: WordStory) -> dict[str, str]:
    """Every declared field of plain text that the file gives; each fits its column."""
    return {
        field.name: getattr(word, field.name)
        for field in plain_fields()
        if hasattr(word, field.name)
    }


def _body(word: WordStory, pictures: dict[int, Picture]) -> RawBody:
    body = RawBody()
    for place, block in enumerate(word.blocks):
        if isinstance(block, WordPicture):
            if place in pictures:
                body.block("picture", _picture(block, pictures[place]))
        elif isinstance(block, Paragraph):
            body.text(f"<p>{_markup(block.inlines)}</p>")
        elif isinstance(block, Heading):
            body.text(f"<h2>{escape(block.text)}</h2>")
        elif isinstance(block, ListBlock):
            body.text(_list_markup(block))
        elif isinstance(block, WordTable):
            body.table(block.rows)
    return body


def _picture(block: WordPicture, picture: Picture) -> dict[str, Any]:
    return {
        "picture": picture.pk,
        "caption": block.caption,
        "credit": block.credit,
        # Word's own description when there is one; the caption is no substitute for it,
        # but a first draft that a person corrects (rules.md §1.4 asks for both).
        "alternative_text": block.alt or shortened(block.caption, 255),
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


def _names_known(unit: Unit) -> list[str]:
    """Names of the agency's units, which a headline in capitals may hold."""
    rows = Unit.objects.filter(agency=unit.agency_id).values_list("name", "short_name")
    return [name for row in rows for name in row if name]
