"""What needs a look at the tables, for the facilitators alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from workshops import presence
from workshops.models import Participant, Workshop
from workshops.personal import looks_personal
from worryzones import arrivals, queries, rotation
from worryzones.models import Note
from worryzones.queries import seats


def needs_a_look(workshop: Workshop, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """``rows`` as from ``boards``. Who came, silent groups, vacant tables, people without table or line."""
    themed = workshop.phase == "theming"
    placed = workshop.participants.present().select_related("seat__group__cafe", "hosted_table", "stand")
    people = list(placed)
    return {
        "silent": [] if themed else queries.silent_groups(workshop, rows),
        "kept": [row for row in rows if themed and row["keeper"] and row["notes"]],
        "unseated": sum(not is_placed(person) for person in people),
        "warned": notes_with_a_warning(rows),
        "joined": groups_joined(workshop, people),
        "offline": groups_offline(people, presence.here(workshop.pk)),
        **seats.misfits(row["group"] for row in rows if row["group"]),
    }


def is_placed(person: Participant) -> bool:
    return any(hasattr(person, place) for place in ("seat", "hosted_table", "stand"))


def notes_with_a_warning(rows: list[dict[str, Any]]) -> list[Note]:
    """Shown notes that seem to hold a way to reach somebody. They were posted all the same."""
    shown = (note for row in rows for note in row["notes"] if not note.hidden)
    return [note for note in shown if looks_personal(note.text)]


def groups_joined(workshop: Workshop, people: Iterable[Participant]) -> dict[str, Any]:
    """Where people have got a seat just now, with the zone at which their group is, and how many they are."""
    seated = {person.pk: person.seat.group for person in people if hasattr(person, "seat")}
    came = Counter(seated[pk] for pk in arrivals.just_now(seated))
    here = queries.round_of(workshop)
    places = [
        {"group": group, "zone": rotation.zone_at(group.number, here), "people": came[group]}
        for group in sorted(came, key=lambda group: (group.cafe.number, group.number))
    ]
    return {"people": came.total(), "places": places}


def groups_offline(people: Iterable[Participant], here: set[int]) -> list[dict[str, Any]]:
    """Groups with people whose page is not connected now, and how many they are."""
    away = Counter(p.seat.group for p in people if hasattr(p, "seat") and p.pk not in here)
    groups = sorted(away, key=lambda group: (group.cafe.number, group.number))
    return [{"group": group, "people": away[group]} for group in groups]
