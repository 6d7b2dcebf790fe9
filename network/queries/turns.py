"""Reads about turns: whose is next, and who may host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.models import Series, Turn
from workshops.course import phases
from workshops.models import Area, Membership, Organisation, User

MAX_TURNS = 60  # in one series
AHEAD = timedelta(days=30)  # before its day a host is reminded by housekeeping
TOLD = ("series__name", "host__name", "region", "begins_on")  # of the next one of many series


def of(series: Series) -> list[Turn]:
    return list(
        Turn.objects.filter(series=series)
        .select_related("host", "workshop__organisation")
        .order_by("order", "pk")
    )


@dataclass(frozen=True)
class Planned:
    """A turn as the plan shows it. ``is_own``: the reader looks after its host. ``is_late``: its day has
    passed and there is no workshop of it. ``is_told``: the reader may read which workshop it is."""

    turn: Turn
    place: int
    is_next: bool
    is_own: bool
    is_told: bool

    @property
    def is_had(self) -> bool:
        return bool(self.turn.workshop and self.turn.workshop.is_closed)

    @property
    def is_late(self) -> bool:
        day = self.turn.begins_on
        return bool(day and day < timezone.localdate() and not self.turn.workshop)

    @property
    def is_reminded_today(self) -> bool:
        return self.turn.reminded_on == timezone.localdate()


def plan(series: Series, user: Any) -> list[Planned]:
    turns = of(series)
    waiting = (turn.pk for turn in turns if turn.workshop is None or turn.workshop.phase == phases.FIRST)
    following = next(waiting, None)
    own = set(user.coordinated)
    keeps = user.is_superuser or series.organisation_id in own

    def planned(place: int, turn: Turn) -> Planned:
        is_told = keeps or bool(turn.workshop and turn.workshop.organisation_id in own)
        is_own = user.is_superuser or turn.host_id in own
        return Planned(turn, place, turn.pk == following, is_own, is_told)

    return [planned(place, turn) for place, turn in enumerate(turns, start=1)]


def not_had() -> Q:
    """Nothing has begun of it."""
    return Q(workshop=None) | Q(workshop__phase=phases.FIRST)


def following(rows: QuerySet[Turn]) -> list[Turn]:
    """Of each series the first in its plan that has not been had, the nearest day first.

    One whose day has passed stays the next one until it is moved, has its workshop or is taken off.
    """
    found: dict[int, Turn] = {}
    waiting = rows.filter(not_had()).select_related("series", "host").only(*TOLD)
    for turn in waiting.order_by("series_id", "order", "pk"):
        found.setdefault(turn.series_id, turn)
    return sorted(found.values(), key=lambda turn: (turn.begins_on is None, str(turn.begins_on), turn.pk))


def to_remind() -> QuerySet[Turn]:
    """Whose day is near, and of which nobody has been reminded."""
    today = timezone.localdate()
    near = Turn.objects.filter(not_had(), begins_on__range=(today, today + AHEAD), reminded_on=None)
    return near.exclude(host=None).order_by("pk")


def coordinators_of(organisation: Organisation) -> list[User]:
    """Who may come in and is reachable."""
    by_role = Membership.objects.filter(organisation=organisation, role=Membership.Role.COORDINATOR)
    return list(User.objects.filter(pk__in=by_role.values("user"), is_active=True).order_by("pk"))


def regions_of(series: Series) -> list[str]:
    """The sub-regions of the areas meant to take part, each once, by their names."""
    areas = Area.objects.filter(Q(series=series) | Q(merged__series=series), merged_into=None)
    found = {region_of(area): None for area in areas if region_of(area)}
    return sorted(found, key=str.casefold)


def region_of(area: Area) -> str:
    """Where nobody has written down the sub-region, the region does."""
    return area.sub_region or area.region


def host_of(organisations: Iterable[Organisation], region: str) -> Organisation | None:
    """The one organisation of the series there; None where there is none, or several to choose from."""
    there = [each for each in organisations if each.area and region_of(each.area) == region]
    return there[0] if len(there) == 1 else None
