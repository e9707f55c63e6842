"""Which stories belong together by their tags."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

#: Tags of a story that are looked at, and the newest stories of each.
MOST_TAGS = 6
_POOL = 40


def related_ids(tag_ids: Iterable[int], *, but: int, limit: int) -> list[int]:
    """Stories that share the most of these tags, the newest first among equals. One query.

    Drafts may be among them. Only the newest stories of each tag are looked at, so a tag that
    stands beneath every story costs no more than a rare one.
    """
    tags = list(tag_ids)[:MOST_TAGS]
    if not tags:
        return []
    one = (
        "SELECT * FROM (SELECT content_object_id FROM stories_taggedstory WHERE tag_id = %s"
        " AND content_object_id <> %s ORDER BY content_object_id DESC LIMIT %s) AS of_tag"
    )
    values = [value for tag in tags for value in (tag, but, _POOL)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(tags)), values)
        shared = Counter(row[0] for row in cursor.fetchall())
    best = sorted(shared, key=lambda story_id: (shared[story_id], story_id), reverse=True)
    return best[:limit]
