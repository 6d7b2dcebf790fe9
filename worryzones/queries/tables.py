"""Reads about one table that somebody has come to."""

from __future__ import annotations

from typing import Any

from workshops.models import Participant, Workshop
from worryzones.models import CafeGroup, Seat
from worryzones.queries.cafe import seating


def row_at(workshop: Workshop, cafe_number: int, zone_number: int) -> dict[str, Any] | None:
    """The table and the group that is there now; None outside the rounds, or while nobody is there."""
    if workshop.phase != "cafe":
        return None
    for row in seating(workshop):
        if (row["table"].cafe.number, row["table"].zone_number) == (cafe_number, zone_number):
            return row if row["group"] else None
    return None


def walks_with(participant: Participant, group: CafeGroup) -> bool:
    return Seat.objects.filter(participant=participant, group=group).exists()
