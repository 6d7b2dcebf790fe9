"""The map: no package has the outlines of municipalities under a free licence, so areas are tiles.

Each sub-region is a block of tiles that stand by name, as many in a row as make it about square.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from network.queries.histories import History

WIDTH, HEIGHT, GAP = 104, 64, 6
MOST_IN_A_ROW = 3
LETTERS, LINES = 13, 2


@dataclass(frozen=True)
class Tile:
    history: History
    x: int
    y: int

    @property
    def lines(self) -> list[str]:
        return lines_of(self.history.area.name)

    @property
    def look(self) -> str:
        """``recent``: this year or the last one."""
        had = self.history.last_had
        if had:
            return "recent" if had.year >= timezone.localdate().year - 1 else "past"
        return "guest" if self.history.last_joined else "none"


@dataclass(frozen=True)
class Block:
    """Of one sub-region, whose name may be empty. The numbers tell in words what it shows."""

    name: str
    tiles: list[Tile]
    width: int
    height: int
    had: int
    joined: int
    never: int


def blocks(groups: Iterable[tuple[str, list[History]]]) -> list[Block]:
    return [_block(name, rows) for name, rows in groups]


def _block(name: str, rows: list[History]) -> Block:
    across = min(MOST_IN_A_ROW, math.ceil(math.sqrt(len(rows))))
    tiles = [_tile(place, across, history) for place, history in enumerate(rows)]
    had = sum(history.last_had is not None for history in rows)
    joined = sum(history.last_had is None and history.last_joined is not None for history in rows)
    return Block(
        name,
        tiles,
        width=_length(across, WIDTH),
        height=_length(math.ceil(len(rows) / across), HEIGHT),
        had=had,
        joined=joined,
        never=len(rows) - had - joined,
    )


def _tile(place: int, across: int, history: History) -> Tile:
    down, right = divmod(place, across)
    return Tile(history, right * (WIDTH + GAP) + 1, down * (HEIGHT + GAP) + 1)


def _length(count: int, side: int) -> int:
    """With room for half of the outermost lines."""
    return count * (side + GAP) - GAP + 2


def lines_of(name: str) -> list[str]:
    """The name on at most two lines, broken between words or after a hyphen; what finds no room is cut."""
    lines = [""]
    for word in re.findall(r"[^\s-]+-?\s*|-\s*", name):
        if lines[-1] and len((lines[-1] + word).rstrip()) > LETTERS:
            lines.append("")
        lines[-1] += word
    kept = [_cut(line.strip()) for line in lines[:LINES]]
    if len(lines) > LINES:
        kept[-1] = _cut(kept[-1] + "…")
    return kept


def _cut(line: str) -> str:
    return line if len(line) <= LETTERS else line[: LETTERS - 1].rstrip("-… ") + "…"
