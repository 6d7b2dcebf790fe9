"""The order of names in Finnish and Swedish: å, ä and ö come after z, large and small letters together.

PostgreSQL sorts by the language that its database was made with, SQLite by bytes. Both get one collation.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from django.db.models.functions import Collate

COLLATION = "fi-x-icu"  # PostgreSQL brings it; SQLite is taught it at each connection
AFTER_Z = str.maketrans("åäö", "{|}")


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    letters = unicodedata.normalize("NFC", text).casefold().translate(AFTER_Z)
    return "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))


def alphabetical(field: str) -> Collate:
    """For ``order_by`` and ``Meta.ordering``."""
    return Collate(field, COLLATION)


def teach_sqlite(connection: Any, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)


def _compare(one: str, other: str) -> int:
    first, second = (sort_key(one), one), (sort_key(other), other)
    return (first > second) - (first < second)
