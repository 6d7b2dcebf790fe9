"""Writes about people: joining, leaving, being taken off."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from workshops import live, moments
from workshops.close_codes import CloseCode
from workshops.devices import Device
from workshops.models import Participant, Workshop
from workshops.permissions import Role
from workshops.queries import course
from workshops.refusals import Removed


@transaction.atomic
def join(
    *, workshop: Workshop, device: Device, name: str = "", home_unit: str = "", shared: bool = False
) -> Participant:
    """The device's participant; the same device gets the same one however often it joins."""
    participant, is_new = Participant.objects.get_or_create(
        workshop=workshop,
        key_hash=device.hash_in(workshop.pk),
        defaults={"name": name, "home_unit": home_unit, "shared": shared},
    )
    if participant.removed:
        raise Removed
    if is_new:
        moments.joined(participant)
        live.changed(workshop, *people_fragments(workshop))
    return participant


@transaction.atomic
def remove(*, participant: Participant) -> None:
    """Takes a device off the workshop for good; what it wrote stays."""
    moments.leaving(participant)
    participant.removed = True
    participant.group = None
    participant.save(update_fields=["removed", "group"])
    live.changed(participant.workshop, *people_fragments(participant.workshop))
    live.shut(participant.workshop_id, CloseCode.FORBIDDEN, participant_id=participant.pk)


@transaction.atomic
def leave(*, participant: Participant) -> None:
    """Someone goes home: their seat is free and nothing is left of them but what they wrote."""
    workshop = participant.workshop
    moments.leaving(participant)
    participant.delete()
    live.changed(workshop, *people_fragments(workshop))


def presence_fragment(workshop_id: int) -> live.Fragment:
    """Who is here and how many are connected, for the facilitators alone; sent at most once a second."""
    return live.Fragment(
        "workshops/people.html#here",
        lambda: _who_is_here(workshop_id),
        roles=(Role.FACILITATOR,),
    )


def _who_is_here(workshop_id: int) -> dict[str, Any]:
    """Nobody when the workshop, a rehearsal, has gone meanwhile."""
    workshop = Workshop.objects.filter(pk=workshop_id).first()
    return course.people(workshop) if workshop else {}


def people_fragments(workshop: Workshop) -> tuple[live.Fragment, ...]:
    return (
        live.Fragment(
            "workshops/people.html#counted",
            lambda: course.heads(workshop.pk),
            roles=(Role.FACILITATOR, Role.PROJECTOR),
        ),
    )
