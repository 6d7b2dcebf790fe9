"""How people found it: feedback by sentence, over time and by series; own words; what is noted for next time.

The cells of `workshops.queries.feedback_over_time` are made once for each organisation, whatever is selected.
A selection tells a cell only when all its workshops are in it, so from two selections nobody can reckon what
fewer than five have answered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from django.db.models import Count, QuerySet

from network.models import SeriesWorkshop
from network.queries import scope
from network.queries.selection import Selection
from workshops.course import statements
from workshops.course.statements import Statement
from workshops.models import FeedbackAnswer, NextTime, Organisation, Workshop
from workshops.privacy import MIN_COUNT
from workshops.queries import feedback_over_time
from workshops.queries.feedback_over_time import Cell

CONFIDENCE = 0.95
WORDS_ON_A_PAGE = 40
ORDERS = ("mixed", "latest", "workshop")
OF_WORDS = (  # there are thousands of them, and a workshop has many columns
    "text",
    "workshop__code",
    "workshop__title",
    "workshop__language",
    "workshop__closed_at",
    "workshop__organisation__name",
)


@dataclass(frozen=True)
class Figure:
    """A mean with what it is likely to be if others like these had answered: ``low`` to ``high``, or None.

    ``x``, ``x_low`` and ``x_high`` are where they stand on the picture, whose 1 is at 10 and whose 5 at 210.
    """

    mean: float
    count: int
    low: float | None = None
    high: float | None = None

    @property
    def x(self) -> float:
        return _x(self.mean)

    @property
    def x_low(self) -> float:
        return _x(self.low or self.mean)

    @property
    def x_high(self) -> float:
        return _x(self.high or self.mean)


def _x(score: float) -> float:
    return round(10 + 50 * (score - 1), 1)


def figure_of(cells: Iterable[Cell]) -> Figure | None:
    """None where there is nothing to tell.

    The range is the usual one of a mean (95 %, by the normal distribution), as if each answer had been given
    by itself; people of one workshop are more alike than that, so the truth is somewhat wider.
    """
    count = total = squares = 0
    for cell in cells:
        count, total, squares = count + cell.count, total + cell.sum, squares + cell.squares
    if not count:
        return None
    mean = total / count
    spread = max(0.0, squares / count - mean**2) * count / (count - 1)
    reach_ = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * math.sqrt(spread / count)
    return Figure(mean, count, max(1.0, mean - reach_), min(5.0, mean + reach_))


# --- what a selection may tell ---


def cells_in(selection: Selection) -> dict[str, list[Cell]]:
    """By the key of each sentence, the cells that lie whole in the selection."""
    chosen = set(selection.held.order_by().values_list("pk", flat=True))
    owners = selection.held.order_by().values_list("organisation", flat=True).distinct()
    found = feedback_over_time.cells_of(owners)
    within = {key: [cell for cell in cells if cell.workshops <= chosen] for key, cells in found.items()}
    return {key: cells for key, cells in within.items() if cells}


def told(selection: Selection) -> dict[str, Any]:
    """Each sentence with its figure, its line over time, and its figure in each series."""
    cells = cells_in(selection)
    known = statements_of(selection, cells)
    pictured = feedback_over_time.pictured(known, cells)
    lines = {line.statement.key: line for line in pictured["lines"]}
    series = _series(selection)
    rows = [
        {
            "statement": statement,
            "figure": figure_of(cells[statement.key]),
            "line": lines.get(statement.key),
            "by_series": [(one, figure_of(_of(cells[statement.key], ids))) for one, ids in series],
        }
        for statement in known
    ]
    return {"rows": rows, "series": [one for one, _ids in series], **pictured}


def _of(cells: Iterable[Cell], workshops: set[int]) -> list[Cell]:
    return [cell for cell in cells if cell.workshops <= workshops]


def _series(selection: Selection) -> list[tuple[Any, set[int]]]:
    """Those that have workshops here, unless one has been selected."""
    if selection.series:
        return []
    entries = SeriesWorkshop.objects.filter(workshop__in=selection.held.values("pk"))
    by_series: dict[int, set[int]] = {}
    for series_id, workshop_id in entries.values_list("series", "workshop"):
        by_series.setdefault(series_id, set()).add(workshop_id)
    return [(one, by_series[one.pk]) for one in scope.series(selection.user) if one.pk in by_series]


def statements_of(selection: Selection, cells: dict[str, list[Cell]]) -> list[Statement]:
    """Those with cells: the usual ones first, in the words of the only organisation or in the ready ones."""
    owners = Organisation.objects.filter(pk__in=selection.held.values("organisation"))
    found = feedback_over_time.known_by(owners)
    if len(found) == 1:
        return [statement for statement in found[0] if statement.key in cells]
    usual = statements.read(statements.usual())
    keys = {statement.key for statement in usual}
    own = {one.key: one for every in found for one in every if one.key not in keys}
    return [statement for statement in [*usual, *own.values()] if statement.key in cells]


# --- in people's own words ---


def words(selection: Selection, order: str) -> QuerySet[FeedbackAnswer]:
    """Of workshops in which five or more answered. ``mixed`` is the order of their random ids."""
    answered = FeedbackAnswer.objects.filter(workshop__in=selection.held.values("pk")).order_by()
    counted = answered.values("workshop").annotate(answers=Count("pk"))
    enough = counted.filter(answers__gte=MIN_COUNT)
    found = FeedbackAnswer.objects.filter(workshop__in=enough.values("workshop")).exclude(text="")
    orders = {
        "mixed": ("pk",),
        "latest": ("-workshop__closed_at", "pk"),
        "workshop": ("workshop__title", "workshop", "pk"),
    }
    return found.select_related("workshop__organisation").only(*OF_WORDS).order_by(*orders[order])


def next_times(selection: Selection) -> QuerySet[NextTime]:
    """Of the reader's own organisations alone: facilitators have written it for their coordinators."""
    own = selection.held
    if not selection.user.is_superuser:
        own = own.filter(organisation__in=selection.user.coordinated)
    found = NextTime.objects.filter(workshop__in=own.values("pk")).exclude(text="")
    told = found.select_related("workshop__organisation").only(*OF_WORDS)
    return told.order_by("-workshop__closed_at", "pk")


def waiting(selection: Selection) -> int:
    """In how many closed workshops somebody has answered, but fewer than five."""
    counted = Workshop.objects.filter(pk__in=selection.held.values("pk")).annotate(answers=Count("feedback"))
    return counted.filter(answers__gt=0, answers__lt=MIN_COUNT).count()


def short(selection: Selection) -> dict[str, Any]:
    """For the overview: the mean of everything that was answered."""
    return {"figure": figure_of(cell for cells in cells_in(selection).values() for cell in cells)}
