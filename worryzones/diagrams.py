"""Where things stand in the pictures that the server draws. Units are those of the picture's viewBox."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from typing import Any

from workshops.course.called_out import alone
from workshops.models import Workshop
from worryzones import rotation, zones
from worryzones.models import CafeGroup
from worryzones.queries import plan

# Zone number → (centre x, centre y, group name x, group name y, text anchor) around the centre (200, 155).
PLACES: dict[int, tuple[int, int, int, int, str]] = {
    1: (200, 61, 200, 0, "middle"),
    2: (294, 155, 352, 161, "start"),
    3: (200, 249, 200, 324, "middle"),
    4: (106, 155, 48, 161, "end"),
}
MARK_SIZE = 34
LINE = 26


def circle(seating: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The four zones on a ring, each with the names of the groups at its tables."""
    there: dict[int, list[CafeGroup]] = defaultdict(list)
    for row in seating:
        if row["group"]:
            there[row["table"].zone_number].append(row["group"])
    return [_place(zone, names(there[zone.number])) for zone in zones.ZONES]


def names(groups: list[CafeGroup]) -> list[str]:
    """A tree's name, and beside it the numbers of its cafés where there are several: "Aspen", "1–3"."""
    trees: dict[str, list[int]] = defaultdict(list)
    for group in groups:
        trees[zones.group_name(group.number, None, group.cafe.workshop.language)].append(group.cafe.number)
    if len(trees) != 1 or len(groups) == 1:
        return [" · ".join(str(group) for group in groups)]
    [(tree, cafes)] = trees.items()
    whole = cafes == list(range(cafes[0], cafes[-1] + 1))
    return [tree, f"{cafes[0]}–{cafes[-1]}" if whole and len(cafes) > 2 else ", ".join(map(str, cafes))]


def _place(zone: zones.Zone, names: list[str]) -> dict[str, Any]:
    x, y, group_x, group_y, anchor = PLACES[zone.number]
    lines = [
        line for name in names for line in name.replace(" (", "\n(").split("\n")
    ]  # at the sides it is narrow
    return {
        "zone": zone,
        "lines": [" ".join(names)] if anchor == "middle" else lines,
        "x": x,
        "y": y,
        "mark_x": x - MARK_SIZE + 6,
        "mark_y": y - MARK_SIZE - 2,
        "number_x": x + 20,
        "number_y": y - 12,
        "name_y": y + 20,
        "group_x": group_x,
        "group_y": group_y if anchor == "middle" else group_y - LINE * (len(lines) - 1) / 2,
        "anchor": anchor,
    }


# --- the plan: a lane for each zone, a column for each round, a line for each group ---

LANE, LANE_LINE, COLUMN, LABELS, HEAD = 60, 18, 148, 158, 34
PILL_WIDTH, PILL_HEIGHT = 96, 32
THEMING = rotation.ROUNDS + 1


def planned(workshop: Workshop) -> dict[str, Any]:
    """The plan in figures and in pictures: one picture for all cafés that walk alike."""
    context = plan.plan(workshop)
    alike: dict[tuple[Any, ...], list[plan.Walk]] = defaultdict(list)
    for _cafe, walks in groupby(context["walks"], key=lambda walk: walk.cafe):
        here = list(walks)
        alike[tuple((walk.number, tuple(walk.also)) for walk in here)] += here
    return {**context, "pictures": [_picture(walks) for walks in alike.values()]}


def _picture(walks: list[plan.Walk]) -> dict[str, Any]:
    """``walks`` of cafés that walk alike; the first café's are drawn."""
    cafes = list(dict.fromkeys(walk.cafe for walk in walks))
    drawn = [walk for walk in walks if walk.cafe == cafes[0]]
    columns = THEMING if any(walk.also for walk in drawn) else rotation.ROUNDS
    return {
        "cafes": ", ".join(str(cafe) for cafe in cafes),
        "count": len(cafes),
        "first": cafes[0],
        "width": LABELS + columns * COLUMN,
        "height": HEAD + len(zones.ZONES) * LANE + 2,
        "inner": HEAD + len(zones.ZONES) * LANE - 3,
        "columns": [_column(number) for number in range(1, columns + 1)],
        "lanes": [_lane(zone, drawn[0].language) for zone in zones.ZONES],
        "lines": [_line(walk, columns) for walk in drawn],
        "described": drawn,
    }


def _column(number: int) -> dict[str, Any]:
    return {
        "number": number,
        "theming": number == THEMING,
        "x": _x(number),
        "left": _x(number) - COLUMN // 2,
        "width": COLUMN,
    }


def _lane(zone: zones.Zone, language: str) -> dict[str, Any]:
    """Two names stand below each other: beside each other there is no room."""
    y = _y(zone.number)
    called, read = alone(zone.short, language), str(zone.short)
    names = [called] if called == read else [called, f"({read})"]
    return {
        "zone": zone,
        "top": y - LANE // 2 + 3,
        "height": LANE - 6,
        "mark_y": y - 17,
        "names": [
            {"words": words, "y": y + 5 + place * LANE_LINE - (len(names) - 1) * LANE_LINE // 2}
            for place, words in enumerate(names)
        ],
    }


def _line(walk: plan.Walk, columns: int) -> dict[str, Any]:
    """The group's stops, and the way between them; dashed stops are tables it looks after besides."""
    stops = [_stop(number, zone) for number, zone in enumerate(walk.zones, start=1)]
    if columns == THEMING:
        stops.append(_stop(THEMING, walk.zones[-1]))
    way = " ".join(_way(before, after) for before, after in pairwise(stops))
    besides = [_stop(THEMING, zone) for zone in walk.also]
    branches = " ".join(_way(stops[-2], stop) for stop in besides)
    return {
        "number": walk.number,
        "name": alone(zones.GROUP_NAMES[walk.number - 1], walk.language),
        "stops": stops,
        "besides": besides,
        "way": way,
        "branches": branches,
    }


def _stop(column: int, zone: zones.Zone) -> dict[str, Any]:
    x, y = _x(column), _y(zone.number)
    return {
        "x": x,
        "y": y,
        "left": x - PILL_WIDTH // 2,
        "top": y - PILL_HEIGHT // 2,
        "text_y": y + 5,
    }


def _way(before: dict[str, Any], after: dict[str, Any]) -> str:
    """A soft curve from the right edge of one stop to the left edge of the next."""
    start, end = before["x"] + PILL_WIDTH // 2, after["x"] - PILL_WIDTH // 2
    middle = (start + end) // 2
    return f"M{start} {before['y']}C{middle} {before['y']} {middle} {after['y']} {end} {after['y']}"


def _x(column: int) -> int:
    return LABELS + (column - 1) * COLUMN + COLUMN // 2


def _y(zone_number: int) -> int:
    return HEAD + (zone_number - 1) * LANE + LANE // 2
