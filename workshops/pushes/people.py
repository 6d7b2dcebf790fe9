"""How many people are in the room, and who of them is connected."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role
from workshops.live.frames import Fragment
from workshops.models import Workshop
from workshops.queries import course


def head_count(workshop: Workshop) -> Fragment:
    return Fragment(
        "workshops/people.html#counted",
        lambda: course.heads(workshop.pk),
        roles=(Role.FACILITATOR, Role.PROJECTOR),
    )


def presence(workshop_id: int) -> Fragment:
    """Who is here and how many are connected, for the facilitators alone; sent at most once a second."""
    return Fragment(
        "workshops/people.html#here", lambda: _who_is_here(workshop_id), roles=(Role.FACILITATOR,)
    )


def _who_is_here(workshop_id: int) -> dict[str, Any]:
    """Nobody when the workshop, a rehearsal, has gone meanwhile."""
    workshop = Workshop.objects.filter(pk=workshop_id).first()
    return course.people(workshop) if workshop else {}
