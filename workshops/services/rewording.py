"""Changing the words of a row that two facilitators may change at once, and its place among others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from workshops.queries import versions

Row = TypeVar("Row", bound=Model)


class Overtaken(Exception):
    """Somebody else saved this after the form was read. ``row`` holds their words."""

    def __init__(self, row: Model) -> None:
        self.row = row


def reword(row: Model, *, read: str | None, **fields: Any) -> bool:
    """Whether the row says something else now, and is saved. ``read`` as in `change`."""
    if not change(row, read=read, **fields):
        return False
    row.save(update_fields=list(fields))
    return True


def change(row: Model, *, read: str | None, **fields: Any) -> bool:
    """Whether these fields are other than they were. For a row that was read inside the write.

    ``read`` is the version of these fields that the writer saw; another one raises `Overtaken`, unless the
    words are the same. With None the last one holds.
    """
    standing = versions.version_of(row, fields)
    before = {name: getattr(row, name) for name in fields}
    _set(row, fields)
    if versions.version_of(row, fields) == standing:
        return False
    if read is not None and read != standing:
        _set(row, before)
        raise Overtaken(row)
    return True


def _set(row: Model, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def move(order: Iterable[Row], row: Row, *, place: int, up: bool) -> bool:
    """One place up or down among rows with an ``order``. Whether it has moved.

    ``place`` is where the page showed it, from 1. Where it stands elsewhere by now a colleague was faster,
    often with the very same press, and nothing is done.
    """
    standing = list(order)
    here, there = place - 1, place - 2 if up else place
    if not (0 <= here < len(standing) and 0 <= there < len(standing)) or standing[here] != row:
        return False
    standing[here], standing[there] = standing[there], standing[here]
    number(standing)
    return True


def number(order: Sequence[Any]) -> None:
    """1, 2, 3 … in the database, as the list goes."""
    for place, row in enumerate(order, start=1):
        if row.order != place:
            row.order = place
            row.save(update_fields=["order"])
