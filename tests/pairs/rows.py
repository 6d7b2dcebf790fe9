"""All rows of a workshop as the database holds them: read, compared, and put back as they were.

Only what differs is put back, in one transaction, so that a pair costs some tens of milliseconds.
Primary keys are counted on from where they stood: what is made anew has the same ones every time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

Row = tuple[Any, ...]
Rows = dict[str, dict[Any, Row]]
MODELS: list[type[Model]] = [
    model
    for app in ("workshops", "worryzones", "practices", "network")
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
]
FIELDS = {model._meta.db_table: list(model._meta.concrete_fields) for model in MODELS}
KEYS = {table: next(n for n, f in enumerate(fields) if f.primary_key) for table, fields in FIELDS.items()}
COLUMNS = {table: ", ".join(f'"{f.column}"' for f in fields) for table, fields in FIELDS.items()}


def read() -> Rows:
    with connection.cursor() as cursor:
        return {table: {row[KEYS[table]]: row for row in _select(cursor, table)} for table in FIELDS}


def _select(cursor: Any, table: str) -> list[Row]:
    cursor.execute(f'SELECT {COLUMNS[table]} FROM "{table}"')
    found: list[Row] = cursor.fetchall()
    return found


def put_back(wanted: Rows, now: Rows | None = None) -> None:
    """Whatever has been done, the rows are as they were. Foreign keys are looked at when it is over."""
    now = now or read()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in now.items():
            changed = [pk for pk, row in rows.items() if wanted[table].get(pk) != row]
            _delete(cursor, table, changed)
        for table, rows in wanted.items():
            _insert(cursor, table, [row for pk, row in rows.items() if now[table].get(pk) != row])
        _count_on(cursor, wanted)


def _delete(cursor: Any, table: str, keys: list[Any]) -> None:
    if keys:
        column, marks = FIELDS[table][KEYS[table]].column, ", ".join(["%s"] * len(keys))
        cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" IN ({marks})', keys)


def _insert(cursor: Any, table: str, rows: list[Row]) -> None:
    if rows:
        one = f"({', '.join(['%s'] * len(rows[0]))})"
        marks = ", ".join([one] * len(rows))
        cursor.execute(
            f'INSERT INTO "{table}" ({COLUMNS[table]}) VALUES {marks}', list(chain.from_iterable(rows))
        )


def _count_on(cursor: Any, rows: Rows) -> None:
    """The next row gets the next primary key, as if nothing had been in between."""
    if connection.vendor == "sqlite":
        last = [(max(found, default=0), table) for table, found in rows.items() if _counts(table)]
        cursor.executemany("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", last)
    else:
        cursor.execute("; ".join(connection.ops.sequence_reset_sql(no_style(), MODELS)))


def _counts(table: str) -> bool:
    return FIELDS[table][KEYS[table]].get_internal_type() == "BigAutoField"


def empty() -> None:
    put_back({table: {} for table in FIELDS})


# --- comparing ---

BY_CHANCE = {"code", "code_hash", "image", "nonce", "subscriber_id"}  # drawn anew each time
BY_THE_CLOCK = {"created"}
MARKS = {  # whose ids are drawn too
    *("workshops_themevote", "worryzones_ours", "workshops_jokersupport"),
    *("workshops_taskanswer", "workshops_subscriber"),
}
SEATS, LAST_ACT = "worryzones_seat", "workshops_lastact"
WHEN_THERE_IS_TIME = {
    "workshops_pendingerasure"
}  # what is to be written anew in the files, and goes by itself


def told(rows: Rows, before: Rows, *, dealt: bool = False) -> dict[str, Any]:
    """The tables that have changed, without what differs each time; with ``dealt`` not who sits where."""
    changed = {table for table, found in rows.items() if found != before[table]} - WHEN_THERE_IS_TIME
    return {table: _told(table, rows[table].values(), dealt) for table in FIELDS if table in changed}


def _told(table: str, found: Iterable[Row], dealt: bool) -> list[tuple[str, ...]]:
    left_out = BY_CHANCE | BY_THE_CLOCK | ({"id"} if table in MARKS else set())
    if dealt and table == LAST_ACT:
        left_out |= {"details"}
    if dealt and table == SEATS:
        left_out |= {"id", "participant_id"}
    kept = [n for n, field in enumerate(FIELDS[table]) if field.column not in left_out]
    return sorted(tuple(str(row[n]) for n in kept) for row in found)


def differing(one: dict[str, Any], other: dict[str, Any]) -> str:
    """What only the one and only the other have, for whoever reads why a test has failed."""
    lines = []
    for table in FIELDS:
        here, there = Counter(one.get(table, ())), Counter(other.get(table, ()))
        if here != there:
            lines.append(f"  {table}: {list(here - there)} instead of {list(there - here)}")
    return "\n".join(lines)
