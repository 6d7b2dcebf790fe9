"""Reads about where tables are that are not simply in the room: mostly calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from workshops.models import Workshop
from workshops.text import places
from worryzones import zones
from worryzones.models import Table, TablePlace

Key = tuple[int, int]  # café number, zone number


def standing(workshop: Workshop) -> dict[Key, str]:
    """As they were written."""
    rows = TablePlace.objects.filter(workshop=workshop).exclude(place="")
    return {
        (cafe, zone): place for cafe, zone, place in rows.values_list("cafe_number", "zone_number", "place")
    }


def with_places(tables: QuerySet[Table]) -> list[Any]:
    """Each with its ``place``, café by café."""
    written = TablePlace.objects.filter(
        workshop=OuterRef("cafe__workshop"),
        cafe_number=OuterRef("cafe__number"),
        zone_number=OuterRef("zone_number"),
    )
    placed: QuerySet[Any] = tables.annotate(written=Subquery(written.values("place")[:1]))
    found = list(placed.order_by("cafe__number", "zone_number"))
    for table in found:
        table.place = places.read(table.written or "")
    return found


def of_stage(table: Table) -> dict[str, Any]:
    """What a phone at the table needs: where it is, and its call in place of the workshop's."""
    place = next((found.place for found in with_places(Table.objects.filter(pk=table.pk))), places.Place())
    return {"place": place, **({"call": place} if place.call else {})}


def afar(rows: Collection[dict[str, Any]]) -> list[tuple[zones.Zone, int]]:
    """Zone by zone how many sit in calls; only where somebody does. ``rows`` are of the seating."""
    counted: Counter[int] = Counter()
    for row in rows:
        if row["table"].place.is_afar:
            counted[row["table"].zone_number] += row["people"]
    return [(zones.BY_NUMBER[number], people) for number, people in sorted(counted.items()) if people]


def have_calls(workshop: Workshop, cafes: Collection[int]) -> bool:
    """Whether each table of these cafés has one."""
    calls = {key for key, text in standing(workshop).items() if places.read(text).call}
    return calls >= {(cafe, number) for cafe in cafes for number in zones.NUMBERS}
