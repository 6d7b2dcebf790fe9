"""What has been written by the time a workshop stands at a step, written through the real services."""

from __future__ import annotations

from collections.abc import Callable

from dialogit.demo.history import agreement, cafe, choosing, open_space
from dialogit.demo.seed import Room, join, on_time, unseen
from practices.models import Practice
from practices.services import library
from workshops.course import phases
from workshops.services import course

JUST_BEGUN = 0.4
# What is written in each phase; ``share`` is 1 in phases that lie behind, less in the one that is on.
WRITTEN_IN: dict[str, Callable[[Room, float], None]] = {
    "cafe": cafe.write_round,
    "theming": cafe.name_themes,
    "sharing": cafe.share,
    "choosing": choosing.vote,
    "interlude": choosing.select,
    "opening": open_space.propose,
    "open_space": open_space.work,
    "pearls": open_space.mark_pearls,
    "agreement": agreement.agree,
    "feedback": agreement.answer,
    "closed": agreement.close,
}


def walk(room: Room, to: str, participants: int) -> None:
    """Moves the workshop step by step. What lies behind is written in full, the last step in part."""
    for step in phases.STEPS[1 : phases.STEPS.index(to) + 1]:
        step_on(room, step, JUST_BEGUN if step == to else 1, 0 if to == "welcome" else participants)
    library.index(Practice.objects.filter(workshop=room.workshop))  # its words follow what is committed


def step_on(room: Room, to: str, share: float, participants: int) -> None:
    """To the next step, where ``share`` of what is written there is written. They come at the welcome."""
    with unseen():
        course.move(workshop=room.workshop, expected=room.workshop.step, to=to)
        if to == "welcome":
            join(room, on_time(participants))
        if write := WRITTEN_IN.get(room.workshop.phase):
            write(room, share)
