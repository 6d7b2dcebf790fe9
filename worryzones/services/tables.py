"""Sitting down at a table by its card."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Participant
from workshops.refusals import Refused
from worryzones import pushes, rotation
from worryzones.models import Seat, Table
from worryzones.queries.tables import row_at, walks_with


def sit_at(*, participant: Participant, cafe_number: int, zone_number: int) -> None:
    """With the group that is at the table now. Outside the rounds, and where nobody is, nothing changes."""
    workshop = participant.workshop
    with live.writing(workshop) as write:
        row = row_at(workshop, cafe_number, zone_number)
        if row is None:
            return
        write.reread(participant)
        freed = Table.objects.filter(host=participant).exclude(pk=row["table"].pk).update(host=None)
        touched = set() if walks_with(participant, row["group"]) else _walk_with(participant, row["group"])
        if freed:
            write.refetch()
        elif touched:
            write.push(*pushes.seating(workshop, touched))


def _walk_with(participant: Participant, group: Any) -> set[int]:
    """Answers which groups have changed."""
    if group.size >= rotation.MAX_GROUP:
        raise Refused(_("This table is full. Your phone shows a table that has room for you."))
    came_from = set(Seat.objects.filter(participant=participant).values_list("group", flat=True))
    Seat.objects.update_or_create(participant=participant, defaults={"group": group})
    return {*came_from, group.pk}
