"""Writes about the projector: it follows, stays as it is or is blank; it shows main points or does not."""

from __future__ import annotations

from django.db import transaction

from workshops import live
from workshops.access.permissions import Role
from workshops.models import Workshop
from workshops.queries.course import locked


@transaction.atomic
def turn(*, workshop: Workshop, to: Workshop.Screen) -> None:
    """Holds, blanks or frees the projector. The workshop goes on as it is."""
    if locked(workshop).screen != to:
        Workshop.objects.filter(pk=workshop.pk).update(screen=to)
        workshop.screen = to
        live.changed(workshop, fragment(workshop))


@transaction.atomic
def show_points(*, workshop: Workshop, on: bool) -> None:
    """Shows the main points to the room, or keeps them to the facilitators while they are written."""
    if locked(workshop).points_shown != on:
        Workshop.objects.filter(pk=workshop.pk).update(points_shown=on)
        workshop.points_shown = on
        live.changed(workshop, whole=True)


def fragment(workshop: Workshop) -> live.Fragment:
    return live.Fragment(
        "workshops/screen.html#screen",
        lambda: {"workshop": workshop},
        roles=(Role.FACILITATOR, Role.PROJECTOR),
    )
