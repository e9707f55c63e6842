"""A story's text is cleaned whenever it is saved, whichever door it came through."""

from typing import Any

from django.db.models import CharField, Model, TextField
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from toasoan.stories.paragraphs import with_keys
from toasoan.vietnamese.cleaning import cleaned, cleaned_deeply, one_line


def clean_text(story: Any) -> None:
    """Put cleaned text into the lines, paragraphs, blocks and bylines of the story.

    Any: the model itself calls this, so it cannot be named here.
    """
    _clean_fields(story)
    bylines = list(story.bylines.all())
    changed = [row for row in bylines if _clean_fields(row)]
    if changed:
        # Each answer of `all` may hold other objects: what was changed is put back.
        story.bylines = bylines


def _clean_fields(row: Model) -> bool:
    """Clean every field of a row in which people write, and say whether any was changed."""
    changed = False
    for field in row._meta.concrete_fields:
        before = getattr(row, field.attname)
        after = _cleaned_value(field, before)
        if after is not None and after != before:
            setattr(row, field.attname, after)
            changed = True
    return changed


def _cleaned_value(field: Any, value: Any) -> Any:
    """The value as it is to be stored; None when the field holds no text of people."""
    if isinstance(field, StreamField):
        raw = value.get_prep_value()
        clean = _with_keys(cleaned_deeply(raw))
        return None if clean == raw else StreamValue(value.stream_block, clean, is_lazy=True)
    if isinstance(field, TextField) and isinstance(value, str):
        return cleaned(value)
    if isinstance(field, CharField) and isinstance(value, str) and not field.choices:
        return one_line(value)
    return None


def _with_keys(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stored blocks with a lasting name for every paragraph of their texts."""
    taken: set[str] = set()
    return [
        block | {"value": with_keys(block["value"], taken)} if block["type"] == "text" else block
        for block in blocks
    ]
