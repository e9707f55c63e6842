"""The full-text index of the newsroom's stories, in each database's own way."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        # The words are folded before they come here, so the tokenizer must not fold again.
        schema_editor.execute(
            "CREATE VIRTUAL TABLE stories_newsroomfts USING fts5("
            'folded, exact, tokenize = "unicode61 remove_diacritics 0")'
        )
        return
    for column in ("folded", "exact"):
        schema_editor.execute(
            f"CREATE INDEX stories_newsroom_{column} ON stories_newsroomindexentry "
            f"USING gin (to_tsvector('simple', {column}))"
        )


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE stories_newsroomfts")
        return
    for column in ("folded", "exact"):
        schema_editor.execute(f"DROP INDEX stories_newsroom_{column}")


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
