"""A workshop made again of its report: each app makes the rows of its own sections.

Registered by the key of the section. A maker is called inside the transaction in which the workshop is made;
whether the rows give the same report again is looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from workshops.documents.report import schema
from workshops.models import Theme, Workshop

MAX_ROWS = 50_000  # of figures: far more than a room of 500 gives in votes, marks and answers


class TooMany(Exception):
    """The figures of the report, all together, are more than any room has given."""


@dataclass
class Importing:
    """One report while rows are made of it. ``themes`` by the names that they have in it."""

    workshop: Workshop
    report: schema.Report
    moment: datetime
    themes: dict[str, Theme] = field(default_factory=dict)
    rows_left: int = MAX_ROWS

    def data(self, key: str) -> Any:
        return self.report.sections.get(key)

    def rows_for(self, figure: schema.Count) -> int:
        """How many nameless rows tell a figure. A file of two kilobytes may tell of millions: `TooMany`."""
        rows = rows_for(figure)
        self.rows_left -= rows
        if self.rows_left < 0:
            raise TooMany
        return rows


Make = Callable[[Importing, Any], None]
_makers: dict[str, Make] = {}  # a section without one tells of what lives elsewhere, and is not made again


def add(key: str, make: Make) -> None:
    _makers[key] = make


def make_sections(importing: Importing) -> None:
    for key, data in importing.report.sections.items():
        if is_made(key):
            _makers[key](importing, data)


def is_made(key: str) -> bool:
    return key in _makers


def ids_in_order(count: int) -> list[UUID]:
    """What is of one moment is read in the order of its ids."""
    return sorted(uuid4() for _each in range(count))


def rows_for(figure: schema.Count) -> int:
    """How many nameless rows tell a figure; one of them, that it is one to four."""
    return 1 if figure is None else figure
