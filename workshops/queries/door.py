"""Reads about the door: whether anybody else may join, and what facilitators see of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from workshops import just_joined
from workshops.models import Workshop
from workshops.models.workshop import MAX_PEOPLE

FEW_MORE = 10


def why_not(workshop: Workshop) -> str:
    """Why nobody else can join now and whom to ask, in words; nothing when they can."""
    if not workshop.joining_open:
        return _(
            "Nobody else can join just now: the facilitator has closed the door. Ask them to open it, and "
            "then press again."
        )
    if workshop.participants.present().count() >= workshop.ceiling:
        return _(
            "The workshop is full: as many have joined as were meant to. Ask the facilitator to let you in, "
            "and then press again."
        )
    return ""


def door(workshop: Workshop, inside: int) -> dict[str, Any]:
    """For the console. ``inside`` are the devices that have joined, shared ones too."""
    ceiling = workshop.ceiling
    more = min(MAX_PEOPLE, max(inside, ceiling) + FEW_MORE)
    return {
        "open": workshop.joining_open,
        "inside": inside,
        "ceiling": ceiling,
        "full": inside >= ceiling,
        "more": more if more > ceiling else 0,
        "more_by": more - max(inside, ceiling),
        "at_once": _too_many_at_once(workshop, inside),
    }


def _too_many_at_once(workshop: Workshop, inside: int) -> int:
    """Where no more have come than are expected, many at once are a room that scans the code."""
    awaited = workshop.expected is not None and inside <= workshop.expected
    return 0 if awaited or not workshop.joining_open else just_joined.many_in(workshop.pk)
