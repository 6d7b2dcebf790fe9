"""How the server lays out what a room sees at once. Lengths are in ``u``, a hundredth of a screen's width."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from workshops.models import Workshop
from workshops.queries import open_space

MARKET_HEIGHT = 30.5


@dataclass(frozen=True)
class Density:
    """One way to set the marketplace: columns, characters in a line, and how high its lines are."""

    name: str
    columns: int
    characters: int
    heading: float
    group: float
    padding: float
    most_lines: int = 9


DENSITIES = (
    Density("airy", 2, 24, heading=3.3, group=4.1, padding=4.6),
    Density("usual", 3, 17, heading=2.7, group=3.7, padding=4.6),
    Density("tight", 3, 22, heading=2.3, group=2.8, padding=2.8),
    Density("packed", 4, 16, heading=2.3, group=2.5, padding=2.4, most_lines=2),
)


def market(workshop: Workshop) -> dict[str, Any]:
    """The marketplace as a room sees it: as large as all of it can be."""
    read = open_space.market(workshop)
    density, columns = arranged(read["themes"])
    return {**read, "density": density.name, "columns": columns}


def arranged(themes: list[Any]) -> tuple[Density, list[list[Any]]]:
    """The largest density that holds every theme, and the themes in its columns; else the smallest."""
    tries = [(density, *_in_columns(themes, density)) for density in DENSITIES]
    fitting = [(density, columns) for density, columns, height in tries if height <= MARKET_HEIGHT]
    return fitting[0] if fitting else (tries[-1][0], tries[-1][1])


def _in_columns(themes: list[Any], density: Density) -> tuple[list[list[Any]], float]:
    """Each theme goes to the column that is shortest so far; with the height of the longest."""
    columns: list[list[Any]] = [[] for _ in range(density.columns)]
    heights = [0.0] * density.columns
    for theme in themes:
        place = heights.index(min(heights))
        columns[place].append(theme)
        heights[place] += _height(theme, density)
    return columns, max(heights)


def _height(theme: Any, density: Density) -> float:
    lines = min(ceil(len(theme.wording) / density.characters), density.most_lines)
    groups = len(theme.open_groups)
    return density.padding + lines * density.heading + groups * density.group
