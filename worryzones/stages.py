"""Plugs the method of dialogue 1 into the host: panels, marks, moments of the course."""

from __future__ import annotations

from typing import Any

from workshops import marks, moments, panels
from workshops.permissions import Role, Viewer
from workshops.stages.debrief import slides_context
from worryzones import pictures, queries, zones
from worryzones.forms import EditNoteForm, NoteForm, ThemeNameForm
from worryzones.queries import sharing as told
from worryzones.queries import theming
from worryzones.services import seating


def cafe_stage(viewer: Viewer) -> dict[str, Any]:
    return {**queries.cafe_stage(viewer), "form": NoteForm(), "edit_form": EditNoteForm()}


def cafe_console(viewer: Viewer) -> dict[str, Any]:
    return {
        "boards": queries.boards(viewer.workshop),
        "side": "worryzones/console.html#side",
        **queries.needs_a_look(viewer.workshop),
    }


def cafe_projector(viewer: Viewer) -> dict[str, Any]:
    return {"circle": pictures.circle(queries.seating(viewer.workshop))}


def theming_stage(viewer: Viewer) -> dict[str, Any]:
    return {
        **theming.theming_stage(viewer),
        "form": NoteForm(),
        "edit_form": EditNoteForm(),
        "name_form": ThemeNameForm(),
    }


def theming_console(viewer: Viewer) -> dict[str, Any]:
    return {
        "boards": theming.boards(viewer.workshop),
        "side": "worryzones/console.html#side",
        **queries.needs_a_look(viewer.workshop),
    }


def theming_projector(viewer: Viewer) -> dict[str, Any]:
    return {"tallies": theming.tallies(viewer.workshop)}


def sharing(viewer: Viewer) -> dict[str, Any]:
    tables = told.tables_told(viewer.workshop)
    return {**slides_context(viewer.workshop, told.slides(tables)), **told.told(viewer.workshop, tables)}


def register() -> None:
    for zone in zones.ZONES:
        marks.add(marks.Mark(str(zone.number), zone.label, zone.table, ripples=zone.number))
    moments.on_enter("cafe", seating.seat_everyone)
    moments.on_join(seating.seat_latecomer)
    moments.on_leave(seating.leave_table)
    panels.add("cafe", Role.PARTICIPANT, "worryzones/cafe.html", cafe_stage)
    panels.add("cafe", Role.FACILITATOR, "worryzones/console.html", cafe_console)
    panels.add("cafe", Role.PROJECTOR, "worryzones/projector.html", cafe_projector)
    panels.add("theming", Role.PARTICIPANT, "worryzones/theming.html", theming_stage)
    panels.add("theming", Role.FACILITATOR, "worryzones/theming_console.html", theming_console)
    panels.add("theming", Role.PROJECTOR, "worryzones/theming_projector.html", theming_projector)
    panels.add("sharing", Role.PARTICIPANT, "worryzones/sharing.html", sharing)
    panels.add("sharing", Role.FACILITATOR, "worryzones/sharing_console.html", sharing)
    panels.add("sharing", Role.PROJECTOR, "worryzones/sharing_projector.html", sharing)
