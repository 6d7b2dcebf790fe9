"""Even treatment: which areas have had a workshop, took part in one or have one coming, and who is next.

An area that has become part of another is told with it: the one that stands carries the history of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.queries import area_regions
from network.queries.area_histories import histories_of
from network.queries.histories import History, State
from network.queries.selection import Selection
from workshops.text.collation import sort_key

MAX_COLUMNS = 6
NEXT_SHOWN = 8
STATES = tuple(State)
Cells = list[tuple["Column", list[tuple[State, int]]]]


@dataclass(frozen=True)
class Column:
    """A year, or with ``is_earlier`` all up to it."""

    year: int
    is_earlier: bool = False

    @property
    def name(self) -> str:
        return _("until %(year)s") % {"year": self.year} if self.is_earlier else str(self.year)

    def holds(self, year: int) -> bool:
        return year <= self.year if self.is_earlier else year == self.year


def told(selection: Selection) -> dict[str, Any]:
    histories = histories_of(selection)
    columns = columns_of(selection, histories)
    groups = grouped(histories)
    waiting = in_turn(history for history in histories if not history.planned)
    place_of = _places(columns, histories)
    in_years = [(name, [(row, _cells(row, columns, place_of)) for row in rows]) for name, rows in groups]
    return {
        "columns": columns,
        "groups": in_years,
        "regions": area_regions.folded(in_years, waiting),
        "blocks": groups,
        "total": len(histories),
        "next": waiting[:NEXT_SHOWN],
        "later": waiting[NEXT_SHOWN:],
        "planned": in_turn(history for history in histories if history.planned),
        "merged": [history for history in histories if history.merged],
    }


def short(selection: Selection) -> dict[str, Any]:
    """For the overview: how many there are, how many have had none, and the next three."""
    histories = histories_of(selection, with_turns=False)
    waiting = in_turn(history for history in histories if not history.planned)
    without = sum(history.last_had is None for history in histories)
    return {"count": len(histories), "without": without, "next": waiting[:3]}


# --- in which order ---


def in_turn(histories: Iterable[History]) -> list[History]:
    """Who never had one of their own first, then who has been away longest."""
    never = date.min

    def away(history: History) -> tuple[Any, ...]:
        return (history.last_had or never, history.last_joined or never, sort_key(history.area.name))

    return sorted(histories, key=away)


def grouped(histories: Iterable[History]) -> list[tuple[str, list[History]]]:
    """By sub-region, both by name; those without one last, under an empty name."""
    groups: dict[str, list[History]] = {}
    for history in histories:
        groups.setdefault(history.region, []).append(history)
    return sorted(groups.items(), key=lambda group: (not group[0], sort_key(group[0])))


def columns_of(selection: Selection, histories: Iterable[History]) -> list[Column]:
    """Every year from the first to the last, this one too; the earliest are put together when they are many.

    What is selected of years chooses the column: the list of who is next knows them all.
    """
    if selection.year:
        return [Column(selection.year)]
    years = _years(histories) | {timezone.localdate().year}
    first, last = min(years), max(years)
    if last - first < MAX_COLUMNS:
        return [Column(year) for year in range(first, last + 1)]
    border = last - MAX_COLUMNS + 1
    return [Column(border, is_earlier=True), *(Column(year) for year in range(border + 1, last + 1))]


def _years(histories: Iterable[History]) -> set[int]:
    return {event.held.year for history in histories for event in history.events}


def _places(columns: list[Column], histories: Iterable[History]) -> dict[int, int]:
    """By year the place of its column; a year may have none."""
    return {
        year: place
        for year in _years(histories)
        for place, column in enumerate(columns)
        if column.holds(year)
    }


def _cells(history: History, columns: list[Column], place_of: dict[int, int]) -> Cells:
    """Of each column the states that there are, with how many."""
    counts = history.counts(place_of)
    return [
        (column, [(state, count) for state in STATES if (count := counts[place, state])])
        for place, column in enumerate(columns)
    ]
