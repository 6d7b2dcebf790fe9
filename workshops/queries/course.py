"""Reads about where a workshop stands: its run-sheet, clock and people."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from workshops import presence, privacy
from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.course.step_labels import STEP_NAMES, step_label
from workshops.ephemeral import slide_pages, writer_count
from workshops.models import Participant, PrivateNote, Workshop
from workshops.queries import door
from workshops.text import places


def revs_of(workshop_ids: set[int]) -> dict[int, int]:
    """Workshop id → its ``rev`` now."""
    return dict(Workshop.objects.filter(pk__in=workshop_ids).values_list("pk", "rev"))


def heads(workshop_id: int) -> dict[str, Any]:
    """How many people have joined, and how many have a socket open."""
    workshop = Workshop.objects.get(pk=workshop_id)
    present = Participant.objects.filter(workshop_id=workshop_id).present().values_list("pk", "shared")
    joined = {pk for pk, shared in present if not shared}
    return {
        "workshop": workshop,
        "connected": _counted(joined, workshop_id, workshop.phoneless),
        "door": door.door(workshop, len(present)),
    }


def _counted(joined: set[int], workshop_id: int, phoneless: int) -> dict[str, int]:
    """``joined`` have a phone in the workshop, ``here`` a socket open too; ``people`` are all in the room."""
    return {
        "joined": len(joined),
        "here": len(joined & presence.here(workshop_id)),
        "phoneless": phoneless,
        "people": len(joined) + phoneless,
    }


def people(workshop: Workshop) -> dict[str, Any]:
    """Who has joined, how many of them have a socket open, and who was taken off; shared devices apart."""
    everyone = list(workshop.participants.order_by("shared", "pk"))
    present = [person for person in everyone if not person.removed]
    joined = {person.pk for person in present if not person.shared}
    return {
        "workshop": workshop,
        "people": present,
        "taken_off": [person for person in everyone if person.removed],
        "connected": _counted(joined, workshop.pk, workshop.phoneless),
        "door": door.door(workshop, len(present)),
    }


def writers(workshop: Workshop) -> str:
    """How many devices have written in this step of those that are there, as `privacy.share_told`."""
    everybody = workshop.participants.present().count()
    return privacy.share_told(writer_count.get(workshop.pk, workshop.step), everybody)


def sample_participant(workshop: Workshop) -> Participant | None:
    """A participant whose place in the room stands for a phone's, when facilitators look how one is."""
    return workshop.participants.people().select_related("group__theme").order_by("-pk").first()


def private_note(viewer: Viewer) -> str:
    """The viewer's own notes on the workshop, empty for those who have none."""
    notes = PrivateNote.objects.filter(workshop=viewer.workshop, user=viewer.user)
    return notes.values_list("text", flat=True).first() or "" if viewer.user else ""


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


def screen(workshop: Workshop) -> dict[str, Any]:
    """What the projector does; ``turning`` is the page of a slide that fills several."""
    return {"workshop": workshop, "turning": slide_pages.get(workshop.pk, workshop.step)}


def where(workshop: Workshop) -> dict[str, Any]:
    """The step in words, what stands before and after it, and the call if the workshop is held by one."""
    following, before = phases.next_step(workshop.step), phases.previous_step(workshop.step)
    return {
        "step": workshop.step,
        "step_label": step_label(workshop.step),
        "say_now": phases.WORDS[workshop.step].say_now,
        "room_question": phases.WORDS[workshop.step].question,
        "call": places.read(workshop.place if workshop.dialogue else ""),
        "next_step": following,
        "next_label": following and STEP_NAMES[following],
        "previous_step": before,
        "previous_label": before and STEP_NAMES[before],
    }


def run_sheet(workshop: Workshop) -> list[dict[str, Any]]:
    """Dialogue by dialogue: each step with its name, minutes and whether it is behind us.

    What has been keeps the minutes that it had, though what is ahead has been fitted since.
    """
    here = phases.STEPS.index(workshop.step)
    return [
        {
            "key": step,
            "name": STEP_NAMES[step],
            "dialogue": phase.dialogue,
            "minutes": workshop.minutes_of(phase.key) if place > here else workshop.minutes_of_step(step),
            "state": "done" if place < here else "here" if place == here else "ahead",
        }
        for place, (phase, step) in enumerate((p, s) for p in phases.PHASES for s in p.steps)
    ]
