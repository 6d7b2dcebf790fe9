"""Writes about people: joining, leaving, being taken off."""

from __future__ import annotations

from workshops import live
from workshops.access.devices import Device
from workshops.extension import hooks
from workshops.live.close_codes import CloseCode
from workshops.models import Participant, Workshop
from workshops.pushes import people as pushes
from workshops.refusals import Removed


def join(
    *, workshop: Workshop, device: Device, name: str = "", home_unit: str = "", shared: bool = False
) -> Participant:
    """The device's participant; the same device gets the same one however often it joins."""
    with live.writing(workshop) as write:
        participant, is_new = Participant.objects.get_or_create(
            workshop=workshop,
            key_hash=device.hash_in(workshop.pk),
            defaults={"name": name, "home_unit": home_unit, "shared": shared},
        )
        if participant.removed:
            raise Removed
        if is_new:
            hooks.run_on_join(write, participant)
            write.push(pushes.head_count(workshop))
        return participant


def remove(*, participant: Participant) -> None:
    """Takes a device off the workshop for good; what it wrote stays."""
    with live.writing(participant.workshop) as write:
        write.reread(participant, "workshop")
        hooks.run_on_leave(write, participant)
        participant.removed = True
        participant.group = None
        participant.save(update_fields=["removed", "group"])
        write.push(pushes.head_count(write.workshop))
        write.close_sockets(CloseCode.FORBIDDEN, participant_id=participant.pk)


def leave(*, participant: Participant) -> None:
    """Someone goes home: their seat is free and nothing is left of them but what they wrote."""
    with live.writing(participant.workshop, after_closing=live.AfterClosing.LEAVING) as write:
        delete(write, participant)


def delete(write: live.Write, participant: Participant) -> None:
    """As a part of another write: somebody's row goes, with their seat."""
    hooks.run_on_leave(write, participant)
    Participant.objects.filter(pk=participant.pk).delete()
    write.push(pushes.head_count(write.workshop))
