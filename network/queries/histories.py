"""What one area has had, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models import Turn
from network.queries.turns import region_of
from workshops.course import phases
from workshops.models import Area


class State(TextChoices):
    """In the order in which a cell tells them."""

    HAD = "had", _("had its own")
    JOINED = "joined", _("took part")
    PLANNED = "planned", _("planned")


class Held(NamedTuple):
    """A workshop with its day, None where none has been set. What has no day yet is planned for this year.

    ``has_lapsed``: nobody has come, and its day is over.
    """

    workshop: int
    phase: str
    on: date | None
    year: int
    has_lapsed: bool

    @property
    def is_under_way(self) -> bool:
        return self.phase not in (phases.FIRST, phases.LAST)


def held(workshop: int, phase: str, on: date | None, today: date) -> Held:
    has_lapsed = bool(phase == phases.FIRST and on and on < today)
    return Held(workshop, phase, on, (on or today).year, has_lapsed)


class Event(NamedTuple):
    """A workshop in the history of an area; a coordinator of many has thousands of these."""

    held: Held
    state: State


@dataclass(frozen=True)
class History:
    """``events``: the latest first. ``merged``: areas that have become part of it, whose history is here too.

    ``turn``: the next one of its sub-region, where there is one without a workshop.
    """

    area: Area
    events: list[Event]
    merged: list[Area] = field(default_factory=list)
    turn: Turn | None = None

    @cached_property
    def link(self) -> str:
        """Stands on the page twice."""
        return reverse("network:one_area", args=[self.area.pk])

    @cached_property
    def region(self) -> str:
        return region_of(self.area)

    @cached_property
    def last_had(self) -> date | None:
        return self._last(State.HAD)

    @cached_property
    def last_joined(self) -> date | None:
        return self._last(State.JOINED)

    def _last(self, state: State) -> date | None:
        return next((held.on for held, its in self.events if its is state), None)

    @cached_property
    def planned(self) -> Held | None:
        """The nearest that is still to come or under way."""
        ahead = (held for held, state in self.events if state is State.PLANNED and not held.has_lapsed)
        return min(ahead, key=lambda held: held.on or date.max, default=None)

    @property
    def has_lapsed(self) -> bool:
        """What was planned last has not been held, and nothing else is planned."""
        since = self.last_had or date.min
        lapsed = (held.on for held, _state in self.events if held.has_lapsed)
        return not self.planned and any(day and day > since for day in lapsed)

    def counts(self, place_of: Mapping[int, int]) -> Counter[tuple[int | None, State]]:
        """How many of each state there are in the column of each year, whose place ``place_of`` tells."""
        return Counter((place_of.get(held.year), state) for held, state in self.events)
