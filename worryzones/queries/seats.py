"""Reads about who sits where: groups with their people, tables with their hosts and keepers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, F, IntegerField, Prefetch, Q, QuerySet, Value

from workshops.models import Participant, Workshop
from workshops.text.collation import Alphabetical
from worryzones import rotation
from worryzones.models import Cafe, CafeGroup, Seat, Table


def cafes_of(workshop: Workshop) -> QuerySet[Cafe]:
    return Cafe.objects.filter(workshop=workshop)


def groups_of(workshop: Workshop) -> QuerySet[Any]:
    """Groups with their ``size``: whoever sits there, hosts and people without a phone included."""
    seated = Count("seats", filter=Q(seats__participant__removed=False))
    return (
        CafeGroup.objects.filter(cafe__workshop=workshop)
        .select_related("cafe__workshop")
        .annotate(size=seated + F("phoneless"))
    )


def smallest_group(workshop: Workshop, home_unit: str = "") -> Any:
    """The smallest group; among equals the one with the fewest of the same home unit. None without groups."""
    of_unit = Q(seats__participant__home_unit=home_unit, seats__participant__removed=False)
    same = Count("seats", filter=of_unit) if home_unit else Value(0, output_field=IntegerField())
    return groups_of(workshop).annotate(same=same).order_by("size", "same", "cafe__number", "number").first()


def tending(workshop: Workshop) -> dict[int, CafeGroup]:
    """Table → the group that names its themes: who sits there last, or who looks after it besides."""
    return tending_among(
        CafeGroup.objects.filter(cafe__workshop=workshop).select_related("cafe__workshop"),
        Table.objects.filter(cafe__workshop=workshop).select_related("host__seat"),
    )


def tending_among(groups: Iterable[CafeGroup], tables: Iterable[Table]) -> dict[int, CafeGroup]:
    """`tending`, of groups and tables that are at hand, the tables with their hosts' seats."""
    walking: dict[int, dict[int, CafeGroup]] = defaultdict(dict)
    for group in groups:
        walking[group.cafe_id][group.number] = group
    standing: dict[int, list[Table]] = defaultdict(list)
    for table in tables:
        standing[table.cafe_id].append(table)
    found: dict[int, CafeGroup] = {}
    for cafe, here in standing.items():
        found |= tending_in(walking[cafe], here)
    return found


def tending_in(groups: dict[int, CafeGroup], tables: Iterable[Table]) -> dict[int, CafeGroup]:
    number_of = {group.pk: number for number, group in groups.items()}
    seated_at = {t.zone_number: number_of.get(_group_id_of(t.host)) for t in tables if t.host}
    tended = rotation.tend(groups, {zone: number for zone, number in seated_at.items() if number})
    at_last = {rotation.zone_at(number, rotation.ROUNDS) for number in groups}
    kept = {t.zone_number: number_of[t.keeper_id] for t in tables if t.keeper_id in number_of}
    tended |= {zone: number for zone, number in kept.items() if zone not in at_last}
    return {t.pk: groups[tended[t.zone_number]] for t in tables if t.zone_number in tended}


def _group_id_of(host: Participant | None) -> int:
    seat = getattr(host, "seat", None)
    return seat.group_id if seat else 0


def tended_by(group: CafeGroup) -> list[Table]:
    """The tables whose themes the group names: the one where it sits first."""
    groups = {walking.number: walking for walking in group.cafe.groups.all()}
    tables = list(group.cafe.tables.select_related("host__seat").order_by("zone_number"))
    tending_to = tending_in(groups, tables)
    here = rotation.zone_at(group.number, rotation.ROUNDS)
    kept = [table for table in tables if tending_to.get(table.pk) == group]
    return sorted(kept, key=lambda table: (table.zone_number != here, table.zone_number))


def rooms(workshop: Workshop, people_of: Collection[int] | None = None) -> list[Any]:
    """Cafés with ``every_group`` (with its ``people`` and ``size``) and ``every_table``; constant queries.

    ``people_of`` names the groups whose people are wanted, when not all are.
    """
    seats = Seat.objects.filter(participant__removed=False).select_related("participant__hosted_table")
    wanted = seats if people_of is None else seats.filter(group__in=people_of)
    named = wanted.order_by(Alphabetical("participant__home_unit"), Alphabetical("participant__name"), "pk")
    groups = (
        groups_of(workshop).order_by("number").prefetch_related(Prefetch("seats", named, to_attr="people"))
    )
    tables = Table.objects.select_related("host__seat").prefetch_related("devices__participant")
    return list(
        cafes_of(workshop).prefetch_related(
            Prefetch("groups", groups, to_attr="every_group"),
            Prefetch("tables", tables.order_by("zone_number"), to_attr="every_table"),
        )
    )


def head_count(workshop: Workshop) -> int:
    """Everyone in the room, people without a phone included."""
    return workshop.participants.people().count() + workshop.phoneless


def cafe_numbers(workshop: Workshop, people: int = 0) -> list[int]:
    """The cafés there are; before they are made, as many as the people expected need."""
    opened = cafes_of(workshop).count()
    return list(range(1, max(opened, rotation.cafes_for(max(people, head_count(workshop)))) + 1))


def misfits(groups: Iterable[Any]) -> dict[str, list[Any]]:
    """Groups that have outgrown their table, and those too small, when there are others to join.

    Those that the facilitator lets be small are not among them.
    """
    every = list(groups)
    small = [group for group in every if group.size < rotation.MIN_GROUP and not group.small]
    return {
        "large": [group for group in every if group.size > rotation.MAX_GROUP],
        "small": small if len(every) > 1 else [],
    }
