"""What one area has had, year by year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Turn
from workshops.course import phases
from workshops.models import Area, Workshop


class State(TextChoices):
    """In the order in which a cell tells them."""

    HAD = "had", _("had its own")
    JOINED = "joined", _("took part")
    PLANNED = "planned", _("planned")


@dataclass(frozen=True)
class Event:
    """A workshop in the history of an area. ``on``: its day, None where none has been set."""

    workshop: Workshop
    state: State
    on: date | None

    @cached_property
    def year(self) -> int:
        """What has no day yet is planned for now."""
        return (self.on or timezone.localdate()).year

    @property
    def has_lapsed(self) -> bool:
        """Nobody has come, and its day is over."""
        return bool(self.workshop.phase == phases.FIRST and self.on and self.on < timezone.localdate())

    @property
    def is_under_way(self) -> bool:
        return self.workshop.phase not in (phases.FIRST, phases.LAST)


@dataclass(frozen=True)
class History:
    """``events``: the latest first. ``merged``: areas that have become part of it, whose history is here too.

    ``turn``: the next one of its sub-region, where there is one without a workshop.
    """

    area: Area
    events: list[Event]
    merged: list[Area] = field(default_factory=list)
    turn: Turn | None = None

    @property
    def region(self) -> str:
        """Where nobody has written down the sub-region, the region does."""
        return self.area.sub_region or self.area.region

    @cached_property
    def last_had(self) -> date | None:
        return self._last(State.HAD)

    @cached_property
    def last_joined(self) -> date | None:
        return self._last(State.JOINED)

    def _last(self, state: State) -> date | None:
        return next((event.on for event in self.events if event.state == state), None)

    @cached_property
    def planned(self) -> Event | None:
        """The nearest that is still to come or under way."""
        ahead = (event for event in self.events if event.state == State.PLANNED and not event.has_lapsed)
        return min(ahead, key=lambda event: event.on or date.max, default=None)

    @property
    def has_lapsed(self) -> bool:
        """What was planned last has not been held, and nothing else is planned."""
        since = self.last_had or date.min
        return not self.planned and any(e.has_lapsed and (e.on or since) > since for e in self.events)

    def marks(self, holds: Callable[[int], bool]) -> list[tuple[State, list[Event]]]:
        """What there is in the years that ``holds`` says yes to, state by state."""
        there: dict[State, list[Event]] = {state: [] for state in State}
        for event in self.events:
            if holds(event.year):
                there[event.state].append(event)
        return [(state, events) for state, events in there.items() if events]
