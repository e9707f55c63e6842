"""The full-text indexes over the search table, in each database's own way.

Triggers and generated columns let them follow the table by themselves, also in bulk.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The words come cut and folded, so the tokenizer only separates at spaces: "ascii" takes every
# letter beyond ASCII as part of a word.
SQLITE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        folded, exact, index_tags, content = 'search_document', content_rowid = 'place',
        tokenize = "ascii tokenchars '_'")""",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_index, 'col')",
    """CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index (rowid, folded, exact, index_tags)
        VALUES (new.place, new.folded, new.exact, new.index_tags);
    END""",
    """CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, folded, exact, index_tags)
        VALUES ('delete', old.place, old.folded, old.exact, old.index_tags);
    END""",
    """CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, folded, exact, index_tags)
        VALUES ('delete', old.place, old.folded, old.exact, old.index_tags);
        INSERT INTO search_index (rowid, folded, exact, index_tags)
        VALUES (new.place, new.folded, new.exact, new.index_tags);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_document_changed",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_added",
    "DROP TABLE search_vocabulary",
    "DROP TABLE search_index",
)
# A tsvector made of the words as they are; to_tsvector would cut them once more, its own way.
POSTGRESQL = (
    """CREATE FUNCTION search_vector(words text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(string_agg('''' || word || ''':' || least(place, 16383), ' '), '')::tsvector
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS given (word, place)
        WHERE word <> ''
    $$""",
    """ALTER TABLE search_document
        ADD COLUMN words tsvector GENERATED ALWAYS AS (
            search_vector(folded) || array_to_tsvector(string_to_array(index_tags, ' '))) STORED,
        ADD COLUMN exact_words tsvector GENERATED ALWAYS AS (search_vector(exact)) STORED""",
    # As many words as the language has syllables: the planner must tell a rare one from a common.
    """ALTER TABLE search_document
        ALTER words SET STATISTICS 400, ALTER exact_words SET STATISTICS 400""",
    "CREATE INDEX search_words ON search_document USING gin (words)",
    "CREATE INDEX search_exact_words ON search_document USING gin (exact_words)",
)
POSTGRESQL_BACK = (
    "ALTER TABLE search_document DROP COLUMN words, DROP COLUMN exact_words",
    "DROP FUNCTION search_vector(text)",
)


def make_indexes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_indexes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(
    schema_editor: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]
) -> None:
    # No parameters: Django would take a percent sign for one.
    for sql in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_indexes, drop_indexes)]
