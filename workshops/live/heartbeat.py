"""What a process asks the database at each heartbeat, for all of its sockets together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from django.db import Error

from workshops.live.close_codes import CloseCode
from workshops.live.threads import in_thread
from workshops.models import Facilitation, Participant
from workshops.queries.course import revs_of


class Held(Protocol):
    """A socket as far as its right to be open goes."""

    workshop_id: int
    participant_id: int | None
    user_id: int | None

    def close(self, code: CloseCode) -> None: ...


async def read_revs(workshop_ids: set[int]) -> dict[int, int]:
    """Workshop id → its ``rev``; empty while the database is away."""
    try:
        return await in_thread(revs_of)(workshop_ids)
    except Error:
        return {}


async def shut_without_right(sockets: Collection[Held]) -> None:
    """Those whose message to close was lost, because the layer was away or they came in the same instant."""
    try:
        people, facilitators = await in_thread(_with_right)(sockets)
    except Error:
        return
    for socket in sockets:
        has_left = socket.participant_id and socket.participant_id not in people
        leads_no_more = socket.user_id and (socket.user_id, socket.workshop_id) not in facilitators
        if has_left or leads_no_more:
            socket.close(CloseCode.FORBIDDEN)


def _with_right(sockets: Collection[Held]) -> tuple[set[int], set[tuple[int, int]]]:
    people = {socket.participant_id for socket in sockets if socket.participant_id}
    users = {socket.user_id for socket in sockets if socket.user_id}
    present = Participant.objects.present().filter(pk__in=people).values_list("pk", flat=True)
    facilitating = Facilitation.objects.filter(user__in=users, user__is_active=True)
    return set(present), set(facilitating.values_list("user_id", "workshop_id"))
