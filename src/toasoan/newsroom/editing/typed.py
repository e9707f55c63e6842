"""What a person typed, taken from a form whether or not it is valid, and made readable."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from toasoan.newsroom.editing.differences import Lines
from toasoan.stories.models import Byline, Story
from toasoan.stories.paragraphs import IN_TEXT, parts_of
from toasoan.stories.story_fields import (
    BYLINE_FIELDS,
    FieldKind,
    StoryField,
    field_label,
    story_fields,
)
from toasoan.vietnamese.fold import nfc


def lines_of_form(form: Any) -> list[Lines]:
    """The fields of a bound form of the editor, valid or not."""
    return _lines(lambda field: _typed_value(form, field))


def lines_of_story(story: Story) -> list[Lines]:
    """The same fields of a stored text."""
    return _lines(lambda field: _stored_value(story, field))


def _typed_value(form: Any, field: StoryField) -> Any:
    if field.kind is not FieldKind.BYLINES:
        return form[field.name].value()
    return [
        {one.name: row[one.name].value() for one in BYLINE_FIELDS}
        for row in form.formsets[field.name]
        if not row["DELETE"].value()
    ]


def _stored_value(story: Story, field: StoryField) -> Any:
    if field.kind is FieldKind.TAGS:
        return story.tags.all()
    if field.kind is not FieldKind.BYLINES:
        return getattr(story, field.name)
    return [
        {one.name: getattr(row, one.name) for one in BYLINE_FIELDS} for row in story.bylines.all()
    ]


def _lines(value_of: Callable[[StoryField], Any]) -> list[Lines]:
    """Each field by itself, then those that say where the story belongs as one."""
    belongs: list[str | None] = []
    found = []
    for field in story_fields():
        lines = _READ[field.kind](field, value_of(field))
        if field.classifies:
            belongs += lines
        else:
            found.append(Lines(field_label(field.name), _clean(lines)))
    return [*found, Lines(_("Where it belongs"), _clean(belongs))]


def _named(field: StoryField, row: Any) -> str:
    """What a row is called that is given itself or by its id; nothing when none is chosen."""
    if isinstance(row, Model):
        return str(row)
    if not str(row or "").isdecimal():
        return ""
    return str(Story._meta.get_field(field.name).related_model.objects.filter(pk=row).first() or "")


def _clean(lines: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(nfc(line).strip() for line in lines if line and line.strip())


def _body(stream: Any) -> Iterator[str]:
    kinds = Story._meta.get_field("body").stream_block.child_blocks
    for part in parts_of(stream or ()):
        if part.kind in IN_TEXT:
            yield from part.words.split("\n")
        else:
            yield f"[{kinds[part.kind].label}] {part.words}".strip()


def _byline(row: dict[str, Any]) -> str:
    words = (
        _label(Byline, field, row[field.name])
        if field.kind is FieldKind.CHOICE
        else str(row[field.name] or "")
        for field in BYLINE_FIELDS
    )
    return ", ".join(filter(None, words))


def _label(model: type[Model], field: StoryField, value: Any) -> str:
    return str(dict(model._meta.get_field(field.name).flatchoices).get(value, ""))  # type: ignore[union-attr]


def _tag_names(tags: Any) -> list[str]:
    """Names in one order; a bound field holds them as typed or as objects."""
    names = tags.replace('"', "").split(",") if isinstance(tags, str) else tags or []
    found = {str(getattr(getattr(tag, "tag", tag), "name", tag)).strip() for tag in names}
    return sorted(name for name in found if name)


#: How the value of each kind of field, typed or stored, becomes lines.
_READ: dict[FieldKind, Callable[[StoryField, Any], list[str | None]]] = {
    FieldKind.LINE: lambda _field, value: [value],
    FieldKind.PARAGRAPH: lambda _field, value: [*(value or "").splitlines()],
    FieldKind.BODY: lambda _field, value: [*_body(value)],
    FieldKind.BYLINES: lambda _field, value: [*map(_byline, value)],
    FieldKind.CHOICE: lambda field, value: [_label(Story, field, value)],
    FieldKind.ROW: lambda field, value: [_named(field, value)],
    FieldKind.TAGS: lambda _field, value: [", ".join(_tag_names(value))],
}
