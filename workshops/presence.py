"""Which participants have a socket open right now. Kept in memory only, never in the database.

Each process knows its own and is told of the others' through the channel layer, so that a console counts the
whole room. What a process has not said again for a while is forgotten, so that one that died takes its people
along.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from contextlib import suppress

from channels.layers import BaseChannelLayer, get_channel_layer

FORGET_SECONDS = 45
RETRY_DELAY = 1.0
SEND_TIMEOUT = 3.0
GROUP = "processes"
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


def remember(process: str, workshop_id: int, people: list[int]) -> None:
    """What another process says of who is connected to it."""
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


async def tell_others(workshop_id: int) -> None:
    """Who is connected to this process. What is lost is said again at each heartbeat."""
    message = {
        "type": "here",
        "process": PROCESS,
        "workshop": workshop_id,
        "people": in_this_process(workshop_id),
    }
    with suppress(Exception):
        async with asyncio.timeout(SEND_TIMEOUT):
            await _layer().group_send(GROUP, message)


async def listen_to_others() -> None:
    """Until cancelled; while the layer is away, each process counts its own."""
    while True:
        with suppress(Exception):
            await _listen()
        await asyncio.sleep(RETRY_DELAY)


async def _listen() -> None:
    layer = _layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        while True:
            said = await layer.receive(channel)
            remember(said["process"], said["workshop"], said["people"])
    finally:
        await layer.group_discard(GROUP, channel)


def _layer() -> BaseChannelLayer:
    """The configured channel layer; settings always have one."""
    found = get_channel_layer()
    assert found is not None
    return found
