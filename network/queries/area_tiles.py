"""The map: no package has the outlines of municipalities under a free licence, so areas are tiles.

Each sub-region is a block of tiles that stand by name, as many in a row as make it about square.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from network.queries.area_regions import Counts, counts_of
from network.queries.histories import History, State

MAX_IN_A_ROW = 3
FITS = 10  # letters that find room on a tile of the smallest phone
HYPHEN = "\u00ad"  # that is seen where a line ends, and nowhere else
# Where the names of areas are put together of two words, and the letters at which a syllable may begin.
JOINTS = re.compile(r"(?<=\w{3})(?=(?:alue|kaupunki|kunta|yhtymä|område|landskap|kommun|regionen)\w*$)")
SYLLABLES = re.compile(r"(?<=\w{3})(?=[bcdfghjklmnpqrstvwxzšž][aeiouyåäöüõ]\w{2})", re.IGNORECASE)


class Tile(NamedTuple):
    """``sign``, ``words`` and ``year`` of its last workshop, the ``year`` empty where there was none.

    ``planned``: the year of the one that is to come, or empty. ``look``: how its ground is.
    """

    name: str
    look: str
    sign: str
    words: str
    year: str
    planned: str


@dataclass(frozen=True)
class Block:
    """Of one sub-region, whose name may be empty."""

    name: str
    tiles: list[Tile]
    counts: Counts

    @property
    def across(self) -> int:
        return min(MAX_IN_A_ROW, math.ceil(math.sqrt(len(self.tiles))))


def blocks(groups: Iterable[tuple[str, list[History]]]) -> list[Block]:
    since = timezone.localdate().year - 1
    return [
        Block(name, [_tile(history, since) for history in rows], counts_of(rows)) for name, rows in groups
    ]


def _tile(history: History, since: int) -> Tile:
    """The ground is coloured when the last one of its own was in the year ``since`` or later."""
    planned = str(history.planned.year) if history.planned else ""
    name = parted(history.area.name)
    if had := history.last_had:
        look = "recent" if had.year >= since else "past"
        return Tile(name, look, State.HAD.value, str(State.HAD.label), str(had.year), planned)
    if joined := history.last_joined:
        return Tile(name, "guest", State.JOINED.value, str(State.JOINED.label), str(joined.year), planned)
    return Tile(name, "none", "none", _("no workshop"), "", planned)


def parted(name: str) -> str:
    """With places where a line may end in words that are too long for one: browsers know no Finnish."""
    return re.sub(r"\w+", lambda word: _parted(word[0]), name)


def _parted(word: str) -> str:
    parts = JOINTS.split(word) if len(word) > FITS else [word]
    return HYPHEN.join(SYLLABLES.sub(HYPHEN, part) if len(part) > FITS else part for part in parts)
