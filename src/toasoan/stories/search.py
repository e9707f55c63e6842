"""Our own search table over live stories, in the database's full-text index.

Words are indexed folded (without marks) and exact. A query typed with marks ranks stories
that have exactly those marks first; one typed without finds them all (rules.md §6: SQLite's
own diacritics folding misses đ, so the folding is ours).
"""

from dataclasses import dataclass

from django.db import connection

from toasoan.stories.models import SearchText, Story
from toasoan.stories.text import all_words
from toasoan.vietnamese.fold import fold, nfc

#: The most words of a query that are looked at.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One page of answers: story ids in order, and whether there are more."""

    story_ids: tuple[int, ...]
    has_more: bool


def index_story(story: Story) -> None:
    """Put a live story into the search table, in place of what stood there."""
    words = all_words(story)
    exact = " ".join(tokens(words.lower()))
    folded = " ".join(tokens(fold(words)))
    SearchText.objects.update_or_create(
        story=story,
        defaults={
            "agency_id": story.agency_id,
            "published_at": story.first_published_at,
            "folded": folded,
            "exact": exact,
        },
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM stories_searchfts WHERE rowid = %s", [story.pk])
            cursor.execute(
                "INSERT INTO stories_searchfts (rowid, folded, exact) VALUES (%s, %s, %s)",
                [story.pk, folded, exact],
            )


def forget_story(story_id: int) -> None:
    """Take a story out of the search table."""
    SearchText.objects.filter(pk=story_id).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM stories_searchfts WHERE rowid = %s", [story_id])


def rebuild(agency_id: int | None = None) -> int:
    """Index every live story anew; returns how many there are."""
    stories = Story.objects.filter(live=True).prefetch_related("bylines", "tags")
    if agency_id is not None:
        stories = stories.filter(agency_id=agency_id)
    count = 0
    for story in stories.iterator(chunk_size=500):
        index_story(story)
        count += 1
    live = Story.objects.filter(live=True).values("pk")
    for story_id in SearchText.objects.exclude(pk__in=live).values_list("pk", flat=True):
        forget_story(story_id)
    return count


def find_stories(query: str, *, agency_id: int, offset: int = 0, limit: int = 20) -> Found:
    """Ids of live stories with all words of the query, exact marks first, then newest."""
    typed = tokens(nfc(query).lower())[:MOST_WORDS]
    words = tokens(fold(query))[:MOST_WORDS]
    if not words:
        return Found((), has_more=False)
    has_marks = typed != words
    ids = (_find_sqlite if connection.vendor == "sqlite" else _find_postgresql)(
        words, typed if has_marks else [], agency_id, offset, limit + 1
    )
    return Found(tuple(ids[:limit]), has_more=len(ids) > limit)


def tokens(text: str) -> list[str]:
    """Runs of letters and digits; everything else only separates."""
    return "".join(char if char.isalnum() else " " for char in text).split()


def _find_sqlite(
    words: list[str], typed: list[str], agency_id: int, offset: int, limit: int
) -> list[int]:
    folded = " ".join(f'"{word}"' for word in words)
    exact = " ".join(f'"{word}"' for word in typed)
    order = ""
    parameters: list[str | int] = [f"folded : ({folded})", agency_id]
    if typed:
        order = (
            "f.rowid IN (SELECT rowid FROM stories_searchfts WHERE stories_searchfts MATCH %s)"
            " DESC,"
        )
        parameters.append(f"exact : ({exact})")
    sql = f"""
        SELECT s.story_id FROM stories_searchfts f
        JOIN stories_searchtext s ON s.story_id = f.rowid
        WHERE stories_searchfts MATCH %s AND s.agency_id = %s
        ORDER BY {order} s.published_at DESC, s.story_id DESC LIMIT %s OFFSET %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, limit, offset])
        return [row[0] for row in cursor.fetchall()]


def _find_postgresql(
    words: list[str], typed: list[str], agency_id: int, offset: int, limit: int
) -> list[int]:
    order = ""
    parameters: list[str | int] = [" & ".join(f"'{word}'" for word in words), agency_id]
    if typed:
        order = "to_tsvector('simple', exact) @@ to_tsquery('simple', %s) DESC,"
        parameters.append(" & ".join(f"'{word}'" for word in typed))
    sql = f"""
        SELECT story_id FROM stories_searchtext
        WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s) AND agency_id = %s
        ORDER BY {order} published_at DESC, story_id DESC LIMIT %s OFFSET %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, limit, offset])
        return [row[0] for row in cursor.fetchall()]
