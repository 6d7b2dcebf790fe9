"""Writes about people: joining, leaving, being taken off and let back in.

Who took part in a dialogue is counted as people come, since nothing is left of those who go home.
"""

from __future__ import annotations

from typing import Any

from workshops import live
from workshops.access.devices import Device
from workshops.access.leaving import Left
from workshops.course import phases
from workshops.ephemeral import join_rate
from workshops.extension import hooks
from workshops.live.close_codes import CloseCode
from workshops.models import OpenSpaceGroup, Participant, Workshop
from workshops.pushes import people as people_pushes
from workshops.queries import door
from workshops.refusals import NoEntry, Removed


def join(
    *, workshop: Workshop, device: Device, name: str = "", home_unit: str = "", shared: bool = False
) -> Participant:
    """The device's participant; the same device gets the same one however often it joins.

    Raises `NoEntry` when nobody else may join: counted inside the lock, so that of two who want the last
    place one gets it.
    """
    join_rate.count_one(workshop.pk)  # before the lock: nobody waits behind a cache that hangs
    with live.writing(workshop) as write:
        key_hash = device.hash_in(workshop.pk)
        here = workshop.participants.filter(key_hash=key_hash).first()
        if here and here.removed:
            raise Removed
        if here:
            return here
        if refusal := door.why_not(workshop):
            raise NoEntry(refusal)
        participant = Participant.objects.create(
            workshop=workshop, key_hash=key_hash, name=name, home_unit=home_unit, shared=shared
        )
        _note_that_somebody_joined(workshop)
        _arrive(write, participant)
        return participant


def _note_that_somebody_joined(workshop: Workshop) -> None:
    """From now on the recipients, the sharing and the organisation stand as the door shows them.

    Whoever was removed may be the one who has joined: no device is told again without its cookie.
    """
    if not workshop.has_joined:
        workshop.has_joined = True
        workshop.save(update_fields=["has_joined"])
    if workshop.joined_since_removal is not None:
        _count_since_removal(workshop, workshop.joined_since_removal + 1)


def _count_since_removal(workshop: Workshop, joined: int | None) -> None:
    workshop.joined_since_removal = joined
    workshop.save(update_fields=["joined_since_removal"])


def _arrive(write: live.Write, participant: Participant, *, is_new: bool = True) -> None:
    """``is_new``: not counted in this dialogue yet."""
    if is_new:
        _count(write, participant, 1)
    hooks.run_on_join(write, participant)
    write.push(people_pushes.head_count(write.workshop))


def remove(*, participant: Participant) -> None:
    """Takes a device off the workshop, as one that does not belong there; what it wrote stays."""
    with live.writing(participant.workshop) as write:
        if write.reread(participant, "workshop").removed:
            return
        _count(write, participant, -1)
        hooks.run_on_leave(write, participant)
        participant.removed = True
        participant.group = None
        participant.save(update_fields=["removed", "group"])
        _count_since_removal(write.workshop, 0)
        write.push(people_pushes.head_count(write.workshop))
        write.push(people_pushes.presence(write.workshop.pk))
        write.close_sockets(CloseCode.FORBIDDEN, participant_id=participant.pk)


def let_back(*, participant: Participant) -> None:
    """Whoever was taken off by mistake is in the room again, as if they had just joined."""
    with live.writing(participant.workshop) as write:
        if write.reread(participant, "workshop").removed:
            participant.removed = False
            participant.save(update_fields=["removed"])
            if not write.workshop.participants.filter(removed=True).exists():
                _count_since_removal(write.workshop, None)
            _arrive(write, participant)
            write.push(people_pushes.presence(write.workshop.pk))


def leave(*, participant: Participant) -> None:
    """Someone goes home: their seat is free and nothing is left of them but what they wrote.

    What `come_back` needs is in their browser alone.
    """
    with live.writing(participant.workshop, after_closing=live.AfterClosing.LEAVING) as write:
        write.close_sockets(CloseCode.FORBIDDEN, participant_id=participant.pk)
        delete(write, participant)


def come_back(*, gone: Left) -> Participant:
    """Leaving is taken back: the same device is there again, and what it wrote is its own.

    The seat may have gone to somebody else. A closed door is for others; a full workshop is full. Names that
    the workshop has forgotten meanwhile stay forgotten. Pressed twice it is one person.
    """
    workshop = Workshop(pk=gone.workshop_id)
    with live.writing(workshop, after_closing=live.AfterClosing.LEAVING) as write:
        key_hash = gone.device.hash_in(workshop.pk)
        here = workshop.participants.filter(key_hash=key_hash).first()
        if here and here.removed:
            raise Removed
        if here:
            return here
        if door.is_full(workshop) and not workshop.is_closed:
            raise NoEntry(door.full_words())
        participant = Participant.objects.create(
            workshop=workshop, key_hash=key_hash, shared=gone.shared, **_still_known(workshop, gone)
        )
        if not workshop.is_closed:
            _arrive(write, participant, is_new=workshop.dialogue != phases.BY_KEY[gone.phase].dialogue)
        return participant


def _still_known(workshop: Workshop, gone: Left) -> dict[str, Any]:
    if workshop.is_closed or phases.forgotten_between(gone.phase, workshop.phase):
        return {}
    group = OpenSpaceGroup.objects.filter(pk=gone.group_id, theme__workshop=workshop).first()
    return {"name": gone.name, "home_unit": gone.home_unit, "group": group}


def merge(write: live.Write, participant: Participant) -> None:
    """As a part of another write: the row of somebody who is counted by another one goes."""
    _count(write, participant, -1)
    delete(write, participant)


def delete(write: live.Write, participant: Participant) -> None:
    """As a part of another write: somebody's row goes, with their seat."""
    hooks.run_on_leave(write, participant)
    Participant.objects.filter(pk=participant.pk).delete()
    write.push(people_pushes.head_count(write.workshop))


def count_present(workshop: Workshop) -> list[str]:
    """As a dialogue begins: all who are there take part in it. Answers which fields to save."""
    if not workshop.dialogue:
        return []
    field = f"took_part_{workshop.dialogue}"
    setattr(workshop, field, max(getattr(workshop, field), workshop.participants.people().count()))
    return [field]


def _count(write: live.Write, participant: Participant, by: int) -> None:
    """A shared device is nobody, and between the dialogues nobody takes part."""
    workshop = write.workshop
    if participant.shared or not workshop.dialogue:
        return
    field = f"took_part_{workshop.dialogue}"
    setattr(workshop, field, max(0, getattr(workshop, field) + by))
    workshop.save(update_fields=[field])
