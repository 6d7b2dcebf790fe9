"""Which participants have a socket open right now. Kept in memory only, never in the database."""

from __future__ import annotations

from collections import Counter

_sockets: dict[int, Counter[int]] = {}


def arrive(workshop_id: int, participant_id: int) -> None:
    _sockets.setdefault(workshop_id, Counter())[participant_id] += 1


def leave(workshop_id: int, participant_id: int) -> None:
    here = _sockets.get(workshop_id, Counter())
    here[participant_id] -= 1
    if here[participant_id] <= 0:
        del here[participant_id]
    if not here:
        _sockets.pop(workshop_id, None)


def here(workshop_id: int) -> set[int]:
    return set(_sockets.get(workshop_id, ()))
