"""Writes of the console's hand on the room: which slide and whether the projector shows it, main points."""

from __future__ import annotations

from workshops import live
from workshops.models import Workshop
from workshops.pushes import course as pushes


def show_slide(*, workshop: Workshop, slide: int) -> None:
    """Shows one slide of the phase on the projector."""
    with live.writing(workshop) as write:
        workshop.slide = max(0, slide)
        workshop.save(update_fields=["slide"])
        write.refetch()


def turn_screen(*, workshop: Workshop, to: Workshop.Screen) -> None:
    """Holds, blanks or frees the projector. The workshop goes on as it is."""
    with live.writing(workshop) as write:
        if workshop.screen != to:
            workshop.screen = to
            workshop.save(update_fields=["screen"])
            write.push(pushes.screen(workshop))


def show_points(*, workshop: Workshop, on: bool) -> None:
    """Shows the main points to the room, or keeps them to the facilitators while they are written."""
    with live.writing(workshop) as write:
        if workshop.points_shown != on:
            workshop.points_shown = on
            workshop.save(update_fields=["points_shown"])
            write.refetch()
