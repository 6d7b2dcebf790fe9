"""What has been deleted leaves the database's own files too, as far as SQL reaches.

A write that deletes says so by `leave`, in its transaction. `remove` writes the files anew: on SQLite as
soon as the room has been told, by ``manage.py housekeeping`` on PostgreSQL, which locks a table for that. As
long as it does not succeed the trace stays noted, and is tried again.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField, JSONField, Model, TextField

from workshops.extension import hooks
from workshops.live.threads import run_later
from workshops.models import PendingErasure
from workshops.models.base import Provable

WORDS = (CharField, TextField, JSONField)
LOCK_TIMEOUT = "3s"  # a table is waited for so long, and whoever writes waits behind
# Somebody whose view of the database is older than the newest trace: what they see is copied along.
SOMEBODY_STILL_SEES = """
    SELECT EXISTS (
        SELECT FROM (
            SELECT age(backend_xmin) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND coalesce(datname, current_database()) = current_database()
            UNION ALL SELECT greatest(age(xmin), age(catalog_xmin)) FROM pg_replication_slots
            UNION ALL SELECT age(transaction) FROM pg_prepared_xacts WHERE database = current_database()
        ) AS views(transactions_ago)
        WHERE transactions_ago >= (SELECT min(age(xmin)) FROM workshops_pendingerasure)
    )
"""
# The columns that the planner may take samples of.
SAMPLED = """
    SELECT attname FROM pg_attribute
        WHERE attrelid = %s::regclass AND attnum > 0 AND attstattarget IS DISTINCT FROM 0
"""
_one_at_a_time = Lock()  # of this process, where a write's own removal may still be under way
BUSY_MILLISECONDS = 500  # as much for a reader of SQLite that holds on to what stood before


def schedule() -> None:
    """As a part of a write: what it deletes may be in the files still."""
    PendingErasure.objects.create()
    if connection.vendor == "sqlite":
        transaction.on_commit(lambda: run_later(erase_pending), robust=True)


def erase_pending() -> bool:
    """Writes the database's files anew if something was deleted; whether nothing of it is left."""
    with _one_at_a_time:
        return _remove()


def _remove() -> bool:
    noted = list(PendingErasure.objects.values_list("pk", flat=True))
    if not noted:
        return True
    if connection.in_atomic_block:
        return False
    rewrite = _rewrite_sqlite if connection.vendor == "sqlite" else _rewrite_postgres
    try:
        hooks.run_on_rewrite()
        with connection.cursor() as cursor:
            done = rewrite(cursor)
    except DatabaseError:  # somebody holds on to a table or to the file, or the disk is full
        return False
    if done:
        PendingErasure.objects.filter(pk__in=noted).delete()
    return done


def _models() -> list[type[Model]]:
    """Of all apps that keep what people wrote."""
    configs = [config for config in apps.get_app_configs() if getattr(config, "keeps_words", False)]
    return [model for config in configs for model in config.get_models(include_auto_created=True)]


def _rewrite_sqlite(cursor: Any) -> bool:
    """Into a new file in the order of row ids; those of what people wrote are drawn by chance.

    The write-ahead log is emptied only when nobody reads what stood before: the answer says if not.
    """
    cursor.execute("PRAGMA busy_timeout")
    usual = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    try:
        for model in _models():
            if issubclass(model, Provable):
                cursor.execute(f'UPDATE "{model._meta.db_table}" SET rowid = random()')  # noqa: S608
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _pages, _moved = cursor.fetchone()
        return not busy
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _rewrite_postgres(cursor: Any) -> bool:
    """Each table in the order of its primary key, which is chance for what people wrote.

    Then what the planner has sampled of words goes: setting a column's type takes its statistics away, and
    the table that held them is written anew too. Only the owner of the database may do that.
    """
    cursor.execute(SOMEBODY_STILL_SEES)
    if cursor.fetchone()[0]:
        return False
    cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        for model in _models():
            table = model._meta.db_table
            cursor.execute(f'CLUSTER "{table}" USING "{table}_pkey"')
            cursor.execute(SAMPLED, [table])
            sampled = {column for (column,) in cursor.fetchall()}
            words = [field for field in model._meta.local_concrete_fields if isinstance(field, WORDS)]
            types = [f'ALTER "{f.column}" TYPE {f.db_type(connection)}' for f in words if f.column in sampled]
            if types:
                cursor.execute(f'ALTER TABLE "{table}" {", ".join(types)}')
        return _vacuum_statistics(cursor)
    finally:
        cursor.execute("RESET lock_timeout")


def _vacuum_statistics(cursor: Any) -> bool:
    """PostgreSQL passes over, with a warning, what somebody may not vacuum."""
    file = "SELECT pg_relation_filenode('pg_statistic')"
    cursor.execute(file)
    before = cursor.fetchone()
    cursor.execute("VACUUM (FULL) pg_statistic")
    cursor.execute(file)
    return bool(cursor.fetchone() != before)
