"""How what comes up changes: by half-year, of the workshops that were held in it, how many had each theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from network.queries.selection import HELD_IN, Selection
from network.queries.themes import Row
from workshops.queries.feedback_over_time import Period, half_of

MIN_WORKSHOPS, MAX_THEMES = 5, 8
WIDTH, HEIGHT, WIDEST = 640, 96, 56  # of a picture, its tallest bar, and its widest one


@dataclass(frozen=True)
class Bar:
    """One half-year of one theme: ``had`` of its ``held`` workshops. The rest is where it stands."""

    half: str
    had: int
    held: int
    x: float
    width: float
    height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def label_y(self) -> float:
        return self.y - 5

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Course:
    row: Row
    bars: list[Bar]

    @property
    def told(self) -> str:
        """The picture in words."""
        words = _("%(half)s: %(had)s of %(held)s workshops")
        return "; ".join(words % {"half": bar.half, "had": bar.had, "held": bar.held} for bar in self.bars)


def over_time(selection: Selection, rows: Iterable[Row]) -> list[Course]:
    """Of the themes that most workshops have; nothing while fewer than five workshops were held."""
    halves: dict[tuple[int, bool], set[int]] = {}
    for workshop, at in selection.held.order_by().annotate(at=HELD_IN).values_list("pk", "at"):
        halves.setdefault(half_of(at), set()).add(workshop)
    if sum(map(len, halves.values())) < MIN_WORKSHOPS:
        return []
    return [Course(row, _bars(row.workshops, halves)) for row in list(rows)[:MAX_THEMES]]


def _bars(workshops: set[int], halves: dict[tuple[int, bool], set[int]]) -> list[Bar]:
    """Side by side in the order of time. A half-year without any workshop has no bar, and its room."""
    first, last = (2 * year + autumn for year, autumn in (min(halves), max(halves)))
    step = WIDTH / (last - first + 1)
    width = min(WIDEST, step * 0.7)
    return [
        _bar(half, workshops & held, held, step * (2 * half[0] + half[1] - first), step, width)
        for half, held in sorted(halves.items())
    ]


def _bar(half: tuple[int, bool], had: set[int], held: set[int], x: float, step: float, width: float) -> Bar:
    place: dict[str, Any] = {"x": round(x + (step - width) / 2, 1), "width": round(width, 1)}
    height = round((HEIGHT - 20) * len(had) / len(held), 1)
    return Bar(Period(*half).name, len(had), len(held), **place, height=height)
