"""The order of names in Finnish and Swedish, and finding them: å, ä and ö after z, large and small together.

PostgreSQL sorts and compares by the language that its database was made with, which may be none, and SQLite
by bytes. So both are asked for one key of letters; no collation is relied on that an installation may lack.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Func, Lookup, TextField

COLLATION, KEY = "finnish", "finnish_key"  # which SQLite is taught at each connection
OWN_PLACE = {"å": "{", "ä": "|", "ö": "}"}  # the signs after z
LATIN = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]


def _plain(letter: str) -> str:
    """What it is sorted as: ``é`` as ``e``, ``Å`` as the first sign after z."""
    small = letter.lower()
    return OWN_PLACE.get(small) or unicodedata.normalize("NFD", small)[0]


FROM, TO = "".join(LATIN), "".join(map(_plain, LATIN))
_table = str.maketrans(FROM, TO)


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_table).lower()


def key_in_postgresql(text: str) -> str:
    """The letters stand in the statement: as values, two places in it would be two expressions."""
    return f"TRANSLATE(LOWER({text}), '{FROM}', '{TO}') COLLATE \"C\""


class Alphabetical(Func):
    """For ``order_by`` and ``Meta.ordering``: ``Alphabetical("name")``."""

    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"%(expressions)s COLLATE {COLLATION}", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        key = key_in_postgresql("%(expressions)s")
        return self.as_sql(compiler, connection, template=key, **context)


@CharField.register_lookup
@TextField.register_lookup
class HasLetters(Lookup):
    """``name__letters="ÄIJÄ"`` finds *Äijälä*, where ``icontains`` knows no capital Ä on SQLite."""

    lookup_name = "letters"
    prepare_rhs = False

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        return "%s", [sort_key(str(self.rhs))]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return self._found(compiler, connection, "INSTR({}, %s) > 0", f"{KEY}({{}})".format)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self._found(compiler, connection, "STRPOS({}, %s) > 0", key_in_postgresql)

    def _found(
        self, compiler: Any, connection: Any, condition: str, key_of: Callable[[str], str]
    ) -> tuple[str, list[Any]]:
        text, params = self.process_lhs(compiler, connection)
        _sign, letters = self.process_rhs(compiler, connection)
        return condition.replace("{}", key_of(text)), [*params, *letters]


def teach_sqlite(connection: Any, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)
        connection.connection.create_function(KEY, 1, _key_or_null, deterministic=True)


def _compare(one: str, other: str) -> int:
    first, second = sort_key(one), sort_key(other)
    return (first > second) - (first < second)


def _key_or_null(text: str | None) -> str | None:
    return None if text is None else sort_key(text)
