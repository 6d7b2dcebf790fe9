"""What indexes the keys of practices: FTS5 on SQLite, a ``tsvector`` with a GIN index on PostgreSQL.

Both are kept by the database itself, so no write can pass them by: triggers keep FTS5's table, the vectors
are generated columns. Neither stems or drops a word: that is done before (`workshops.words`), once for both.
The models know nothing of them: a migration makes them, and so does whoever makes tables without migrations.

PostgreSQL visits the row of each hit, to see whether it stands. So rows are kept narrow: of a document what
is long lies beside the table, and who may read a practice, with what filters count, lies in an index.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func
from django.db.models.expressions import RawSQL

from workshops.words import Asked, folded

NAME = "practices_found"  # of FTS5's tables, which begin so, and of PostgreSQL's index
WEIGHTS = {"title": 6, "about": 3, "rest": 1}  # of a hit in each column of `SearchDocument`
RATES = {"title": "A", "about": "B", "rest": "D"}  # the same in PostgreSQL's letters
READ = "withdrawn, sharing, organisation_id, workshop_id, zones, focus_area, year, theme, created"
_columns = ", ".join(WEIGHTS)
_old, _new = (", ".join(f"{row}.{column}" for column in WEIGHTS) for row in ("old", "new"))


_vector = " || ".join(f"setweight(to_tsvector('simple', {name}), '{rate}')" for name, rate in RATES.items())
_taken_out = (
    f"INSERT INTO practices_found(practices_found, rowid, {_columns}) "  # noqa: S608 - names of our own
    f"VALUES ('delete', old.practice_id, {_old});"
)
_put_in = f"INSERT INTO practices_found(rowid, {_columns}) VALUES (new.practice_id, {_new});"  # noqa: S608

SQLITE = (
    f"CREATE VIRTUAL TABLE practices_found USING fts5({_columns}, content='practices_searchdocument', "
    "content_rowid='practice_id', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER practices_found_in AFTER INSERT ON practices_searchdocument BEGIN {_put_in} END",
    f"CREATE TRIGGER practices_found_out AFTER DELETE ON practices_searchdocument BEGIN {_taken_out} END",
    "CREATE TRIGGER practices_found_anew AFTER UPDATE ON practices_searchdocument "
    f"BEGIN {_taken_out} {_put_in} END",
)
POSTGRESQL = (
    "ALTER TABLE practices_searchdocument SET (toast_tuple_target = 128)",
    "ALTER TABLE practices_searchdocument "
    f"ADD COLUMN found tsvector GENERATED ALWAYS AS ({_vector}) STORED, "
    "ADD COLUMN named tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED",
    "CREATE INDEX practices_found ON practices_searchdocument USING gin (found)",
    "CREATE INDEX practices_named ON practices_searchdocument USING gin (named)",
    f"CREATE INDEX practices_read ON practices_practice (id) INCLUDE ({READ})",
    # nothing of its words is sampled for the planner: a column that others are generated of keeps its samples
    "ALTER TABLE practices_searchdocument "
    + ", ".join(f"ALTER {name} SET STATISTICS 0" for name in (*WEIGHTS, "found", "named")),
)
GONE = {
    "sqlite": ("DROP TABLE IF EXISTS practices_found",),
    "postgresql": (
        "ALTER TABLE practices_searchdocument DROP COLUMN IF EXISTS found, DROP COLUMN IF EXISTS named",
        "DROP INDEX IF EXISTS practices_read",
    ),
}


def make(database: Any) -> None:
    """Makes the index of a database whose tables are there."""
    _execute(database, SQLITE if database.vendor == "sqlite" else POSTGRESQL)


def remove(database: Any) -> None:
    _execute(database, GONE[database.vendor])


def drop_deleted() -> None:
    """FTS5 notes that a word was deleted and keeps it, until its pieces are put together in one.

    SQLite 3.42 could take words out at once (``secure-delete``); most systems have an older one.
    """
    if connection.vendor == "sqlite":
        _execute(connection, ("INSERT INTO practices_found(practices_found) VALUES ('optimize')",))


def _execute(database: Any, statements: Iterable[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class _IsAmong(Func):
    """``id = ANY(ARRAY(SELECT …))``, which looks the words up first. PostgreSQL has no samples of words, and
    of a join, or of a query that it can read beforehand, it would think that most of the library has them.
    """

    template, arg_joiner = "%(expressions)s)", " = ANY(ARRAY"
    output_field = BooleanField()


def matching(rows: Any, words: list[Asked], vendor: str, *, every: bool = True) -> Any:
    """Of these practices those with all the words, or any."""
    wanted = (_expression(words, vendor, every),)
    if vendor == "sqlite":
        hits = "SELECT rowid FROM practices_found WHERE practices_found MATCH %s"
        return rows.filter(pk__in=RawSQL(hits, wanted))  # noqa: S611 - nothing typed is in it
    hits = "SELECT practice_id FROM practices_searchdocument WHERE found @@ (SELECT %s::tsquery)"
    return rows.filter(_IsAmong(F("pk"), RawSQL(hits, wanted)))  # noqa: S611


def having(rows: Any, word: str, vendor: str) -> Any:
    """Of these practices those with this word itself, or with another that is like it."""
    return matching(rows, [Asked(word, (folded(word),), ())], vendor)


def named_first(words: Iterable[Asked], vendor: str) -> tuple[str, list[str]]:
    """To put first those whose name has most of the words: a part of ``ORDER BY``, and its parameters."""
    wanted = [_expression([word], vendor, every=True) for word in words]
    if vendor == "sqlite":
        named = "SELECT rowid FROM practices_found WHERE practices_found MATCH %s"
        wanted = [f"title : ({word})" for word in wanted]
    else:
        named = "SELECT practice_id FROM practices_searchdocument WHERE named @@ (SELECT %s::tsquery)"
    each = [f"CASE WHEN id IN ({named}) THEN 1 ELSE 0 END"] * len(wanted)
    return (f"{' + '.join(each)} DESC, " if each else ""), wanted


def ranks(ids: list[int], words: list[Asked], *, every: bool) -> dict[int, float]:
    """Of these practices: the less, the better."""
    wanted = _expression(words, connection.vendor, every)
    if connection.vendor == "sqlite":
        weights = ", ".join(map(str, WEIGHTS.values()))
        statement = (
            f"SELECT rowid, bm25(practices_found, {weights}) FROM practices_found "  # noqa: S608
            f"WHERE practices_found MATCH %s AND +rowid IN ({', '.join(map(str, ids))})"
        )
        return dict(_rows(statement, wanted))
    statement = (
        "SELECT practice_id, -ts_rank(found, %s::tsquery) FROM practices_searchdocument "
        "WHERE practice_id = ANY(%s)"
    )
    return dict(_rows(statement, wanted, ids))


def _rows(statement: str, *params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[Any] = cursor.fetchall()
        return rows


def _expression(words: list[Asked], vendor: str, every: bool) -> str:
    """Keys hold letters and figures alone, so none of them can say anything to a database."""
    if vendor == "sqlite":
        each = (" OR ".join(_sqlite_key(*key) for key in _alternatives(word)) for word in words)
        return (" AND " if every else " OR ").join(f"({keys})" for keys in each)
    each = (" | ".join(_postgresql_key(*key) for key in _alternatives(word)) for word in words)
    return (" & " if every else " | ").join(f"({keys})" for keys in each)


def _alternatives(word: Asked) -> list[tuple[str, bool]]:
    beginnings = [(key, True) for key in word.beginnings]
    return [*((key, False) for key in word.keys), *beginnings]


def _sqlite_key(key: str, is_beginning: bool) -> str:
    return f'"{key}"*' if is_beginning else f'"{key}"'


def _postgresql_key(key: str, is_beginning: bool) -> str:
    return f"'{key}':*" if is_beginning else f"'{key}'"
