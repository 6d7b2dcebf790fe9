"""Dialogue 1 up to sharing: notes, marks, hosts, theme groups, main points."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from dialogit.demo import texts
from dialogit.demo.seed import Guest, Room, portion
from workshops.access.devices import Device
from workshops.services import console, debrief
from worryzones.models import CafeGroup, Seat, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.services import notes, seating, theming

MIN_GROUP_WITH_A_HOST = 3
FULL_CAFES = 3  # in a very large room the others have written less: the demo starts sooner


def write_round(room: Room, share: float) -> None:
    """Each table gets its notes of this round and the marks of those who are there, and a host stays."""
    number = room.workshop.round
    for row in cafe_queries.seating(room.workshop):
        table = row["table"]
        fullness = share if table.cafe.number <= FULL_CAFES else share / 3
        lines = portion(notes_of_round(table.zone_number, number + table.cafe.number - 1), fullness)
        here = guests_of(room, row["group"])
        write_at(room, table, room.phones(4, here), lines)
        if number == 1 and len(here) > MIN_GROUP_WITH_A_HOST:
            seating.take_host(table=table, participant=here[0].participant)


def notes_of_round(zone: int, number: int) -> Sequence[tuple[str, str]]:
    """A zone's notes are dealt over the rounds, and each café begins from others."""
    lines, quarter = texts.NOTES[zone], (number - 1) % 4
    return lines[len(lines) * quarter // 4 : len(lines) * (quarter + 1) // 4]


def guests_of(room: Room, group: CafeGroup | None) -> list[Guest]:
    """Those who walk with the group."""
    seated = set(Seat.objects.filter(group=group).values_list("participant_id", flat=True))
    return [guest for guest in room.guests if guest.participant.pk in seated]


def write_at(room: Room, table: Table, phones: list[Device], lines: Sequence[tuple[str, str]]) -> None:
    for kind, text in lines:
        writer = room.chance.choice(phones)
        note = notes.add_note(table=table, device=writer, id=uuid.uuid4(), kind=kind, text=text)
        for phone in room.chance.sample(phones, room.chance.randint(0, len(phones))):
            notes.mark_ours(note=note, device=phone, on=True)


def name_themes(room: Room, share: float) -> None:
    """The first café names all its themes, the others one each; some notes stay outside."""
    for table in cafe_queries.tables_of(room.workshop).order_by("cafe__number", "zone_number"):
        titles = texts.THEME_GROUPS[table.zone_number]
        if table.cafe.number > 1:
            titles = titles[table.cafe.number % len(titles) :][:1]
        here = list(table.notes.order_by("pk"))
        size = max(1, round(0.8 * len(here) / max(1, len(titles))))
        for place, title in enumerate(portion(titles, share)):
            together = here[place * size : (place + 1) * size]
            if together:
                theming.make_theme_group(table=table, notes=together, title=title)


def share(room: Room, share: float) -> None:
    """The main points of each table, up to the one that is on the screen."""
    told = range(round(4 * share))
    for slide in told:
        console.show_slide(workshop=room.workshop, slide=slide)
        for text in texts.MAIN_POINTS[2 * slide : 2 * slide + 2]:
            debrief.write_main_point(workshop=room.workshop, text=text, slide=slide)
