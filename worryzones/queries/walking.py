"""Reads for the room when it is time to walk: which groups go to which table."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from workshops.models import Workshop
from worryzones import zones

WALKING_SECONDS = 45


def walk_now(
    workshop: Workshop, rows: list[dict[str, Any]], now: datetime | None = None
) -> dict[str, Any] | None:
    """Zone by zone the groups that walk there, for the first while of a round; ``rows`` is the seating."""
    gone = ((now or timezone.now()) - workshop.moved_at).total_seconds() if workshop.moved_at else 0
    left = round(WALKING_SECONDS - gone)
    walking, told = defaultdict(list), defaultdict(set)
    for row in rows:
        if row["group"]:
            walking[row["table"].zone_number].append(row["group"])
            place = row["table"].place
            told[row["table"].zone_number].add(place.told if place.is_afar else "")
    if left <= 0 or not workshop.round or not walking:
        return None
    most = max(len(groups) for groups in walking.values())
    return {
        "seconds": left,
        "places": [
            {"zone": zone, "groups": walking[zone.number], "told": _same(told[zone.number])}
            for zone in zones.ZONES
        ],
        "density": "lots" if most > 8 else "many" if most > 1 else "few",
    }


def _same(told: set[str]) -> str:
    """That all tables of a zone are a call; nothing where some are in the house: phones tell where."""
    return next(iter(told)) if len(told) == 1 else ""
