"""What indexes the keys of practices: FTS5 on SQLite, a ``tsvector`` with a GIN index on PostgreSQL.

Both are kept by triggers of the database itself, so no write can pass them by. Neither stems or drops a
word: that is done before, once for both (`workshops.text.words`). The models know nothing of them: a
migration makes them, and so does whoever makes tables without migrations.

PostgreSQL visits the row of each hit, so all that a search asks of it stands there: who may read it, what
filters count, the vectors, and the areas, of which there is a table beside. Rows are narrow: what is long of
them lies elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func
from django.db.models.expressions import RawSQL

from practices.models.reading import Kept
from workshops.text.words import Asked, folded

NAME = "practices_found"  # of FTS5's tables, which begin so, and of PostgreSQL's index
WEIGHTS = {"title": 6, "about": 3, "rest": 1}  # of a hit in each column of `SearchDocument`
RATES = {"title": "A", "about": "B", "rest": "D"}  # the same in PostgreSQL's letters
_columns = ", ".join(WEIGHTS)
_old, _new = (", ".join(f"{row}.{column}" for column in WEIGHTS) for row in ("old", "new"))


_vector = " || ".join(
    f"setweight(to_tsvector('simple', new.{name}), '{rate}')" for name, rate in RATES.items()
)
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
# Of a practice that came into the library, changed or left it; and of all whose areas one statement changed.
# Their rows are locked first: what somebody else wrote in the same instant is read when they have committed.
_KEEPS_FOUND = f"""
    CREATE FUNCTION practices_keep_found() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            UPDATE practices_practice SET found = NULL, named = NULL WHERE id = old.practice_id;
        ELSE
            UPDATE practices_practice SET found = {_vector}, named = to_tsvector('simple', new.title)
                WHERE id = new.practice_id;
        END IF;
        RETURN NULL;
    END $$
"""  # noqa: S608 - names of our own
_KEEPS_AREAS = """
    CREATE FUNCTION practices_keep_areas() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM 1 FROM practices_practice WHERE id IN (SELECT practice_id FROM changed)
            ORDER BY id FOR NO KEY UPDATE;
        UPDATE practices_practice SET took_part = ARRAY(
            SELECT area_id FROM practices_practice_areas WHERE practice_id = practices_practice.id ORDER BY 1
        ) WHERE id IN (SELECT practice_id FROM changed);
        RETURN NULL;
    END $$
"""
POSTGRESQL = (
    "ALTER TABLE practices_practice SET (toast_tuple_target = 128)",
    "ALTER TABLE practices_practice "
    "ADD COLUMN found tsvector, ADD COLUMN named tsvector, ADD COLUMN took_part bigint[]",
    "ALTER TABLE practices_practice ALTER theme SET STORAGE MAIN, ALTER took_part SET STORAGE MAIN",  # read
    "CREATE INDEX practices_found ON practices_practice USING gin (found)",
    "CREATE INDEX practices_named ON practices_practice USING gin (named)",
    _KEEPS_FOUND,
    "CREATE TRIGGER practices_keep_found AFTER INSERT OR UPDATE OR DELETE ON practices_searchdocument "
    "FOR EACH ROW EXECUTE FUNCTION practices_keep_found()",
    _KEEPS_AREAS,
    *(
        f"CREATE TRIGGER practices_keep_areas_{act} AFTER {act} ON practices_practice_areas "
        f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION practices_keep_areas()"
        for act, rows in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD"))
    ),
    # nothing of its words is sampled for the planner
    *(
        f"ALTER TABLE {table} " + ", ".join(f"ALTER {name} SET STATISTICS 0" for name in names)
        for table, names in (
            ("practices_searchdocument", WEIGHTS),
            ("practices_practice", ("found", "named")),
        )
    ),
)
GONE = {
    "sqlite": ("DROP TABLE IF EXISTS practices_found",),
    "postgresql": (
        "DROP FUNCTION IF EXISTS practices_keep_found, practices_keep_areas CASCADE",
        "ALTER TABLE practices_practice DROP COLUMN IF EXISTS found, DROP COLUMN IF EXISTS named, "
        "DROP COLUMN IF EXISTS took_part",
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


class _HasWords(Func):
    """PostgreSQL has no samples of words. Of a query that it can read beforehand, which a ``SELECT`` is not,
    it would think that most of the library has them.
    """

    template, arg_joiner = "%(expressions)s", " @@ "
    output_field = BooleanField()


def matching(rows: Any, words: list[Asked], vendor: str, *, every: bool = True) -> Any:
    """Of these practices those with all the words, or any."""
    wanted = (_expression(words, vendor, every),)
    if vendor == "sqlite":
        hits = "SELECT rowid FROM practices_found WHERE practices_found MATCH %s"
        return rows.filter(pk__in=RawSQL(hits, wanted))  # noqa: S611 - nothing typed is in it
    return rows.filter(_HasWords(Kept("found"), RawSQL("SELECT %s::tsquery", wanted)))


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
        named = "SELECT id FROM practices_practice WHERE named @@ (SELECT %s::tsquery)"
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
    statement = "SELECT id, -ts_rank(found, %s::tsquery) FROM practices_practice WHERE id = ANY(%s)"
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
