"""What needs a look at the tables, for the facilitators alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from workshops import presence
from workshops.models import Workshop
from workshops.privacy import looks_personal
from workshops.queries import course
from worryzones import recent_seats
from worryzones.models import CafeGroup, Note, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import seats


def for_facilitators(workshop: Workshop, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """``rows`` as from ``boards``. Who came, silent groups, vacant tables, people without table or line."""
    themed = workshop.phase == "theming"
    seated, unseated = whereabouts(workshop)
    with_group = sorted((row for row in rows if row["group"]), key=_by_cafe_and_group)
    row_of = {row["group"].pk: row for row in with_group}
    return {
        "silent": [] if themed else cafe_queries.silent_groups(workshop, rows),
        "kept": _kept(rows) if themed else [],
        "unseated": unseated,
        "warned": notes_with_a_warning(rows),
        "joined": groups_joined(seated, row_of),
        "writers": course.writers(workshop),
        "offline": groups_offline(seated, row_of, presence.here(workshop.pk)),
        **seats.misfits(row["group"] for row in rows if row["group"]),
    }


def _kept(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Group by group the vacant tables with notes whose themes it names besides its own."""
    kept: dict[CafeGroup, list[Table]] = defaultdict(list)
    for row in rows:
        if row["keeper"] and row["notes"]:
            kept[row["keeper"]].append(row["table"])
    return [{"group": group, "tables": tables} for group, tables in kept.items()]


def whereabouts(workshop: Workshop) -> tuple[dict[int, int], int]:
    """Participant id → id of their group; and how many have neither seat nor table of their own."""
    places = workshop.participants.present().values_list("pk", "seat__group", "hosted_table", "stand")
    seated: dict[int, int] = {}
    unseated = 0
    for person, group, *others in places:
        if group:
            seated[person] = group
        elif not any(others):
            unseated += 1
    return seated, unseated


def notes_with_a_warning(rows: list[dict[str, Any]]) -> list[Note]:
    """Shown notes that seem to hold a way to reach somebody. They were posted all the same."""
    shown = (note for row in rows for note in row["notes"] if not note.hidden)
    return [note for note in shown if looks_personal(note.text)]


def groups_joined(seated: dict[int, int], row_of: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Where people have got a seat just now, with the zone at which their group is, and how many they are.

    ``seated`` is participant id → id of their group, ``row_of`` that id → its row as from ``boards``.
    """
    came = Counter(seated[person] for person in recent_seats.recently_seated(seated))
    places = [
        {"group": row["group"], "zone": row["table"].zone_number, "people": came[pk]}
        for pk, row in row_of.items()
        if pk in came
    ]
    return {"people": came.total(), "places": places}


def groups_offline(
    seated: dict[int, int], row_of: dict[int, dict[str, Any]], here: set[int]
) -> list[dict[str, Any]]:
    """Groups with people whose page is not connected now, and how many they are."""
    away = Counter(group for person, group in seated.items() if person not in here)
    return [{"group": row["group"], "people": away[pk]} for pk, row in row_of.items() if pk in away]


def _by_cafe_and_group(row: dict[str, Any]) -> tuple[int, int]:
    return row["group"].cafe.number, row["group"].number
