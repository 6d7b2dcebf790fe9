"""Plugs the method of dialogue 1 into the host: panels, marks, moments of the course."""

from __future__ import annotations

from typing import Any

from workshops import marks, moments, panels
from workshops.permissions import Role, Viewer
from worryzones import pictures, queries, zones
from worryzones.forms import EditNoteForm, NoteForm
from worryzones.services import seating


def cafe_stage(viewer: Viewer) -> dict[str, Any]:
    return {**queries.cafe_stage(viewer), "form": NoteForm(), "edit_form": EditNoteForm()}


def cafe_console(viewer: Viewer) -> dict[str, Any]:
    return {"boards": queries.boards(viewer.workshop), "side": "worryzones/console.html#side", **queries.needs_a_look(viewer.workshop)}


def cafe_projector(viewer: Viewer) -> dict[str, Any]:
    return {"circle": pictures.circle(queries.seating(viewer.workshop))}


def register() -> None:
    for zone in zones.ZONES:
        marks.add(marks.Mark(str(zone.number), zone.label, zone.table, ripples=zone.number))
    moments.on_enter("cafe", seating.seat_everyone)
    moments.on_join(seating.seat_latecomer)
    panels.add("cafe", Role.PARTICIPANT, "worryzones/cafe.html", cafe_stage)
    panels.add("cafe", Role.FACILITATOR, "worryzones/console.html", cafe_console)
    panels.add("cafe", Role.PROJECTOR, "worryzones/projector.html", cafe_projector)
    for phase in ("theming", "sharing"):
        for role in Role:
            panels.add(phase, role, "workshops/stages/waiting.html")
