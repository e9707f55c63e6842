"""Live stories are found in the one search table (`toasoan.search`); their rows move there."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STORY, STORY_NUMBER = "story", 1
BEGINNING = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
BATCH = 500


def move_rows(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Readers find everything at once; whole extracts come when the table has been built anew,
    which the row in `Rebuild` asks for (`toasoan manage synchronise`). Can be run twice."""
    document, rebuild = (apps.get_model("search", name) for name in ("Document", "Rebuild"))
    batch = []
    for row in _rows(apps):
        batch.append(_document(document, row))
        if len(batch) == BATCH:
            document.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    document.objects.bulk_create(batch, ignore_conflicts=True)
    if apps.get_model("units", "Agency").objects.exists():
        rebuild.objects.get_or_create(kind=STORY)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS stories_searchfts")


def _rows(apps: StateApps) -> Iterator[Any]:
    rows = apps.get_model("stories", "SearchText").objects.select_related("story")
    return rows.order_by("pk").iterator(chunk_size=BATCH)


def _document(document: Any, row: Any) -> Any:
    story = row.story
    seconds = max(0, int((row.published_at - BEGINNING).total_seconds()))
    marks = [f"_a{row.agency_id}", f"_u{story.unit_id}", f"_k{STORY}", f"_f{story.genre}"]
    marks += [f"_s{story.section_id}"] if story.section_id else []
    return document(
        place=seconds << 32 | STORY_NUMBER << 28 | story.pk,
        agency_id=row.agency_id,
        kind=STORY,
        object_id=story.pk,
        form=story.genre,
        section_id=story.section_id,
        unit_id=story.unit_id,
        published_at=row.published_at,
        title=story.headline,
        text=story.standfirst,
        folded=row.folded,
        exact=row.exact,
        marks=" ".join(marks),
    )


class Migration(migrations.Migration):
    dependencies = [("stories", "0013_genre_index"), ("search", "0002_indexes")]
    operations = [
        # Its rows have just been copied, and all of them can be made from the stories again.
        migrations.RunPython(move_rows, migrations.RunPython.noop),
        migrations.DeleteModel("SearchText"),
    ]
