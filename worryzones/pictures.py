"""Where things stand in the pictures that the server draws. Units are those of the picture's viewBox."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from worryzones import zones

# Zone number → (centre x, centre y, group name x, group name y, text anchor) around the centre (200, 155).
PLACES: dict[int, tuple[int, int, int, int, str]] = {
    1: (200, 61, 200, 0, "middle"),
    2: (294, 155, 352, 161, "start"),
    3: (200, 249, 200, 324, "middle"),
    4: (106, 155, 48, 161, "end"),
}
MARK_SIZE = 34


def circle(seating: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The four zones on a ring, each with the names of the groups at its tables."""
    names: dict[int, list[str]] = defaultdict(list)
    for row in seating:
        if row["group"]:
            names[row["table"].zone_number].append(str(row["group"]))
    return [_place(zone, names[zone.number]) for zone in zones.ZONES]


def _place(zone: zones.Zone, names: list[str]) -> dict[str, Any]:
    x, y, group_x, group_y, anchor = PLACES[zone.number]
    return {
        "zone": zone,
        "names": " · ".join(names),
        "x": x,
        "y": y,
        "mark_x": x - MARK_SIZE // 2,
        "mark_y": y - MARK_SIZE + 2,
        "label_y": y + 20,
        "group_x": group_x,
        "group_y": group_y,
        "anchor": anchor,
    }
