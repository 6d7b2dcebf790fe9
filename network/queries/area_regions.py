"""Sub-regions with their areas, as the page folds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from network.queries.histories import History, State

OPENED_BY = 3  # areas that are next
Year = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Counts:
    """How many areas had one of their own, only took part, and neither."""

    had: int
    joined: int
    never: int


def counts_of(histories: Sequence[History]) -> Counts:
    had = sum(history.last_had is not None for history in histories)
    joined = sum(history.last_had is None and history.last_joined is not None for history in histories)
    return Counts(had, joined, len(histories) - had - joined)


@dataclass(frozen=True)
class Region:
    """``rows``: each area with its years, and of each the sign and the words of what there was.

    ``is_open``: there is something to do in it.
    """

    name: str
    rows: list[tuple[History, list[Year]]]
    is_open: bool

    @cached_property
    def counts(self) -> Counts:
        return counts_of([history for history, _cells in self.rows])


def folded(groups: Iterable[tuple[str, list[tuple[History, Any]]]], waiting: list[History]) -> list[Region]:
    """The sub-region of whoever is next comes first, and within it they do; ``waiting`` is in that order.

    Open are those of the very next ones, and those where a day has gone by without its workshop.
    """
    places = {history.area.pk: place for place, history in enumerate(waiting)}

    def place(history: History) -> int:
        return places.get(history.area.pk, len(places))

    telling = _Telling()
    regions = [
        Region(
            name,
            [
                (history, telling.years(cells))
                for history, cells in sorted(rows, key=lambda row: place(row[0]))
            ],
            is_open=any(place(history) < OPENED_BY or history.has_lapsed for history, _cells in rows),
        )
        for name, rows in groups
    ]
    return sorted(regions, key=lambda region: place(region.rows[0][0]))


class _Telling:
    """The same few words stand in hundreds of cells: each is looked up once."""

    def __init__(self) -> None:
        self.labels = {state: str(state.label) for state in State}
        self.names: dict[Any, str] = {}

    def years(self, cells: Any) -> list[Year]:
        return [
            (self.name(column), tuple(self.mark(state, count) for state, count in cell))
            for column, cell in cells
        ]

    def name(self, column: Any) -> str:
        if column not in self.names:
            self.names[column] = column.name
        return self.names[column]

    def mark(self, state: State, count: int) -> tuple[str, str]:
        label = self.labels[state]
        return state.value, f"{label} {count}" if count > 1 else label
