"""Writes about where tables are that are not simply in the room."""

from __future__ import annotations

from collections.abc import Mapping

from workshops import live
from workshops.models import Workshop
from workshops.services import forgetting
from worryzones.models import TablePlace
from worryzones.queries.table_places import Key, standing


def set_places(*, workshop: Workshop, places: Mapping[Key, str]) -> None:
    """Those of these tables, by café and zone; the others stay as they are."""
    with live.writing(workshop) as write:
        written = standing(workshop)
        changed = {key: place for key, place in places.items() if place != written.get(key, "")}
        for (cafe, zone), place in changed.items():
            TablePlace.objects.update_or_create(
                workshop=workshop, cafe_number=cafe, zone_number=zone, defaults={"place": place}
            )
        if changed:
            write.refetch()


def copy_places(source: Workshop, copy: Workshop) -> None:
    TablePlace.objects.bulk_create(
        TablePlace(workshop=copy, cafe_number=cafe, zone_number=zone, place=place)
        for (cafe, zone), place in standing(source).items()
    )


def forget_calls(write: live.Write) -> None:
    forgetting.calls(TablePlace.objects.filter(workshop=write.workshop), "place")
