"""Which stories belong together by their tags."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

#: Tags of a story that are looked at, and the newest stories of each.
MOST_TAGS = 6
_POOL = 40


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
