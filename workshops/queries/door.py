"""Reads about the door: whether anybody else may join, and what facilitators see of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from workshops import rehearsal_processes
from workshops.ephemeral import join_rate
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
    return full_words() if is_full(workshop) else ""


def is_full(workshop: Workshop) -> bool:
    return workshop.participants.present().count() >= workshop.ceiling


def full_words() -> str:
    return _(
        "The workshop is full: as many have joined as were meant to. Ask the facilitator to let you in, "
        "and then press again."
    )


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
        "coming": _still_to_come(workshop, inside),
        "at_once": _too_many_at_once(workshop, inside),
        "since_removal": workshop.joined_since_removal or 0,
    }


def _still_to_come(workshop: Workshop, inside: int) -> int:
    """How many simulated people are expected in a rehearsal, until all of them are there."""
    announced = rehearsal_processes.announced(workshop.code) if workshop.is_rehearsal else 0
    return announced if announced > inside else 0


def _too_many_at_once(workshop: Workshop, inside: int) -> int:
    """Where no more have come than are expected, many at once are a room that scans the code."""
    awaited = workshop.expected is not None and inside <= workshop.expected
    return 0 if awaited or not workshop.joining_open else join_rate.burst(workshop.pk)
