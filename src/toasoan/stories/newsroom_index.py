"""The latest words of every story, published or not: what the newsroom's lists show and find.

A list must not open revisions to learn a headline, and the public's search table knows only
what is live. So the words that a list needs stand in a table of their own, written in the
transaction that saves the text (docs/decisions/0015).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from toasoan.search.matching import Match, all_of, fts5
from toasoan.search.words import MOST_WORDS, indexed
from toasoan.stories.models import NewsroomIndexEntry, Story
from toasoan.stories.story_fields import story_fields
from toasoan.stories.text import field_words


def write_index_entry(story: Story) -> None:
    """Write down the story's latest words in place of what stood there.

    Call it in the transaction that saved the revision.
    """
    revision = story.latest_revision
    text: Story = revision.as_object() if revision else story
    words = indexed(_words(story, text))
    NewsroomIndexEntry.objects.update_or_create(
        story=story,
        defaults={
            "revision_id": story.latest_revision_id,
            "headline": text.headline,
            "section_id": text.section_id,
            "genre": text.genre,
            "folded": words.folded,
            "exact": words.exact,
        },
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM stories_newsroomfts WHERE rowid = %s", [story.pk])
            cursor.execute(
                "INSERT INTO stories_newsroomfts (rowid, folded, exact) VALUES (%s, %s, %s)",
                [story.pk, words.folded, words.exact],
            )


def _words(story: Story, text: Story) -> str:
    """What the newsroom's lists find a story by: declared fields, author, unit and number."""
    unit = story.unit
    fields = (field_words(text, field) for field in story_fields() if field.in_newsroom_index)
    parts = (*fields, str(story.author), unit.name, unit.short_name, str(story.pk))
    return "\n".join(part for part in parts if part)


def refresh_index_entry(story: Story) -> None:
    """Write the story's entry unless it is of the latest revision already."""
    known = NewsroomIndexEntry.objects.filter(story=story, revision_id=story.latest_revision_id)
    if not known.exists():
        write_index_entry(story)


def latest_headlines(story_ids: Collection[int]) -> dict[int, str]:
    """The latest headlines of these stories; empty where there is none yet."""
    rows = NewsroomIndexEntry.objects.filter(pk__in=story_ids)
    return dict(rows.values_list("pk", "headline"))


def rebuild_newsroom_index() -> int:
    """Write the words of every story anew; returns how many stories there are."""
    return _index_each(Story.objects.all())


def index_missing_stories() -> int:
    """Write the words of stories that have none yet, after a migration."""
    return _index_each(Story.objects.filter(newsroom_index__isnull=True))


def _index_each(stories: QuerySet[Story]) -> int:
    count = 0
    rows = stories.select_related("latest_revision", "author", "unit").order_by("pk")
    for story in rows.iterator(chunk_size=500):
        write_index_entry(story)
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class IdSpan:
    """A stretch of a list that goes by the stories' numbers.

    Newest first and below a number, or, with `above`, oldest first and above one.
    """

    limit: int
    below: int | None = None
    above: int | None = None


def matches(query: str) -> tuple[Match, ...]:
    """What to look for, best first; empty when the query holds no letter or digit."""
    words = indexed(query, most=MOST_WORDS)
    folded, exact = (
        tuple((word,) for word in form.split()) for form in (words.folded, words.exact)
    )
    if not folded:
        return ()
    if exact == folded:
        return (Match(folded),)
    return (Match(folded, exact, wants_exact=True), Match(folded, exact))


def find_story_ids(match: Match, among: QuerySet[Any], span: IdSpan) -> list[int]:
    """Ids of matching stories within the span; the primary keys of `among` are story ids.

    The index is walked by number and each hit is looked up in `among`: a word that stands in
    every story costs no more than a rare one (measured, docs/decisions/0015).
    """
    here = RawSQL("hit.story_id", [])  # the outer table of the statement below
    try:
        inner, inner_values = among.filter(pk=here).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        # A person without any seat: the conditions leave nothing to ask for.
        return []
    parameters: list[Any]
    source, parameters = _hits(match)
    bound, order = "", "DESC"
    if span.below is not None:
        bound, parameters = "AND hit.story_id < %s", [*parameters, span.below]
    if span.above is not None:
        bound, order, parameters = "AND hit.story_id > %s", "ASC", [*parameters, span.above]
    sql = f"""
        SELECT hit.story_id FROM {source} {bound} AND EXISTS ({inner})
        ORDER BY hit.story_id {order} LIMIT %s"""  # noqa: S608  # the query's words are parameters
    if connection.vendor == "sqlite":
        # The index knows its rows by rowid, and walks in order only when asked by that name.
        sql = sql.replace("hit.story_id", "hit.rowid")
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *inner_values, span.limit])
        return [row[0] for row in cursor.fetchall()]


def _hits(match: Match) -> tuple[str, list[Any]]:
    """The table and the condition of the words, in each database's own way."""
    if connection.vendor == "sqlite":
        return "stories_newsroomfts AS hit WHERE stories_newsroomfts MATCH %s", [fts5(match)]
    condition = "to_tsvector('simple', hit.{}) @@ to_tsquery('simple', %s)"
    source, parameters = (
        f"stories_newsroomindexentry AS hit WHERE {condition.format('folded')}",
        [all_of(match.folded)],
    )
    if match.exact:
        source += f" AND {'' if match.wants_exact else 'NOT '}{condition.format('exact')}"
        parameters.append(all_of(match.exact))
    return source, list(parameters)
