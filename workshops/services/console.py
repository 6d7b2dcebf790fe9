"""Writes of the console's hand on the room: what the projector shows, main points."""

from __future__ import annotations

from workshops import live
from workshops.ephemeral import slide_pages
from workshops.ephemeral.slide_pages import Pages
from workshops.live import frames
from workshops.models import Workshop
from workshops.pushes import course as course_pushes


def show_slide(*, workshop: Workshop, slide: int) -> None:
    """Shows one slide of the phase on the projector, from its first page."""
    with live.writing(workshop) as write:
        workshop.slide, workshop.page = max(0, slide), None
        workshop.save(update_fields=["slide", "page"])
        slide_pages.remember(workshop.pk, None)
        write.refetch()


def show_page(*, workshop: Workshop, page: int | None) -> None:
    """Shows one page of a slide that fills several; with None they turn by themselves again."""
    with live.writing(workshop) as write:
        workshop.page = page
        workshop.save(update_fields=["page"])
        write.push(course_pushes.screen(workshop))


def tell_pages(*, workshop: Workshop, page: int, pages: int, turns: bool) -> None:
    """The projector tells the console which page is on, of how many; nothing is stored."""
    slide_pages.remember(workshop.pk, Pages(workshop.step, page, pages, turns))
    frames.send_transient_sync(workshop.pk, course_pushes.pages(workshop))


def turn_screen(*, workshop: Workshop, to: Workshop.Screen) -> None:
    """Holds, blanks or frees the projector. The workshop goes on as it is."""
    with live.writing(workshop) as write:
        if workshop.screen != to:
            workshop.screen = to
            workshop.save(update_fields=["screen"])
            write.push(course_pushes.screen(workshop))


def show_code(*, workshop: Workshop, on: bool) -> None:
    """Shows the code over the whole projector, whatever is on it; it goes at the next step."""
    with live.writing(workshop) as write:
        if workshop.code_shown != on:
            workshop.code_shown = on
            workshop.save(update_fields=["code_shown"])
            write.push(course_pushes.screen(workshop))


def show_points(*, workshop: Workshop, on: bool) -> None:
    """Shows the main points to the room, or keeps them to the facilitators while they are written."""
    with live.writing(workshop) as write:
        if workshop.points_shown != on:
            workshop.points_shown = on
            workshop.save(update_fields=["points_shown"])
            write.refetch()
