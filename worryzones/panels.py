"""Plugs the method of dialogue 1 into the host: panels, marks, hooks."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role, Viewer
from workshops.course.questions import EXAMPLES_OF_THEMES
from workshops.extension import hooks, origin_marks, panels, theme_notes
from workshops.extension import print_cards as print_cards_extension
from workshops.panels.debrief import slides_context
from workshops.queries.hidden import own_hidden
from worryzones import diagrams, print_cards, zones
from worryzones.forms.tables import DealForm, EditNoteForm, NoteForm, PhonelessForm, theming_forms
from worryzones.models import Note
from worryzones.queries import alerts, found, seats, table_places, theming
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import sharing as sharing_queries
from worryzones.queries.handover import brief
from worryzones.queries.walking import walk_now
from worryzones.services import dealing, notes, seating
from worryzones.services.prompts import copy_prompts
from worryzones.services.table_places import copy_places, forget_calls


def cafe_stage(viewer: Viewer) -> dict[str, Any]:
    own = {"edit_form": EditNoteForm(), "own_hidden": hidden_notes(viewer)}
    context = {**cafe_queries.cafe_stage(viewer), "form": NoteForm(), **own}
    if context.get("is_host") and viewer.workshop.round > 1:
        context["handover"] = brief(context["row"]["notes"](), viewer.workshop.round)
    return context


def hidden_notes(viewer: Viewer) -> list[Any]:
    """The viewer's own, at whichever table they were written."""
    notes = Note.objects.filter(table__cafe__workshop=viewer.workshop).select_related("table")
    return own_hidden(viewer, notes)


def cafe_console(viewer: Viewer) -> dict[str, Any]:
    return _console(viewer, cafe_queries.boards(viewer.workshop))


def _console(viewer: Viewer, rows: list[dict[str, Any]]) -> dict[str, Any]:
    side = "worryzones/console.html#side"
    return {"boards": rows, "side": side, **alerts.for_facilitators(viewer.workshop, rows)}


def cafe_projector(viewer: Viewer) -> dict[str, Any]:
    rows = cafe_queries.seating(viewer.workshop)
    return {
        "large_clock": True,
        "circle": diagrams.circle(rows),
        "walk": walk_now(viewer.workshop, rows),
        "afar": table_places.afar(rows),
    }


def plan(viewer: Viewer) -> dict[str, Any]:
    """The plan, and what the facilitators settle before the café: how many cafés, who has no phone."""
    return {
        **diagrams.planned(viewer.workshop),
        "dealt": seats.cafes_of(viewer.workshop).exists(),
        "deal_form": DealForm(workshop=viewer.workshop),
        "phoneless_form": PhonelessForm(initial={"people": viewer.workshop.phoneless}),
    }


def theming_stage(viewer: Viewer) -> dict[str, Any]:
    own = {"own_hidden": hidden_notes(viewer)}
    return {**theming.theming_stage(viewer), **theming_forms(), **own, "examples": EXAMPLES_OF_THEMES[:2]}


def theming_console(viewer: Viewer) -> dict[str, Any]:
    return _console(viewer, theming.boards(viewer.workshop))


def theming_projector(viewer: Viewer) -> dict[str, Any]:
    return {"large_clock": True, "tallies": theming.tallies(viewer.workshop)}


def sharing(viewer: Viewer) -> dict[str, Any]:
    tables = sharing_queries.tables_told(viewer.workshop)
    return {
        **slides_context(viewer.workshop, sharing_queries.slides(tables)),
        **sharing_queries.told(viewer.workshop, tables),
    }


def sharing_console(viewer: Viewer) -> dict[str, Any]:
    return {**sharing(viewer), **unthemed(viewer)}


def unthemed(viewer: Viewer) -> dict[str, Any]:
    """What the facilitators have to know before people choose among the themes, while they still can."""
    workshop = viewer.workshop
    tables = [] if workshop.results_shown else sharing_queries.tables_told(workshop)
    return {"unthemed": sharing_queries.unthemed(tables)}


def register() -> None:
    for zone in zones.ZONES:
        mark = origin_marks.Mark(
            str(zone.number), zone.label, zone.table, ripples=zone.number, is_worry=zone.number > 1
        )
        origin_marks.add(mark)
    theme_notes.add(found.behind)
    print_cards_extension.add(18, print_cards.zones_card)
    print_cards_extension.add(20, print_cards.table_cards)
    for phase in ("cafe", "theming"):
        hooks.on_enter(phase, dealing.seat_everyone)
    hooks.on_join(seating.seat_latecomer)
    hooks.on_leave(seating.leave_table)
    hooks.on_purge(notes.purge)
    hooks.on_forget(seating.forget)
    hooks.on_forget(forget_calls)
    hooks.on_copy(copy_prompts)
    hooks.on_copy(copy_places, is_inner=True)
    panels.add_beside("welcome", Role.FACILITATOR, "worryzones/plan.html", plan)
    panels.add("cafe", Role.PARTICIPANT, "worryzones/cafe.html", cafe_stage)
    panels.add("cafe", Role.FACILITATOR, "worryzones/console.html", cafe_console)
    panels.add("cafe", Role.PROJECTOR, "worryzones/projector.html", cafe_projector)
    panels.add("theming", Role.PARTICIPANT, "worryzones/theming.html", theming_stage)
    panels.add("theming", Role.FACILITATOR, "worryzones/theming_console.html", theming_console)
    panels.add("theming", Role.PROJECTOR, "worryzones/theming_projector.html", theming_projector)
    panels.add("sharing", Role.PARTICIPANT, "worryzones/sharing.html", sharing)
    panels.add("sharing", Role.FACILITATOR, "worryzones/sharing_console.html", sharing_console)
    panels.add_beside("choosing", Role.FACILITATOR, "worryzones/unthemed.html", unthemed)
    panels.add("sharing", Role.PROJECTOR, "worryzones/sharing_projector.html", sharing)
