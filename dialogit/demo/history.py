"""What has been written by the time a workshop stands at a step, written through the real services."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import TypeVar

from dialogit.demo import texts
from dialogit.demo.seed import Guest, Room, join, new_phone, on_time, unseen
from workshops import phases
from workshops.devices import Device
from workshops.services import course
from worryzones import queries
from worryzones.models import CafeGroup, Seat, Table
from worryzones.services import notes, seating

JUST_BEGUN = 0.4
SMALLEST_GROUP_WITH_A_HOST = 3
Writing = Callable[[Room, float], None]
Line = TypeVar("Line")
Lines = Sequence[tuple[str, str]]


def walk(room: Room, to: str, participants: int) -> None:
    """Moves the workshop step by step. What lies behind is written in full, the last step in part."""
    for step in phases.STEPS[1 : phases.STEPS.index(to) + 1]:
        with unseen():
            course.move(workshop=room.workshop, expected=room.workshop.step, to=step)
            if step == "welcome" and to != "welcome":
                join(room, on_time(participants))
            write = WRITTEN_IN.get(room.workshop.phase)
            if write:
                write(room, JUST_BEGUN if step == to else 1)


def portion(lines: Sequence[Line], share: float) -> Sequence[Line]:
    return lines[: round(len(lines) * share)]


def write_round(room: Room, share: float) -> None:
    """Each table gets its notes of this round and the marks of those who are there, and a host stays."""
    number = room.workshop.round
    for row in queries.seating(room.workshop):
        table = row["table"]
        lines = portion(notes_of_round(table.zone_number, number + table.cafe.number - 1), share)
        here = guests_of(room, row["group"])
        write_at(room, table, [guest.device for guest in here], lines)
        if number == 1 and len(here) > SMALLEST_GROUP_WITH_A_HOST:
            seating.take_host(table=table, participant=here[0].participant)


def notes_of_round(zone: int, number: int) -> Lines:
    """A zone's notes are dealt over the rounds, and each café begins from others."""
    lines, quarter = texts.NOTES[zone], (number - 1) % 4
    return lines[len(lines) * quarter // 4 : len(lines) * (quarter + 1) // 4]


def guests_of(room: Room, group: CafeGroup | None) -> list[Guest]:
    """Those who walk with the group."""
    seated = set(Seat.objects.filter(group=group).values_list("participant_id", flat=True))
    return [guest for guest in room.guests if guest.participant.pk in seated]


def write_at(room: Room, table: Table, phones: list[Device], lines: Lines) -> None:
    phones = phones or [new_phone(room.language) for _ in range(4)]
    for kind, text in lines:
        writer = room.chance.choice(phones)
        note = notes.add_note(table=table, device=writer, id=uuid.uuid4(), kind=kind, text=text)
        for phone in room.chance.sample(phones, room.chance.randint(0, min(4, len(phones)))):
            notes.mark_ours(note=note, device=phone, on=True)


WRITTEN_IN: dict[str, Writing] = {
    "cafe": write_round,
}
