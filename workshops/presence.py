"""Which participants have a socket open right now. Kept in memory only, never in the database.

Each process knows its own and is told by the others; what another has not said again for a while is
forgotten, so that a process that died takes its people along.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter

FORGET_SECONDS = 45
PROCESS = secrets.token_hex(8)
_sockets: dict[int, Counter[int]] = {}
_elsewhere: dict[tuple[int, str], tuple[float, frozenset[int]]] = {}


def arrive(workshop_id: int, participant_id: int) -> None:
    _sockets.setdefault(workshop_id, Counter())[participant_id] += 1


def leave(workshop_id: int, participant_id: int) -> None:
    here = _sockets.get(workshop_id, Counter())
    here[participant_id] -= 1
    if here[participant_id] <= 0:
        del here[participant_id]
    if not here:
        _sockets.pop(workshop_id, None)


def in_this_process(workshop_id: int) -> list[int]:
    return list(_sockets.get(workshop_id, ()))


def workshops_here() -> list[int]:
    return list(_sockets)


def hear(process: str, workshop_id: int, people: list[int]) -> None:
    """Another process says who is connected to it."""
    if process != PROCESS:
        _elsewhere[workshop_id, process] = (time.monotonic(), frozenset(people))


def here(workshop_id: int) -> set[int]:
    """Everyone connected to any process."""
    found = set(_sockets.get(workshop_id, ()))
    for key, (said_at, people) in tuple(_elsewhere.items()):
        if time.monotonic() - said_at > FORGET_SECONDS:
            _elsewhere.pop(key, None)
        elif key[0] == workshop_id:
            found |= people
    return found
