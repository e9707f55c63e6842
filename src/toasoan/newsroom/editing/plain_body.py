"""A body that can be written without scripts.

Wagtail draws the body's blocks with JavaScript only. When it does not load, this widget offers
each text as a plain field and a field for more; blocks that are not text stay as they are.
Whatever arrives, scripted or plain, becomes one stream (decision 0016).
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import Block
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Revision
from wagtail.rich_text import RichText

from toasoan.media.choosing import Chooser, ChoosingForm, ChoosingWidget, Reference, references
from toasoan.newsroom.editing.plain_text import as_typed, from_typed
from toasoan.stories.models import Section, Story
from toasoan.stories.paragraphs import parts_of, text_parts
from toasoan.stories.text import plain_parts
from toasoan.stories.topics import Topic


class PlainBodyWidget(ChoosingWidget):
    """Wagtail's widget, with plain fields beneath it for a browser without scripts."""

    def __init__(self, block_def: Block, chooser: Chooser, original: StreamValue) -> None:
        super().__init__(block_def, chooser)
        self.original = original

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> StreamValue:
        """The scripted blocks, or the stored ones; plain text that was typed goes on top."""
        if f"{name}-count" in data:
            stream = super().value_from_datadict(data, files, name)
        else:
            stream = self.original
        return with_plain_text(stream, data, name)

    def value_omitted_from_data(self, data: QueryDict, files: Any, name: str) -> bool:
        """Never: without fields the stored body is meant."""
        return False

    def render_with_errors(self, name: str, value: Any, **kwargs: Any) -> SafeString:
        """Wagtail's own element and, beneath it, the plain fields."""
        scripted = super().render_with_errors(name, value, **kwargs)
        context = {"name": name, "parts": list(_parts(value))}
        fields = render_to_string("newsroom/editing/plain_body.html", context)
        return mark_safe(scripted + fields)  # noqa: S308  # both are rendered templates


def _parts(stream: Iterable[Any]) -> Iterable[dict[str, Any]]:
    """What the plain fields show of each block."""
    for number, child in enumerate(stream or (), start=1):
        is_text = child.block_type == "text"
        parts = list(parts_of([child]))
        yield {
            "number": number,
            "id": child.id or "",
            "label": child.block.label,
            "is_typed": is_text and bool(child.id),
            "is_text": is_text,
            "text": as_typed(parts) if is_text else plain_parts(parts),
        }


def with_plain_text(stream: StreamValue, data: QueryDict, name: str) -> StreamValue:
    """The stream with the plain fields' texts; what was written on follows at the end."""
    typed: dict[str, str] = {
        key.removeprefix(f"{name}-plain-"): str(text)
        for key, text in data.items()
        if key.startswith(f"{name}-plain-")
    }
    more = typed.pop("new", "").strip()
    if not typed and not more:
        return stream
    children = [
        (child.block_type, _retyped(child, typed), child.id or str(uuid4())) for child in stream
    ]
    # A text that was typed before and refused with the form is not stored yet.
    known = {child_id for _kind, _value, child_id in children}
    for text in (*(text for child_id, text in typed.items() if child_id not in known), more):
        _write_on(children, from_typed(text, ()))
    return StreamValue(stream.stream_block, children)


def _write_on(children: list[tuple[str, Any, str]], markup: str) -> None:
    """Add paragraphs to the text at the end, or as a text behind what stands there."""
    if not markup:
        return
    if children and children[-1][0] == "text":
        _kind, value, block_id = children.pop()
        children.append(("text", RichText(value.source + markup), block_id))
    else:
        children.append(("text", RichText(markup), str(uuid4())))


def _retyped(child: Any, typed: dict[str, str]) -> Any:
    """The block's value; formatting is given up only in paragraphs whose words were changed."""
    text = typed.get(child.id or "")
    if text is None or child.block_type != "text":
        return child.value
    before = text_parts(child.value.source)
    if _lines(text) == _lines(as_typed(before)):
        return child.value
    return RichText(from_typed(text, before))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


class StoryForm(ChoosingForm, WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail ships no types
    """The editor's form; its body can be typed without scripts."""

    instance: Story

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        if not self.instance.body:
            # Nobody has to find the plus sign before they can write.
            self.initial["body"] = StreamValue(body.block, [("text", RichText(""))])
        self._offer("section", Section.objects.all())
        # A topic that is over is offered to the story that stands in it already.
        self._offer("topic", Topic.objects.filter(Q(is_open=True) | Q(pk=self.instance.topic_id)))

    def stream_widget(self, name: str, block: Block) -> PlainBodyWidget:
        """The body's widget, with plain fields beneath the blocks."""
        return PlainBodyWidget(block, self.chooser, getattr(self.instance, name))

    def earlier_references(self) -> frozenset[Reference]:
        """What stood in any version of the story, each of which came through this form."""
        if self.instance.pk is None:
            return frozenset()
        block = self.fields["body"].block
        return frozenset(
            reference
            for revision in Revision.objects.for_instance(self.instance).iterator()
            for reference in references(block, json.loads(revision.content.get("body") or "[]"))
        )

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let the field offer those rows that belong to the story's agency, if the form has it."""
        if name in self.fields:
            self.fields[name].queryset = rows.filter(agency=self.instance.agency_id)

    def clean_body(self) -> StreamValue:
        """Without blocks that were opened and left empty: they are nothing to keep or publish."""
        body: StreamValue = self.cleaned_data["body"]
        kept = [
            (child.block_type, child.value, child.id)
            for child in body
            if child.block_type != "text" or text_parts(child.value.source)
        ]
        return body if len(kept) == len(body) else StreamValue(body.stream_block, kept)
