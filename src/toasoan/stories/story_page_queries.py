"""A live story and what stands beside it, asked in statements that are written here once.

Django writes its statements anew each time and makes an object of every column. That was half the
processor time of a story page; these take an eighth of that (docs/measurements.md).
"""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from toasoan.media.models import Picture
from toasoan.stories.models import RenderedBody, Story

#: How many stories of its section an article shows on either side of its own.
NEIGHBOURS = 4
#: How many others of its topic.
OF_TOPIC = 4

_COLUMNS = (
    "id", "agency_id", "unit_id", "section_id", "topic_id", "headline", "standfirst", "source_line",
    "genre", "live", "has_video", "first_published_at", "last_published_at", "lead_picture_id",
)  # fmt: skip
_PHOTO = ("token", "width", "height")
_RENDERED = ("rendered_with", "body", "bylines", "tags")
_CARDS = "SELECT {}, {}".format(
    ", ".join(f"s.{name}" for name in _COLUMNS),
    ", ".join(f"i.{name} AS photo_{name}" for name in _PHOTO),
)
_PAGE = f"{_CARDS}, {', '.join(f'p.{name} AS rendered_row_{name}' for name in _RENDERED)}"
_FROM = " FROM stories_story s LEFT JOIN media_picture i ON i.id = s.lead_picture_id"
_AND_TEXT = " LEFT JOIN stories_renderedbody p ON p.story_id = s.id"
_WHERE = " WHERE s.live AND s.agency_id = %s AND s.id IN ({})"


def live_story(agency_id: int, story_id: int) -> Story | None:
    """A story on the site with its prepared text and its photo, or None. One query.

    Its body is fetched when somebody asks for it.
    """
    statement = f"{_PAGE}{_FROM}{_AND_TEXT}{_WHERE.format('%s')}"
    found = next(iter(Story.objects.raw(statement, [agency_id, story_id])), None)
    if found is not None:
        known = {"lead_picture": _photo(found), "rendered_body": _rendered_body(found)}
        found._state.fields_cache |= known
    return found


def live_cards(agency_id: int, ids: Collection[int]) -> list[Story]:
    """Those of the stories that are on the site, in no order, with their photos. One query."""
    statement = f"{_CARDS}{_FROM}{_WHERE.format(', '.join(['%s'] * len(ids)))}"
    found = list(Story.objects.raw(statement, [agency_id, *ids]))
    for story in found:
        story._state.fields_cache["lead_picture"] = _photo(story)
    return found


def _photo(row: Any) -> Picture | None:
    if row.photo_token is None:
        return None
    return Picture(
        id=row.lead_picture_id,
        token=row.photo_token,
        width=row.photo_width,
        height=row.photo_height,
        # Else Wagtail asks for the first of all collections.
        collection_id=None,
    )


def _rendered_body(row: Any) -> RenderedBody | None:
    if row.rendered_row_rendered_with is None:
        return None
    return RenderedBody(
        story_id=row.pk,
        rendered_with=row.rendered_row_rendered_with,
        body=row.rendered_row_body,
        bylines=json.loads(row.rendered_row_bylines),
        tags=json.loads(row.rendered_row_tags),
    )


@dataclass(frozen=True, slots=True)
class Adjacent:
    """Ids of the live stories that stand beside an article, each list latest first."""

    newer: tuple[int, ...] = ()
    older: tuple[int, ...] = ()
    of_topic: tuple[int, ...] = ()


def _list(which: int, condition: str, order: str) -> str:
    # Each is a range of an index with its own end: one sort over all would read the whole section.
    return (
        f"SELECT * FROM (SELECT {which} AS which, first_published_at AS moment, id"  # noqa: S608
        f" FROM stories_story WHERE live AND {condition} ORDER BY {order} LIMIT %s) AS list_{which}"
    )


_NEWER = _list(
    0,
    "section_id = %s AND first_published_at >= %s AND NOT (first_published_at = %s AND id <= %s)",
    "first_published_at, id",
)
_OLDER = _list(
    1,
    "section_id = %s AND first_published_at <= %s AND NOT (first_published_at = %s AND id >= %s)",
    "first_published_at DESC, id DESC",
)
_OF_TOPIC = _list(2, "topic_id = %s AND id <> %s", "first_published_at DESC, id DESC")


def adjacent(
    story_id: int, *, section_id: int | None, topic_id: int | None, moment: dt.datetime | None
) -> Adjacent:
    """What stands beside a story that went live at this moment. One query at most."""
    statements: list[str] = []
    values: list[Any] = []
    if section_id is not None and moment is not None:
        at = connection.ops.adapt_datetimefield_value(moment)
        statements += [_NEWER, _OLDER]
        values += [section_id, at, at, story_id, NEIGHBOURS] * 2
    if topic_id is not None:
        statements.append(_OF_TOPIC)
        values += [topic_id, story_id, OF_TOPIC]
    if not statements:
        return Adjacent()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        rows = sorted(cursor.fetchall(), key=lambda row: row[1:], reverse=True)
    return Adjacent(*(tuple(row[2] for row in rows if row[0] == which) for which in range(3)))
