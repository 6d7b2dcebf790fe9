"""How the server lays out what a room sees at once. Lengths are in ``u``, a hundredth of a screen's width."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from workshops.models import Workshop
from workshops.queries import open_space

MARKET_HEIGHT = 29.7


@dataclass(frozen=True)
class Density:
    """One way to set the marketplace: columns, characters in a line, and how high its parts are.

    ``most_lines`` is where a question is cut; without ``places`` a theme's groups share one line.
    """

    name: str
    columns: int
    characters: int
    heading: float
    group: float
    padding: float
    gap: float
    most_lines: int = 9
    places: bool = True

    def height(self, theme: Any) -> float:
        lines = min(len(wrap(theme.wording, self.characters)), self.most_lines)
        groups = len(theme.open_groups) if self.places else min(1, len(theme.open_groups))
        return self.padding + lines * self.heading + groups * self.group


DENSITIES = (
    Density("airy", 2, 24, heading=3.3, group=4.1, padding=3.0, gap=1.6),
    Density("usual", 3, 18, heading=2.7, group=3.7, padding=3.0, gap=1.6),
    Density("roomy", 3, 19, heading=2.6, group=3.2, padding=2.2, gap=1.3),
    Density("tight", 3, 22, heading=2.3, group=2.7, padding=1.6, gap=1.0),
    Density("tight four", 4, 15, heading=2.3, group=2.7, padding=1.6, gap=1.0),
    Density("packed", 4, 16, heading=2.3, group=2.7, padding=1.0, gap=0.7, most_lines=2),
    Density("packed brief", 4, 16, heading=2.3, group=2.7, padding=1.0, gap=0.7, most_lines=2, places=False),
    Density(
        "packed brief one", 4, 16, heading=2.3, group=2.7, padding=1.0, gap=0.7, most_lines=1, places=False
    ),
)


def market(workshop: Workshop) -> dict[str, Any]:
    """The marketplace as a room sees it: as large as all of it can be."""
    read = open_space.market(workshop)
    return {**read, **arranged(read["themes"])}


def arranged(themes: list[Any]) -> dict[str, Any]:
    """The largest density that holds every theme; the smallest says how many ``more`` there are."""
    for density in DENSITIES:
        columns, more = _in_columns(themes, density)
        if not more:
            break
    return {"density": density.name, "columns": columns, "more": more}


def _in_columns(themes: list[Any], density: Density) -> tuple[list[list[Any]], int]:
    """Each theme goes to the column that is shortest so far; with how many found no room."""
    columns: list[list[Any]] = [[] for _ in range(density.columns)]
    heights = [-density.gap] * density.columns
    for place, theme in enumerate(themes):
        height = density.gap + density.height(theme)
        column = heights.index(min(heights))
        if heights[column] + height > MARKET_HEIGHT:
            return columns, len(themes) - place
        columns[column].append(theme)
        heights[column] += height
    return columns, 0
