"""Signed-in browsers of the newsroom and forms of the editor, for tests of screens."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from toasoan.accounts.models import User
from toasoan.stories.blocks import TEXT_FEATURES
from toasoan.stories.models import Story

#: The address at which a story is begun in the editor.
ADD = "/toa-soan/soan-tin/add/"


def browser_of(person: User) -> Client:
    """A browser in which the person has signed in."""
    browser = Client()
    browser.force_login(person)
    return browser


def text_of(answer: HttpResponse) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.fromstring(answer.content).text_content().split())


def editor_form(**parts: str) -> dict[str, str]:
    """What the editor posts: every part of its form, as the browser sends it."""
    return {
        "headline": "Tin mới",
        "standfirst": "Sa-pô",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text",
        "body-0-id": "", "body-0-value": json.dumps({
            "entityMap": {}, "blocks": [{"key": "a", "text": "Nội dung", "type": "unstyled",
                                         "depth": 0, "inlineStyleRanges": [], "entityRanges": []}],
        }),
        "bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "0", "bylines-MIN_NUM_FORMS": "0",
        "bylines-MAX_NUM_FORMS": "1000", "bylines-0-name": "Lê Thị Thử", "bylines-0-role": "words",
        "bylines-0-affiliation": "", "bylines-0-ORDER": "1", "bylines-0-id": "",
        "bylines-0-DELETE": "", "genre": "brief", "section": "", "tags": "", "source_line": "",
    } | parts  # fmt: skip


def body_form(story: Story) -> dict[str, str]:
    """What the editor posts for the body of a stored text, block by block."""
    stored = Story._meta.get_field("body").stream_block.get_prep_value(story.body)
    fields = {"body-count": str(len(stored))}
    for number, block in enumerate(stored):
        place = f"body-{number}"
        fields |= {
            f"{place}-deleted": "", f"{place}-order": str(number),
            f"{place}-type": block["type"], f"{place}-id": block["id"],
        } | _value_form(f"{place}-value", block)  # fmt: skip
    return fields


def _value_form(name: str, block: dict[str, Any]) -> dict[str, str]:
    value = block["value"]
    if block["type"] == "text":
        return {name: ContentstateConverter(TEXT_FEATURES).from_database_format(value)}
    if block["type"] != "table":
        return {f"{name}-{part}": str(given or "") for part, given in value.items()}
    columns, rows = value["table"]["columns"], value["table"]["rows"]
    table = f"{name}-table"
    fields = {
        f"{name}-caption": value["caption"], f"{table}-caption": "",
        f"{table}-column-count": str(len(columns)), f"{table}-row-count": str(len(rows)),
    }  # fmt: skip
    for number, column in enumerate(columns):
        parts = {"type": "text", "order": str(number), "deleted": "", "heading": column["heading"]}
        fields |= {f"{table}-column-{number}-{part}": said for part, said in parts.items()}
    for number, row in enumerate(rows):
        fields |= {f"{table}-row-{number}-order": str(number), f"{table}-row-{number}-deleted": ""}
        fields |= {f"{table}-cell-{number}-{n}": cell for n, cell in enumerate(row["values"])}
    return fields


def edit(person: User, story: Story, **parts: str) -> HttpResponse:
    """Save the story in the person's editor, which was opened on its latest version."""
    story.refresh_from_db()
    latest = story.latest_revision
    assert latest is not None
    base = {
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }
    return browser_of(person).post(
        f"/toa-soan/soan-tin/edit/{story.pk}/", editor_form(**(base | parts))
    )
