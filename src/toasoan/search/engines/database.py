"""The full-text index of the database: FTS5 on SQLite, GIN on PostgreSQL."""

from typing import Any

from django.db import connection

from toasoan.search.matching import Match, Stretch, exact_tsquery, folded_tsquery, fts5

#: Asked for a few, the planner would rather look at every document, newest first, than in the
#: index, also for a word that stands nowhere (measured at 30,000: 168 ms against 0.1).
_LEAST_ON_POSTGRESQL = 200


_MOST_STEPS = 200


class DatabaseEngine:
    """Walks the index from the newest document and stops when it has enough."""

    def newest(self, match: Match, stretch: Stretch) -> list[int]:
        """The numbers of the newest documents that match, newest first."""
        source, parameters = _sqlite(match) if _is_sqlite() else _postgresql(match)
        # FTS5 walks in order only when its rows are asked for by this name.
        place = "rowid" if _is_sqlite() else "place"
        if stretch.low:
            source, parameters = f"{source} AND {place} >= %s", [*parameters, stretch.low]
        if stretch.high is not None:
            source, parameters = f"{source} AND {place} < %s", [*parameters, stretch.high]
        limit = stretch.limit if _is_sqlite() else max(stretch.limit, _LEAST_ON_POSTGRESQL)
        sql = f"SELECT {place} FROM {source} ORDER BY {place} DESC LIMIT %s"  # noqa: S608  # parameters
        with connection.cursor() as cursor:
            cursor.execute(sql, [*parameters, limit])
            return [row[0] for row in cursor.fetchmany(stretch.limit)]


def counted_words() -> list[tuple[str, int]]:
    """Every exact word of the index and in how many documents it stands: reads all of it."""
    sql = "SELECT term, doc FROM search_vocabulary WHERE col = 'exact'"
    if not _is_sqlite():
        sql = "SELECT word, ndoc FROM ts_stat('SELECT exact_words FROM search_document')"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [(word, documents) for word, documents in cursor.fetchall()]


def tidy() -> None:
    """Put the index in order after very many changes, and let the database learn how it lies."""
    with connection.cursor() as cursor:
        if _is_sqlite():
            _merge(cursor)
        else:
            for index in ("search_words", "search_exact_words"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE search_document")


def _merge(cursor: Any) -> None:
    """Join what lies in pieces, some pages at a time: nobody who writes waits for all of it."""
    for _step in range(_MOST_STEPS):
        before = connection.connection.total_changes
        cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('merge', 500)")
        # SQLite counts this very statement too.
        if connection.connection.total_changes - before <= 1:
            return


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _sqlite(match: Match) -> tuple[str, list[Any]]:
    return "search_index WHERE search_index MATCH %s", [fts5(match)]


def _postgresql(match: Match) -> tuple[str, list[Any]]:
    source, parameters = "search_document WHERE words @@ %s::tsquery", [folded_tsquery(match)]
    if exact := exact_tsquery(match):
        source, parameters = f"{source} AND exact_words @@ %s::tsquery", [*parameters, exact]
    return source, list(parameters)
