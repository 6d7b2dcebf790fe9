"""Reads about an organisation's feedback over time, by the key of each sentence.

Every figure is made of cells: what five or more people of one closed workshop answered to one sentence, or,
where fewer did, of several workshops in the order in which they closed until they are five. A cell is told
whole or not at all, and no answer is in two; so whatever is subtracted from whatever, at least five remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Max, Sum
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from workshops import privacy
from workshops.course import phases, statements
from workshops.course.statements import Statement
from workshops.models import FeedbackScore, Organisation, Workshop

SECOND_HALF = 8  # month
WIDTH, LEFT, RIGHT, TOP, STEP = 640, 40, 24, 20, 38  # of the picture


@dataclass(frozen=True)
class Cell:
    """What five or more answered to one sentence in these workshops; ``squares`` is of the scores squared."""

    at: datetime
    sum: int
    squares: int
    count: int
    workshops: frozenset[int]

    def with_next(self, other: Cell) -> Cell:
        return Cell(
            other.at,
            self.sum + other.sum,
            self.squares + other.squares,
            self.count + other.count,
            self.workshops | other.workshops,
        )


@dataclass
class Period:
    """Half a year. ``x`` and ``y`` are where its mean stands on the picture."""

    year: int
    is_autumn: bool
    sum: int = 0
    squares: int = 0
    count: int = 0
    x: float = 0
    y: float = 0

    @property
    def name(self) -> str:
        words = _("autumn %(year)s") if self.is_autumn else _("spring %(year)s")
        return words % {"year": self.year}

    @property
    def mean(self) -> float:
        return self.sum / self.count


@dataclass
class Line:
    statement: Statement
    periods: list[Period] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(period.count for period in self.periods)

    @property
    def mean(self) -> float:
        return sum(period.sum for period in self.periods) / self.count

    @property
    def told(self) -> str:
        """The picture in words."""
        return "; ".join(f"{period.name}: {number_format(period.mean, 1)}" for period in self.periods)

    @property
    def points(self) -> str:
        return " ".join(f"{period.x},{period.y}" for period in self.periods)


def over_time(organisation: Organisation) -> dict[str, Any]:
    return pictured(known(organisation), cells_of([organisation.pk]))


def pictured(statements_told: Iterable[Statement], cells: Mapping[str, Sequence[Cell]]) -> dict[str, Any]:
    """A line for each sentence with cells, and what stands around the pictures."""
    lines = [Line(told, _periods(cells[told.key])) for told in statements_told if cells.get(told.key)]
    _lay_out(lines)
    ends = sorted({(one.year, one.is_autumn): one.name for line in lines for one in line.periods}.items())
    rails = [TOP + STEP * step for step in range(5)]
    return {"lines": lines, "rails": rails, "ends": [name for _half, name in ends[:: max(1, len(ends) - 1)]]}


def cells_of(organisation_ids: Iterable[int]) -> Mapping[str, Sequence[Cell]]:
    """By the key of each sentence, those of each organisation in the order of closing."""
    return _cells_of(tuple(_closed(organisation_ids)))


@lru_cache(maxsize=16)
def _cells_of(closed: tuple[tuple[int, int, datetime, int], ...]) -> Mapping[str, Sequence[Cell]]:
    """Kept in this process, by the workshops, when they closed, and their ``rev``. What people answered does
    not change once a workshop is closed; a write that takes answers out tells its pages to fetch, which
    counts ``rev``. What was deleted or opened again is asked for no more. Kept are cells alone, which are of
    five answers or more, so nothing that a page may not tell.

    Adding 40,000 answers up takes a third of what a page of the network may take.
    """
    answered: dict[int, list[Any]] = {}
    for row in _answered([pk for pk, *_more in closed]):
        answered.setdefault(row["answer__workshop"], []).append(row)
    apart: dict[tuple[str, int], list[Cell]] = {}
    for pk, organisation, at, _rev in closed:
        for row in answered.get(pk, ()):
            cell = Cell(at, row["sum"], row["squares"], row["count"], frozenset({pk}))
            apart.setdefault((row["key"], organisation), []).append(cell)
    found: dict[str, list[Cell]] = {}
    for (key, _organisation), cells in apart.items():
        found.setdefault(key, []).extend(bundled(cells))
    return found


def _closed(organisation_ids: Iterable[int]) -> Iterable[tuple[int, int, Any, int]]:
    rows = Workshop.objects.filter(
        organisation__in=organisation_ids, phase=phases.LAST, rehearsal_of=None
    ).order_by("closed_at", "pk")
    return rows.values_list("pk", "organisation", "closed_at", "rev")


def _answered(workshop_ids: Iterable[int]) -> Iterable[Any]:
    """Grouped by what stands in the answers alone: with the workshop's columns it takes twice as long."""
    by_workshop = FeedbackScore.objects.filter(answer__workshop__in=workshop_ids).values(
        "key", "answer__workshop"
    )
    figures = {"sum": Sum("score"), "squares": Sum(F("score") * F("score")), "count": Count("pk")}
    return by_workshop.annotate(**figures).order_by()


def bundled(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Those of fewer than five are put together as they come; what is not five yet is not told."""
    waiting: Cell | None = None
    for cell in cells:
        if privacy.may_show_count(cell.count):
            yield cell
            continue
        waiting = waiting.with_next(cell) if waiting else cell
        if privacy.may_show_count(waiting.count):
            yield waiting
            waiting = None


def half_of(at: datetime) -> tuple[int, bool]:
    """The half-year here: its year, and whether it is the autumn."""
    return _half_of(at, timezone.get_current_timezone())


@lru_cache(maxsize=10_000)
def _half_of(at: datetime, zone: tzinfo) -> tuple[int, bool]:
    local = at.astimezone(zone)
    return local.year, local.month >= SECOND_HALF


def _periods(cells: Iterable[Cell]) -> list[Period]:
    found: dict[tuple[int, bool], Period] = {}
    zone = timezone.get_current_timezone()
    for cell in cells:
        half = _half_of(cell.at, zone)
        period = found.setdefault(half, Period(*half))
        period.sum, period.squares = period.sum + cell.sum, period.squares + cell.squares
        period.count += cell.count
    return [found[half] for half in sorted(found)]


def known(organisation: Organisation) -> list[Statement]:
    """The form as it is now, then what only earlier workshops were asked, in their words."""
    return known_by([organisation])[0]


def known_by(organisations: Iterable[Organisation]) -> list[list[Statement]]:
    """Of each of them. A form that many workshops have is read once."""
    owners = list(organisations)
    earlier = Workshop.objects.filter(organisation__in=owners, phase=phases.LAST)
    forms = earlier.values("organisation", "feedback_form").annotate(at=Max("closed_at")).order_by("at")
    told: dict[int, dict[str, Any]] = {owner.pk: {} for owner in owners}
    for row in forms:
        told[row["organisation"]] |= {
            entry["key"]: {**entry, "asked": False} for entry in row["feedback_form"]
        }
    return [_known(owner.feedback_form or statements.usual(), told[owner.pk]) for owner in owners]


def _known(standing: list[dict[str, Any]], told: dict[str, Any]) -> list[Statement]:
    now = statements.read(standing)
    keys = {statement.key for statement in now}
    usual = [entry for entry in statements.usual() if entry["key"] not in keys | told.keys()]
    gone = [*told.values(), *({**entry, "asked": False} for entry in usual)]
    return now + [one for one in statements.read(gone) if one.key not in keys]


def _lay_out(lines: list[Line]) -> None:
    """All lines have the same time from left to right: the first half-year of any to the last."""
    halves = [(period.year, period.is_autumn) for line in lines for period in line.periods]
    if not halves:
        return
    first, last = (2 * year + autumn for year, autumn in (min(halves), max(halves)))
    wide = (WIDTH - LEFT - RIGHT) / max(1, last - first)
    for line in lines:
        for period in line.periods:
            at = 2 * period.year + period.is_autumn - first
            period.x = round(LEFT + wide * at if last > first else WIDTH / 2, 1)
            period.y = round(TOP + STEP * (5 - period.mean), 1)
