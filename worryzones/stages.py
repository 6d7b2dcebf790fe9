"""Plugs the method of dialogue 1 into the host: panels, marks, moments of the course."""

from __future__ import annotations

from typing import Any

from workshops import marks, moments, panels
from workshops import sheets as printed
from workshops.permissions import Role, Viewer
from workshops.stages.debrief import slides_context
from worryzones import pictures, queries, sheets, zones
from worryzones.forms import DealForm, EditNoteForm, NoteForm, PhonelessForm, theming_forms
from worryzones.queries import looks, seats, theming
from worryzones.queries import sharing as told
from worryzones.queries.handover import brief
from worryzones.queries.walking import walk_now
from worryzones.services import arranging, dealing, notes, seating
from worryzones.services.prompts import copy_prompts


def cafe_stage(viewer: Viewer) -> dict[str, Any]:
    context = {**queries.cafe_stage(viewer), "form": NoteForm(), "edit_form": EditNoteForm()}
    if context.get("is_host") and viewer.workshop.round > 1:
        context["handover"] = brief(context["row"]["notes"](), viewer.workshop.round)
    return context


def cafe_console(viewer: Viewer) -> dict[str, Any]:
    return _console(viewer, queries.boards(viewer.workshop))


def _console(viewer: Viewer, rows: list[dict[str, Any]]) -> dict[str, Any]:
    side = "worryzones/console.html#side"
    return {"boards": rows, "side": side, **looks.needs_a_look(viewer.workshop, rows)}


def cafe_projector(viewer: Viewer) -> dict[str, Any]:
    rows = queries.seating(viewer.workshop)
    return {"circle": pictures.circle(rows), "walk": walk_now(viewer.workshop, rows)}


def plan(viewer: Viewer) -> dict[str, Any]:
    """The plan, and what the facilitators settle before the café: how many cafés, who has no phone."""
    return {
        **pictures.planned(viewer.workshop),
        "dealt": seats.cafes_of(viewer.workshop).exists(),
        "deal_form": DealForm(workshop=viewer.workshop),
        "phoneless_form": PhonelessForm(initial={"people": viewer.workshop.phoneless}),
    }


def theming_stage(viewer: Viewer) -> dict[str, Any]:
    return {**theming.theming_stage(viewer), **theming_forms()}


def theming_console(viewer: Viewer) -> dict[str, Any]:
    return _console(viewer, theming.boards(viewer.workshop))


def theming_projector(viewer: Viewer) -> dict[str, Any]:
    return {"tallies": theming.tallies(viewer.workshop)}


def sharing(viewer: Viewer) -> dict[str, Any]:
    tables = told.tables_told(viewer.workshop)
    return {**slides_context(viewer.workshop, told.slides(tables)), **told.told(viewer.workshop, tables)}


def register() -> None:
    for zone in zones.ZONES:
        marks.add(marks.Mark(str(zone.number), zone.label, zone.table, ripples=zone.number))
    notes.register()
    arranging.register()
    printed.add(20, sheets.table_cards)
    moments.on_enter("cafe", dealing.seat_everyone)
    moments.on_join(seating.seat_latecomer)
    moments.on_leave(seating.leave_table)
    moments.on_copy(copy_prompts)
    panels.add_beside("welcome", Role.FACILITATOR, "worryzones/plan.html", plan)
    panels.add("cafe", Role.PARTICIPANT, "worryzones/cafe.html", cafe_stage)
    panels.add("cafe", Role.FACILITATOR, "worryzones/console.html", cafe_console)
    panels.add("cafe", Role.PROJECTOR, "worryzones/projector.html", cafe_projector)
    panels.add("theming", Role.PARTICIPANT, "worryzones/theming.html", theming_stage)
    panels.add("theming", Role.FACILITATOR, "worryzones/theming_console.html", theming_console)
    panels.add("theming", Role.PROJECTOR, "worryzones/theming_projector.html", theming_projector)
    panels.add("sharing", Role.PARTICIPANT, "worryzones/sharing.html", sharing)
    panels.add("sharing", Role.FACILITATOR, "worryzones/sharing_console.html", sharing)
    panels.add("sharing", Role.PROJECTOR, "worryzones/sharing_projector.html", sharing)
