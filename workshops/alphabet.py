"""The order of names in Finnish and Swedish: å, ä and ö come after z, large and small letters together.

PostgreSQL sorts by the language that its database was made with, which may be none, and SQLite by bytes. So
both are asked for one key of letters; no collation is relied on that an installation may not have.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import Func

COLLATION = "finnish"  # which SQLite is taught at each connection
OWN_PLACE = {"å": "{", "ä": "|", "ö": "}"}  # the signs after z
LATIN = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]


def _plain(letter: str) -> str:
    """What it is sorted as: ``é`` as ``e``, ``Å`` as the first sign after z."""
    small = letter.lower()
    return OWN_PLACE.get(small) or unicodedata.normalize("NFD", small)[0]


FROM, TO = "".join(LATIN), "".join(map(_plain, LATIN))
_table = str.maketrans(FROM, TO)


def sort_key(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(_table)


class Alphabetical(Func):
    """For ``order_by`` and ``Meta.ordering``: ``Alphabetical("name")``."""

    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"%(expressions)s COLLATE {COLLATION}", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Letters of our own stand in the statement: as values, two places in it would be two expressions."""
        key = f"TRANSLATE(LOWER(%(expressions)s), '{FROM}', '{TO}') COLLATE \"C\""
        return self.as_sql(compiler, connection, template=key, **context)


def teach_sqlite(connection: Any, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)


def _compare(one: str, other: str) -> int:
    first, second = sort_key(one), sort_key(other)
    return (first > second) - (first < second)
