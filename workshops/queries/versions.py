"""What somebody has read of a row, so that two who reword it at once do not overwrite each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db.models import Model

from workshops.text import dates


def words_of(row: Model, names: Iterable[str]) -> list[str]:
    """What these fields say now, empty where nothing has been written."""
    return [_plain(getattr(row, name)) for name in names]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value or "")


def version_of(row: Model, names: Iterable[str]) -> str:
    """Changes when one of the fields does."""
    return hashlib.sha256("\n".join(words_of(row, names)).encode()).hexdigest()[:12]


def spoken(row: Model, names: Iterable[str]) -> str:
    """The fields in one line, as one facilitator would tell it to the other."""
    return ", ".join(_spoken(row, name) for name in names if getattr(row, name))


def _spoken(row: Model, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display()) if display else str(value)
