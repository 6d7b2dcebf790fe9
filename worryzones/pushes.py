"""What is pushed of the first dialogue: notes, theme groups, who sits where."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from workshops.access.permissions import Role
from workshops.live.frames import Fragment
from workshops.models import Workshop
from worryzones import diagrams
from worryzones.models import Note, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import notes as notes_queries
from worryzones.queries import plan, table_places, theming


def note(workshop: Workshop, changed: Note, *, is_new: bool = False) -> tuple[Fragment, ...]:
    """The note alone where notes are written; nothing elsewhere, where pages are fetched anew."""
    pages = {"cafe": _note_in_cafe, "theming": _note_at_theming}
    return pages[workshop.phase](changed, is_new) if workshop.phase in pages else ()


def _note_in_cafe(changed: Note, is_new: bool) -> tuple[Fragment, ...]:
    """The note as participants and as facilitators see it; browsers count for themselves."""

    def context() -> dict[str, object]:
        return notes_queries.note_context(changed, is_new)

    return (
        Fragment("worryzones/cafe.html#pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment("worryzones/console.html#pushed", context, roles=(Role.FACILITATOR,)),
        Fragment("worryzones/projector.html#pushed", context, roles=(Role.PROJECTOR,)),
    )


def _note_at_theming(changed: Note, is_new: bool) -> tuple[Fragment, ...]:
    def context() -> dict[str, object]:
        return {**notes_queries.note_context(changed, is_new), "workshop": changed.table.cafe.workshop}

    return (
        Fragment("worryzones/theming.html#note_pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment("worryzones/theming_console.html#note_pushed", context, roles=(Role.FACILITATOR,)),
    )


def theme_groups(
    table: Table, *, moved: Collection[Note] = (), groups: Collection[int] = (), loose: bool = False
) -> tuple[Fragment, ...]:
    """The groups a change touched, and the table's loose notes when one may have come back to them."""

    def context() -> dict[str, object]:
        return theming.pieces(table, moved, groups, loose)

    def tally() -> dict[str, object]:
        return {"workshop": table.cafe.workshop, "tallies": theming.tallies(table.cafe.workshop)}

    return (
        Fragment("worryzones/theming.html#pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment("worryzones/theming_console.html#pushed", context, roles=(Role.FACILITATOR,)),
        Fragment("worryzones/theming_projector.html#tally", tally, roles=(Role.PROJECTOR,)),
    )


def at_work(group_id: int, page: UUID) -> Fragment:
    """Somebody has this theme group in hand; ``page`` lets a page leave out what came of itself."""
    context = {"group": group_id, "page": page}
    return Fragment("worryzones/theming.html#at_work", lambda: context, roles=(Role.PARTICIPANT,))


def seating(workshop: Workshop, groups: Collection[int] = ()) -> tuple[Fragment, ...]:
    """How many people each table has, for its people and the console, and how many of them are from afar for
    the room; the groups touched, for the seating."""

    def heads() -> dict[str, object]:
        return {"workshop": workshop, "boards": cafe_queries.seating(workshop)}

    def touched() -> dict[str, object]:
        return plan.groups_pushed(workshop, groups)

    def afar() -> dict[str, object]:
        return {"workshop": workshop, "afar": table_places.afar(cafe_queries.seating(workshop))}

    return (
        Fragment("worryzones/projector.html#afar", afar, roles=(Role.PROJECTOR,)),
        Fragment("worryzones/cafe.html#heads", heads, roles=(Role.PARTICIPANT,)),
        Fragment("worryzones/console.html#seating", heads, roles=(Role.FACILITATOR,)),
        Fragment("worryzones/seating.html#pushed", touched, roles=(Role.FACILITATOR,)),
    )


def seating_plan(workshop: Workshop) -> Fragment:
    """The plan for as many as there are, while nobody has a seat."""
    return Fragment(
        "worryzones/plan.html#plan", lambda: diagrams.planned(workshop), roles=(Role.FACILITATOR,)
    )
