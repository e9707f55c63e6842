"""A live story, the cards of others, and which stories stand next to it or share its tags.

The story and the cards are Django's: a query set made once a process, narrowed for each page, is
0.38 ms of an uncached page, where a statement by hand was 0.13 and Django's usual way 0.55. Two
statements are written by hand, the only ones of this room beside those of its full-text index:
`adjacent`, because SQLite takes no ranges in a union from Django (three queries, 1.0 ms more), and
`related_ids`, which looks at a few rows of each tag's index. Measured with `script/bench story`
(docs/measurements.md, docs/decisions/0026).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from toasoan.media.models import Picture
from toasoan.stories.models import Story
from toasoan.stories.story_fields import story_fields

#: How many stories of its section an article shows on either side of its own.
NEIGHBOURS = 4
#: How many others of its topic.
OF_TOPIC = 4
#: Tags of a story that are looked at, and the newest stories of each.
MOST_TAGS = 6
_POOL = 40

#: What pages need of a story besides the fields of its text.
_FACTS = (
    "agency", "unit", "live", "has_video", "first_published_at", "last_published_at",
    "lead_alternative_text",
    *(f"lead_picture__{name}" for name in Picture.SHOWN),
)  # fmt: skip
_BODY = tuple(f"rendered_body__{name}" for name in ("rendered_with", "body", "bylines", "tags"))


def live_story(agency_id: int, story_id: int) -> Story | None:
    """A story on the site with its rendered body and its photo, or None. One query.

    Its blocks are fetched when somebody asks for them.
    """
    return next(iter(_page_rows().filter(agency_id=agency_id, pk=story_id)), None)


def live_cards(agency_id: int, ids: Collection[int]) -> list[Story]:
    """Those of the stories that are on the site, in no order, with their photos. One query."""
    return list(_card_rows().filter(agency_id=agency_id, pk__in=ids))


@cache
def _page_rows() -> QuerySet[Story]:
    fields = (field.name for field in story_fields() if field.is_single)
    rows: QuerySet[Story] = Story.objects.filter(live=True).only(*_FACTS, *fields, *_BODY)
    return rows.select_related("lead_picture", "rendered_body")


@cache
def _card_rows() -> QuerySet[Story]:
    fields = (field.name for field in story_fields() if field.on_cards)
    rows: QuerySet[Story] = Story.objects.filter(live=True).only(*_FACTS, *fields)
    return rows.select_related("lead_picture")


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


def related_ids(tag_ids: Iterable[int], *, agency_id: int, but: int, limit: int) -> list[int]:
    """Live stories that share the most of these tags, the newest first among equals. One query.

    Only the newest stories of each tag are looked at, so a tag that stands beneath every story
    costs no more than a rare one.
    """
    tags = list(tag_ids)[:MOST_TAGS]
    if not tags:
        return []
    one = (
        "SELECT * FROM (SELECT content_object_id FROM stories_taggedstory WHERE tag_id = %s"
        " AND content_object_id <> %s ORDER BY content_object_id DESC LIMIT %s) AS of_tag"
    )
    values = [value for tag in tags for value in (tag, but, _POOL)]
    tagged = " UNION ALL ".join([one] * len(tags))
    live = (
        f"SELECT content_object_id FROM ({tagged}) AS tagged"  # noqa: S608  # placeholders only
        " JOIN stories_story s ON s.id = content_object_id WHERE s.live AND s.agency_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(live, [*values, agency_id])
        shared = Counter(row[0] for row in cursor.fetchall())
    best = sorted(shared, key=lambda story_id: (shared[story_id], story_id), reverse=True)
    return best[:limit]
