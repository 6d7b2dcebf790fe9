"""Reads about where a workshop stands: its run-sheet, clock and people."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from workshops import phases, presence
from workshops.models import Participant, User, Workshop
from workshops.script import ROOM_QUESTION, SAY_NOW
from workshops.wording import STEP_NAMES, step_label


def revs_of(workshop_ids: set[int]) -> dict[int, int]:
    """Workshop id → its ``rev`` now."""
    return dict(Workshop.objects.filter(pk__in=workshop_ids).values_list("pk", "rev"))


def locked(workshop: Workshop) -> Workshop:
    """The workshop's row, held until the transaction ends: whoever checks a limit checks alone."""
    return Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)


def workshops_of(user: User) -> Any:
    return Workshop.objects.filter(facilitations__user=user).select_related("organisation")


def heads(workshop_id: int) -> dict[str, Any]:
    """How many people have joined, and how many have a socket open."""
    joined = Participant.objects.filter(workshop_id=workshop_id, removed=False).count()
    return {"connected": {"joined": joined, "here": len(presence.here(workshop_id))}}


def people(workshop: Workshop) -> dict[str, Any]:
    """Who has joined, and how many of them have a socket open."""
    joined = list(workshop.participants.filter(removed=False).order_by("pk"))
    here = presence.here(workshop.pk)
    return {
        "workshop": workshop,
        "people": joined,
        "connected": {"joined": len(joined), "here": sum(person.pk in here for person in joined)},
    }


def clock(workshop: Workshop) -> dict[str, Any]:
    """What a page needs to count down by itself; times are UTC, ``remaining`` whole seconds."""
    return {
        "workshop": workshop,
        "clock": {
            "now": timezone.now().isoformat(),
            "ends_at": workshop.ends_at.isoformat() if workshop.ends_at else "",
            "remaining": workshop.seconds_left(),
            "paused": workshop.remaining is not None,
            "rings": workshop.rings,
        },
    }


def where(workshop: Workshop) -> dict[str, Any]:
    """The step in words, and what stands before and after it."""
    following, before = phases.next_step(workshop.step), phases.previous_step(workshop.step)
    return {
        "step": workshop.step,
        "step_label": step_label(workshop),
        "say_now": SAY_NOW[workshop.step],
        "room_question": ROOM_QUESTION[workshop.step],
        "next_step": following,
        "next_label": following and STEP_NAMES[following],
        "previous_step": before,
        "previous_label": before and STEP_NAMES[before],
    }


def run_sheet(workshop: Workshop) -> list[dict[str, Any]]:
    """Dialogue by dialogue: each step with its name, minutes and whether it is behind us."""
    here = phases.STEPS.index(workshop.step)
    return [
        {
            "key": step,
            "name": STEP_NAMES[step],
            "dialogue": phases.BY_KEY[phases.parts_of(step)[0]].dialogue,
            "minutes": workshop.minutes_of(phases.parts_of(step)[0]),
            "state": "done" if place < here else "here" if place == here else "ahead",
        }
        for place, step in enumerate(phases.STEPS)
    ]
