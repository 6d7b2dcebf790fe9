"""Reads about the plan: which group walks where in which round, before there are seats and after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from workshops.models import Workshop
from worryzones import rotation, zones
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import seats
from worryzones.zones import Zone


@dataclass(frozen=True)
class Walk:
    """One group's way: its zone in each round, and the vacant tables (``also``) whose themes it names."""

    number: int
    cafe: int
    size: int
    zones: list[Zone]
    language: str
    also: list[Zone] = field(default_factory=list)
    alone: bool = True

    @property
    def name(self) -> str:
        return zones.group_name(self.number, None if self.alone else self.cafe, self.language)


def walks(workshop: Workshop) -> list[Walk]:
    """Of the groups there are; before that, of those that as many people as there are would make."""
    groups = list(seats.groups_of(workshop).order_by("cafe__number", "number"))
    if not groups:
        return _planned_walks(rotation.sizes_for(seats.head_count(workshop)), workshop.language)
    kept = _kept(workshop)
    return [
        Walk(
            number=group.number,
            cafe=group.cafe.number,
            size=group.size,
            zones=_zones_of(group.number),
            language=workshop.language,
            also=kept.get(group.pk, []),
            alone=group.cafe.alone,
        )
        for group in groups
    ]


def _planned_walks(cafes: list[list[int]], language: str) -> list[Walk]:
    planned = []
    for cafe, sizes in enumerate(cafes, start=1):
        tended = rotation.tend(range(1, len(sizes) + 1))
        for number, size in enumerate(sizes, start=1):
            own = rotation.zone_at(number, rotation.ROUNDS)
            also = [zones.BY_NUMBER[z] for z, n in sorted(tended.items()) if n == number and z != own]
            planned.append(Walk(number, cafe, size, _zones_of(number), language, also, len(cafes) == 1))
    return planned


def _zones_of(number: int) -> list[zones.Zone]:
    rounds = range(1, rotation.ROUNDS + 1)
    return [zones.BY_NUMBER[rotation.zone_at(number, n)] for n in rounds]


def _kept(workshop: Workshop) -> dict[int, list[zones.Zone]]:
    """Group → the zones of the vacant tables that it looks after at theming."""
    kept: dict[int, list[zones.Zone]] = {}
    tending = seats.tending(workshop)
    for table in cafe_queries.tables_of(workshop).filter(pk__in=tending).order_by("zone_number"):
        group = tending[table.pk]
        if rotation.zone_at(group.number, rotation.ROUNDS) != table.zone_number:
            kept.setdefault(group.pk, []).append(table.zone)
    return kept


def plan(workshop: Workshop) -> dict[str, Any]:
    """The plan in figures: how many people in how many groups of what size, in how many cafés."""
    every = walks(workshop)
    sizes = [walk.size for walk in every]
    return {
        "workshop": workshop,
        "walks": every,
        "rounds": list(range(1, rotation.ROUNDS + 1)),
        "round_now": workshop.round,
        "heads": sum(sizes),
        "smallest": min(sizes),
        "largest": max(sizes),
        "cafe_count": len({walk.cafe for walk in every}),
        "many_cafes": len({walk.cafe for walk in every}) > 1,
        "vacant": any(walk.also for walk in every),
    }


def seating(workshop: Workshop, people_of: Collection[int] | None = None) -> dict[str, Any]:
    """Everyone where they sit, for the page on which the facilitators move them."""
    rooms = seats.rooms(workshop, people_of)
    groups = [group for cafe in rooms for group in cafe.every_group]
    for cafe in rooms:
        _arrange(workshop, cafe)
    return {
        "workshop": workshop,
        "rooms": rooms,
        "many_cafes": len(rooms) > 1,
        "every_group": groups,
        "heads": sum(group.size for group in groups),
        "unseated": workshop.participants.people().filter(seat=None).count(),
        **seats.misfits(groups),
    }


def _arrange(workshop: Workshop, cafe: Any) -> None:
    """Each group with its zone now, each table with the group at it or, at theming, the one that keeps it."""
    here = cafe_queries.round_of(workshop)
    cafe.size = sum(group.size for group in cafe.every_group)
    at = {rotation.zone_at(group.number, here): group for group in cafe.every_group}
    tended = seats.tending_in({g.number: g for g in cafe.every_group}, cafe.every_table)
    for zone, group in at.items():
        group.zone = zones.BY_NUMBER[zone]
        group.heads = range(group.phoneless)
    for table in cafe.every_table:
        table.walkers = at.get(table.zone_number)
        table.tender = None if table.walkers else tended.get(table.pk)


def groups_pushed(workshop: Workshop, group_ids: Collection[int]) -> dict[str, Any]:
    """The groups that a change touched, as they are now, and the figures over all of them."""
    context = seating(workshop, group_ids)
    touched = [group for group in context["every_group"] if group.pk in group_ids]
    return {**context, "touched": touched}
