"""One subscription per process and audience feeds all of the process's sockets.

The channel layer only carries frames between processes. A frame is encoded once and handed to each
socket without a query or a thread of its own; one heartbeat asks for the ``rev`` of all workshops here.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.db import DatabaseError

from workshops import live
from workshops.pace import Pace
from workshops.queries.course import revs_of

HEARTBEAT_SECONDS = 15
RETRY_SECONDS = 1
logger = logging.getLogger(__name__)


class Socket(Protocol):
    """What the hub needs of a consumer."""

    participant_id: int | None

    async def forward(self, text: str) -> None: ...

    async def close(self, code: int | None = None) -> None: ...


@dataclass
class Audience:
    """The sockets of one audience here, and the task that hears for them all."""

    workshop_id: int
    sockets: set[Socket] = field(default_factory=set)
    subscribed: asyncio.Event = field(default_factory=asyncio.Event)
    listener: asyncio.Task[None] | None = None
    pace: Pace = field(default_factory=Pace)
    flushing: asyncio.Task[None] | None = None


class Hub:
    """The sockets of one event loop, by audience."""

    def __init__(self) -> None:
        self.audiences: dict[str, Audience] = {}
        self.heart: asyncio.Task[None] | None = None

    async def join(self, name: str, workshop_id: int, socket: Socket) -> None:
        """Returns when the audience is subscribed to: what is fetched after this is never older."""
        audience = self.audiences.setdefault(name, Audience(workshop_id))
        audience.sockets.add(socket)
        if audience.listener is None:
            audience.listener = asyncio.create_task(self._listen(name, audience))
        if self.heart is None:
            self.heart = asyncio.create_task(self._beat())
        await audience.subscribed.wait()

    def leave(self, name: str, socket: Socket) -> None:
        audience = self.audiences.get(name)
        if audience is None:
            return
        audience.sockets.discard(socket)
        if not audience.sockets and audience.listener:
            audience.listener.cancel()
            del self.audiences[name]
        if not self.audiences and self.heart:
            self.heart.cancel()
            self.heart = None

    async def _listen(self, name: str, audience: Audience) -> None:
        """Hears until cancelled. While the layer is away, heartbeats alone keep the screens right."""
        while True:
            try:
                await self._hear(name, audience)
            except Exception:
                logger.warning("The channel layer is away; subscribing again in %s s.", RETRY_SECONDS)
                audience.subscribed.set()
                await asyncio.sleep(RETRY_SECONDS)

    async def _hear(self, name: str, audience: Audience) -> None:
        layer = live.layer()
        channel = await layer.new_channel()
        await layer.group_add(name, channel)
        await sync_to_async(live.listen)([name])
        audience.subscribed.set()
        try:
            while True:
                await _hand_on(audience, await layer.receive(channel))
        finally:
            await layer.group_discard(name, channel)

    async def _beat(self) -> None:
        """Tells each socket its workshop's ``rev``; a database that is away is asked again next time."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            audiences = tuple(self.audiences.values())
            try:
                await sync_to_async(live.listen)(tuple(self.audiences))
                revs = await database_sync_to_async(revs_of)({a.workshop_id for a in audiences})
            except DatabaseError:
                continue
            for audience in audiences:
                await _send(audience, {"rev": revs.get(audience.workshop_id, 0)})


async def _hand_on(audience: Audience, message: dict[str, Any]) -> None:
    sockets = tuple(audience.sockets)
    if message["type"] == "shut":
        leaving = (s for s in sockets if message["participant"] in (None, s.participant_id))
        await _each(socket.close(message["code"]) for socket in leaving)
    elif "rev" in message["frame"]:
        audience.pace.take(message["frame"]["rev"], message["frame"].get("html"))
        if audience.flushing is None or audience.flushing.done():
            audience.flushing = asyncio.create_task(_flush(audience))
    else:
        await _send(audience, message["frame"])


async def _flush(audience: Audience) -> None:
    """Sends what the pace lets out until nothing is held back."""
    clock = asyncio.get_running_loop().time
    while True:
        frame, wait = audience.pace.next_frame(clock())
        if frame:
            await _send(audience, frame)
        elif wait:
            await asyncio.sleep(wait)
        else:
            return


async def _send(audience: Audience, frame: dict[str, Any]) -> None:
    text = json.dumps(frame)
    await _each(socket.forward(text) for socket in tuple(audience.sockets))


async def _each(sends: Iterable[Awaitable[None]]) -> None:
    """One after the other; a socket that has just gone does not keep the rest from hearing."""
    for send in sends:
        try:
            await send
        except (RuntimeError, ConnectionError):
            continue


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
